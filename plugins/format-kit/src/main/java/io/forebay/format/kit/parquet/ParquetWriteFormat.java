package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.ValueText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RecordWriter;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.format.WriteFormat;
import io.forebay.spi.format.WriteOptions;
import io.forebay.spi.format.WriteRequest;
import io.forebay.spi.warehouse.Rows;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** FORMAT PARQUET. SOURCE: Redshift Database Developer Guide, "UNLOAD". */
public final class ParquetWriteFormat implements WriteFormat {
    @Override
    public boolean writes(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("PARQUET");
    }

    @Override
    public String name(Layout layout) {
        return "Parquet";
    }

    @Override
    public String suffix(WriteOptions options) {
        return ".parquet";
    }

    @Override
    public RecordWriters open(WriteRequest request) {
        Set<String> names = new HashSet<>();
        for (WriteColumn column : request.columns()) {
            ParquetType.of(column);
            if (!names.add(column.name())) {
                throw new ForebayException(
                                CommonError.DUPLICATE_OBJECT,
                                "two columns of the query are named \"" + column.name()
                                        + "\", which a Parquet file cannot tell apart")
                        .withHint("Give one of them another name: SELECT … AS name.");
            }
        }
        Snappy snappy = new Snappy();
        return new RecordWriters() {
            @Override
            public RecordWriter open(Path file, long maxBytes) {
                return new ParquetWriter(
                        file, request.columns(), snappy, request.options().rowGroupBytes(), maxBytes);
            }

            @Override
            public String text(Rows rows, WriteColumn column) {
                return ValueText.of(column.type()).text(rows, column.index());
            }
        };
    }
}
