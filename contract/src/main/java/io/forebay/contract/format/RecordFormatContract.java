package io.forebay.contract.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import io.forebay.spi.store.StoreError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every record format must do; what {@link ExtraFieldsContract} and {@link SchemaSampleContract} say
 * belongs to it.
 */
@Timeout(30)
public abstract class RecordFormatContract extends ExtraFieldsContract {
    private static final int MANY = 100_000;

    @Test
    void readsTheLayoutOfItsRequest() {
        assertThat(format().reads(request().options().layout())).isTrue();
        assertThat(format().name(request().options().layout())).isNotEmpty();
    }

    @Test
    void readsAllRecordsInOrderWhateverTheChunksAre() {
        byte[] bytes = file(records(1, 50));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int id = 1; id <= 50; id++) {
            expected.add(Arrays.asList((long) id, "name " + id));
        }
        for (int capacity : new int[] {1, 2, 7, 50, 2048}) {
            assertThat(rows(new ByteArrayInputStream(bytes), capacity, new ArrayList<>()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsStreamsThatGiveOneByteAtATime() {
        InputStream drops = new ByteArrayInputStream(file(records(1, 20))) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }
        };
        assertThat(rows(drops, 100, new ArrayList<>())).hasSize(20);
    }

    @Test
    void readsAFileOfNoBytesAsNoRows() {
        assertThat(rows(new ByteArrayInputStream(new byte[0]), 10, new ArrayList<>()))
                .isEmpty();
    }

    @Test
    void fillsNoRowForABrokenRecordAndGoesOn() {
        List<RejectedRow> rejected = new ArrayList<>();
        byte[] bytes = file(join(records(1, 3), brokenRecord(), records(4, 2)));
        assertThat(rows(new ByteArrayInputStream(bytes), 2, rejected)).hasSize(5);
        assertThat(rejected).hasSize(1);
        RejectedRow row = rejected.get(0);
        assertThat(row.object()).isEqualTo(object(0).uri());
        assertThat(row.line()).isEqualTo(4);
        assertThat(row.code()).isBetween(1200, 1224);
        assertThat(row.reason()).isNotEmpty().hasSizeLessThanOrEqualTo(RejectedRow.MAX_REASON);
        assertThat(row.rawLine()).isNotEmpty().hasSizeLessThanOrEqualTo(RejectedRow.MAX_TEXT);
    }

    @Test
    void handsOutABrokenRecordThatReadsAsTheSame() {
        Rejects told = new Rejects();
        byte[] bytes = file(join(records(1, 3), brokenRecord(), records(4, 2)));
        rows(new ByteArrayInputStream(bytes), 2, told);
        assertThat(told.records).hasSize(recordsAreTexts() ? 1 : 0);
        for (byte[] record : told.records) {
            Rejects again = new Rejects();
            assertThat(rows(new ByteArrayInputStream(record), 2, again)).isEmpty();
            assertThat(again.rows)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
                    .isEqualTo(told.rows);
        }
    }

    private static final class Rejects implements RejectedRows {
        private final List<RejectedRow> rows = new ArrayList<>();
        private final List<byte[]> records = new ArrayList<>();

        @Override
        public boolean reject(RejectedRow row) {
            return rows.add(row);
        }

        @Override
        public boolean wantsRecords() {
            return true;
        }

        @Override
        public boolean reject(RejectedRow row, byte[] record, int from, int to) {
            records.add(Arrays.copyOfRange(record, from, to));
            return rows.add(row);
        }
    }

    @Test
    void readsLargeFilesInPartsWithExactLineNumbers() {
        List<RejectedRow> rejected = new ArrayList<>();
        byte[] bytes = file(join(records(1, MANY), brokenRecord()));
        assertThat(rows(new ByteArrayInputStream(bytes), 2048, rejected)).hasSize(MANY);
        assertThat(rejected).extracting(RejectedRow::line).containsExactly(MANY + 1L);
    }

    @Test
    void endsAFileWithoutMoreParts() {
        withReader(new ByteArrayInputStream(file(records(1, 3))), reader -> {
            requireNonNull(reader.nextPart()).close();
            assertThat(reader.nextPart()).isNull();
            assertThat(reader.nextPart()).isNull();
        });
    }

    @Test
    void letsErrorsOfTheStoreThrough() {
        ForebayException gone = new ForebayException(StoreError.OBJECT_CHANGED, "changed");
        InputStream stream = new FailingStream(file(records(1, 3)), () -> {
            throw gone;
        });
        assertThatThrownBy(() -> rows(stream, 10, new ArrayList<>())).isSameAs(gone);
        InputStream broken = new FailingStream(file(records(1, 3)), () -> {
            throw new IOException("reset");
        });
        assertThatThrownBy(() -> rows(broken, 10, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.retryable()).isTrue());
    }

    @Test
    void endsAHangingReadWhenClosed() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        InputStream hanging =
                new FailingStream(file(records(1, 3)), () -> {
                    reading.countDown();
                    try {
                        closed.await();
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                    throw new IOException("closed");
                }) {
                    @Override
                    public void close() {
                        closed.countDown();
                    }
                };
        try (RecordReaders readers = format().open(request())) {
            RecordReader reader = readers.open(object(100), hanging);
            CompletableFuture<@Nullable RecordPart> part = CompletableFuture.supplyAsync(reader::nextPart);
            assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
            reader.close();
            assertThatThrownBy(() -> part.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.CANCELLED))
                            .isTrue());
            assertThatThrownBy(reader::nextPart).isInstanceOf(ForebayException.class);
        }
    }

    @Test
    void closesTheStreamOfTheStore() {
        boolean[] closed = new boolean[1];
        withReader(
                new ByteArrayInputStream(file(records(1, 3))) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                },
                reader -> requireNonNull(reader.nextPart()).close());
        assertThat(closed[0]).isTrue();
    }

    /** Bytes, and then something that goes wrong. */
    private static class FailingStream extends InputStream {
        private final InputStream bytes;
        private final Failure failure;

        FailingStream(byte[] bytes, Failure failure) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = bytes.read(into, from, length);
            if (read < 0) {
                failure.fail();
            }
            return read;
        }
    }

    private interface Failure {
        void fail() throws IOException;
    }

    private interface Use {
        void use(RecordReader reader);
    }

    private void withReader(InputStream stream, Use use) {
        try (RecordReaders readers = format().open(request());
                RecordReader reader = readers.open(object(0), stream)) {
            use.use(reader);
        }
    }

    private List<List<@Nullable Object>> rows(InputStream stream, int capacity, List<RejectedRow> rejected) {
        return rows(stream, capacity, rejected::add);
    }

    private List<List<@Nullable Object>> rows(InputStream stream, int capacity, RejectedRows rejects) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        withReader(stream, reader -> {
            for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                int filled;
                do {
                    MemoryChunk chunk = new MemoryChunk(COLUMNS, capacity);
                    filled = part.read(chunk, 0, rejects);
                    rows.addAll(chunk.rows(filled));
                } while (filled > 0);
                part.close();
            }
        });
        return rows;
    }
}
