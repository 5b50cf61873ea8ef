package io.forebay.format.kit.columnar;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One column and a row of it, from a file into a chunk. */
final class Rows {
    static final ObjectUri OBJECT = ObjectUri.parse("s3://lake/part-0");
    private static final ReadOptions OPTIONS = new ReadOptions(
            ReadOptions.DEFAULT.layout(),
            ReadOptions.DEFAULT.compression(),
            ReadOptions.DEFAULT.encoding(),
            0,
            ReadOptions.DEFAULT.values(),
            Set.of(ReadFlag.SERIALIZETOJSON));

    private final Column column;
    private final Conversion conversion;
    private final RowBatch batch;

    Rows(FileType type, ColumnType to) {
        this.column = Column.of("x", to);
        this.conversion = Conversions.of(type, column, OPTIONS);
        this.batch = new RowBatch(OBJECT, new Column[] {column}, 1);
    }

    Values values() {
        return batch.values(0);
    }

    @Nullable
    Object loaded() {
        conversion.convert(values());
        MemoryChunk chunk = new MemoryChunk(List.of(column), 1);
        List<RejectedRow> rejected = new ArrayList<>();
        int rows = batch.fill(chunk, 0, 1, 1, rejected::add);
        if (rows == 0) {
            return rejected.get(0).code() + " " + rejected.get(0).reason();
        }
        return chunk.rows(rows).get(0).get(0);
    }
}
