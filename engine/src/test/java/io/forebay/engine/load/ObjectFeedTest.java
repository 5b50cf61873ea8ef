package io.forebay.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectFeedTest {
    private static final List<Column> COLUMNS =
            List.of(Column.of("a", ColumnType.of(TypeKind.INTEGER)), Column.of("b", ColumnType.varchar(20)));

    /** A warehouse's chunk keeps the bytes of all texts that it was given until it is handed over. */
    private static final class CountingChunk implements Chunk {
        private long texts;

        @Override
        public int capacity() {
            return 16;
        }

        @Override
        public void setNull(int column, int row) {}

        @Override
        public void setLong(int column, int row, long value) {}

        @Override
        public void setWide(int column, int row, long high, long low) {}

        @Override
        public void setDouble(int column, int row, double value) {}

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
            texts++;
        }
    }

    @Test
    void givesTheWarehouseNothingMoreOnceAFileHasFailed() {
        MemoryObjectStore store = new MemoryObjectStore("lake");
        StoredObject bad = store.put("s3://lake/1", "x|bad\n");
        StoredObject good = store.put("s3://lake/2", "1|text\n".repeat(5_000));
        StoredObject alsoBad = store.put("s3://lake/3", "1|text\n".repeat(5_000) + "y|bad\n");
        Table table = new Table(new TableName("public", "t"), 1, COLUMNS, false);
        LoadBatch batch = new LoadBatch(1, table, COLUMNS, ReadOptions.DEFAULT, List.of(bad, good, alsoBad));
        CountingChunk chunk = new CountingChunk();
        LoadRecord load =
                new LoadRecord(1, 1, new LoadRecord.Owner(1, 1, 1, "dev"), table, "s3://lake/", "CSV", Instant.EPOCH);
        try (ObjectReads reads = new ObjectReads(
                        batch,
                        new CopyBinding(table, COLUMNS, null, LineageColumns.of(table, Map.of())),
                        ExtraFields.IGNORED,
                        load,
                        store::open,
                        new DelimitedFormat(),
                        ErrorRule.FAIL_FILE,
                        new RejectedStore(false),
                        new LoadContext(Clock.systemUTC(), LoadStep.Listener.NONE));
                RowSource.Feed feed = reads.feed()) {
            assertThat(feed.fill(chunk)).isZero();
            assertThat(reads.failures()).containsOnlyKeys(bad, alsoBad);
        }
        assertThat(chunk.texts).isLessThanOrEqualTo(chunk.capacity());
    }
}
