package io.forebay.torture.format;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file, read to its end. */
public final class Reading {
    private static final ObjectUri OBJECT = ObjectUri.parse("s3://lake/part-0");

    /**
     * What came of a file.
     *
     * @param rows bytes as text in hexadecimal
     * @param failure why the file as a whole could not be read; rows and lines then are those before it
     */
    public record Outcome(
            List<List<@Nullable Object>> rows, List<RejectedRow> rejected, long lines, @Nullable ErrorCode failure) {
        public Optional<ErrorCode> findFailure() {
            return Optional.ofNullable(failure);
        }

        /** The same for every way of reading; what a failed file gave before it failed is not. */
        Outcome whole() {
            return failure == null ? this : new Outcome(List.of(), List.of(), 0, failure);
        }
    }

    private static final class Watched extends ByteArrayInputStream {
        private final int most;
        private boolean closed;

        Watched(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, most));
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    private final ReadRequest request;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();

    private Reading(ReadRequest request) {
        this.request = request;
    }

    /**
     * Reads a file.
     *
     * @param chunkRows the rows of a chunk
     * @param most the bytes that the store gives at once
     * @throws AssertionError when the reader breaks its contract
     */
    public static Outcome of(RecordReaders readers, ReadRequest request, byte[] file, int chunkRows, int most) {
        Watched bytes = new Watched(file, most);
        Reading reading = new Reading(request);
        StoredObject object = new StoredObject(OBJECT, file.length, "etag", Instant.EPOCH);
        RecordReader reader = readers.open(object, bytes);
        ErrorCode failure = null;
        long lines;
        try (reader) {
            try {
                reading.drain(reader, chunkRows);
            } catch (ForebayException e) {
                if (!(e.code() instanceof FormatError)) {
                    throw e;
                }
                failure = e.code();
            }
            lines = reader.linesScanned();
        }
        if (!bytes.closed) {
            throw new AssertionError("the reader did not close the object's stream");
        }
        reading.rejected.forEach(RejectedRows::check);
        return new Outcome(reading.rows, reading.rejected, lines, failure);
    }

    private void drain(RecordReader reader, int chunkRows) {
        for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
            try (RecordPart open = part) {
                int filled;
                do {
                    MemoryChunk chunk = new MemoryChunk(filled(), chunkRows);
                    filled = open.read(chunk, 0, rejected::add);
                    chunk.rows(filled).forEach(row -> rows.add(comparable(row)));
                } while (filled > 0);
            }
        }
    }

    /** What the fields fill, and behind that what RESCUE does. */
    private List<Column> filled() {
        List<Column> filled = new ArrayList<>(request.columns());
        if (request.extra().rescued()) {
            filled.add(Column.of("rescued", ColumnType.of(TypeKind.SUPER)));
        }
        return filled;
    }

    private static List<@Nullable Object> comparable(List<@Nullable Object> row) {
        List<@Nullable Object> copy = new ArrayList<>(row);
        copy.replaceAll(value -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        return copy;
    }
}
