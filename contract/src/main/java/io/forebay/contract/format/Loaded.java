package io.forebay.contract.format;

import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
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
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading one object.
 *
 * @param rows as {@link MemoryChunk#rows} gives them
 * @param lines as the reader counts them
 * @param newColumns for fields that no column took, under ON NEW COLUMN ADD
 */
public record Loaded(
        List<List<@Nullable Object>> rows, List<RejectedRow> rejected, long lines, List<Column> newColumns) {
    private static final int CHUNK_ROWS = 7;

    /** Reads an object {@code s3://lake/part-0} that has these bytes. */
    public static Loaded from(RecordFormat format, ReadRequest request, byte[] bytes) {
        return from(format, request, new ByteArrayInputStream(bytes));
    }

    public static Loaded from(RecordFormat format, ReadRequest request, InputStream bytes) {
        try (RecordReaders readers = format.open(request)) {
            return from(readers, request, bytes);
        }
    }

    /** Reads one more object of a load. */
    public static Loaded from(RecordReaders readers, ReadRequest request, InputStream bytes) {
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/part-0"), 0, "etag", Instant.EPOCH);
        try (RecordReader reader = readers.open(object, bytes)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            List<RejectedRow> rejected = new ArrayList<>();
            for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                drain(part, request, rows, rejected);
            }
            return new Loaded(rows, rejected, reader.linesScanned(), readers.newColumns());
        }
    }

    private static void drain(
            RecordPart part, ReadRequest request, List<List<@Nullable Object>> rows, List<RejectedRow> rejected) {
        try (part) {
            int filled;
            do {
                MemoryChunk chunk = new MemoryChunk(filled(request), CHUNK_ROWS);
                filled = part.read(chunk, 0, rejected::add);
                rows.addAll(chunk.rows(filled));
            } while (filled > 0);
        }
    }

    /** What the fields fill, and behind that what RESCUE does. */
    private static List<Column> filled(ReadRequest request) {
        List<Column> filled = new ArrayList<>(request.columns());
        if (request.extra().rescued()) {
            filled.add(Column.of("rescued", ColumnType.of(TypeKind.SUPER)));
        }
        return filled;
    }

    /** Of each row the first value. */
    public List<@Nullable Object> values() {
        return rows.stream().map(row -> row.get(0)).toList();
    }

    /** @throws AssertionError unless one row was rejected */
    public RejectedRow onlyRejected() {
        if (rejected.size() != 1) {
            throw new AssertionError("expected one rejected row: " + this);
        }
        return rejected.get(0);
    }
}
