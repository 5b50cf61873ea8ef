package io.forebay.format.parquet;

import io.forebay.format.kit.columnar.FileColumn;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.columnar.SampledColumns;
import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.format.parquet.file.Node;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The columns that files say they have. */
final class ParquetSample implements SchemaSample {
    private final SampledColumns columns;

    ParquetSample(ReadOptions options) {
        this.columns = new SampledColumns(options);
    }

    @Override
    public void add(StoredObject object, InputStream stored) {
        try (InflatingPool inflaters = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, stored, FooterReader.MAGIC, inflaters)) {
            try {
                if (bytes.size() > 0) {
                    add(FooterReader.read(bytes, all -> List.of()).columns());
                }
            } finally {
                bytes.interrupt();
            }
        }
    }

    private void add(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            FileColumn column = ParquetRules.column(nodes.get(i));
            columns.add(i, column.name(), column.type().natural(), column.type().kind() == Kind.NESTED);
        }
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public List<String> remarks() {
        return columns.remarks("PARQUET", "lists, maps and structs");
    }
}
