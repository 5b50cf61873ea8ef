package io.forebay.format.parquet;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.format.kit.columnar.FileColumn;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.schema.FieldGuess;
import io.forebay.format.kit.schema.NamedFields;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.format.parquet.file.Node;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns that files say they have. */
final class ParquetSample implements SchemaSample {
    private final ReadOptions options;
    private final boolean byName;
    private final boolean exact;
    private final NamedFields<FieldGuess> fields;
    private final Set<String> nested = new LinkedHashSet<>();

    ParquetSample(ReadOptions options) {
        this.options = options;
        this.byName = ColumnMatch.byName(options.layout());
        this.exact = options.layout() instanceof Layout.Named named
                && named.arguments().contains("auto");
        this.fields = new NamedFields<>(() -> new FieldGuess(options));
    }

    @Override
    public void add(StoredObject object, InputStream stored) {
        try (InflatingPool inflaters = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, stored, FooterReader.MAGIC, inflaters)) {
            try {
                if (bytes.size() > 0) {
                    FooterReader.read(bytes, columns -> List.of()).columns().forEach(this::add);
                }
            } finally {
                bytes.interrupt();
            }
        }
    }

    private void add(Node node) {
        FileColumn column = ParquetRules.column(node);
        FieldGuess field = fields.find(column.name());
        if (field != null) {
            field.known(column.type().natural());
        }
        if (column.type().kind() == Kind.NESTED) {
            nested.add(column.name());
        }
    }

    @Override
    public List<Column> columns() {
        return fields.columns(FieldGuess::type);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(fields.remarks("columns", byName && exact));
        if (!nested.isEmpty() && !options.has(ReadFlag.SERIALIZETOJSON)) {
            remarks.add("lists, maps and structs ("
                    + String.join(", ", nested.stream().limit(3).toList()) + (nested.size() > 3 ? " and more" : "")
                    + ") go into SUPER with SERIALIZETOJSON alone");
        }
        return remarks;
    }
}
