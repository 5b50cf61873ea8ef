package io.forebay.format.json;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A COPY … FORMAT JSON under test: what it says, and what loading some text by it gives. */
record Loading(List<Column> columns, List<String> arguments, Reading reading, int blockBytes) {
    /** What else a COPY says. */
    record Reading(
            Compression compression, Encoding encoding, int ignoreHeader, ValueRules values, Set<ReadFlag> flags) {}

    /** What came of one object. */
    record Outcome(List<List<@Nullable Object>> rows, List<RejectedRow> rejected, long lines) {
        /** Of the first column. */
        List<@Nullable Object> values() {
            return rows.stream().map(row -> row.get(0)).toList();
        }

        /** Of the only row. */
        @Nullable
        Object value() {
            if (rows.size() != 1 || !rejected.isEmpty()) {
                throw new AssertionError("expected one row: " + this);
            }
            return rows.get(0).get(0);
        }

        RejectedRow onlyRejected() {
            if (rejected.size() != 1) {
                throw new AssertionError("expected one rejected row: " + this);
            }
            return rejected.get(0);
        }
    }

    static Loading of(Column... columns) {
        Reading plain = new Reading(Compression.NONE, Encoding.UTF8, 0, ValueRules.DEFAULT, Set.of());
        return new Loading(List.of(columns), List.of("auto"), plain, 1 << 14);
    }

    /** One column {@code v}. */
    static Loading of(ColumnType type) {
        return of(Column.of("v", type));
    }

    static Loading of(TypeKind kind) {
        return of(ColumnType.of(kind));
    }

    Loading layout(String... changed) {
        return new Loading(columns, List.of(changed), reading, blockBytes);
    }

    Loading paths(String... paths) {
        List<String> all = new ArrayList<>(List.of("paths"));
        all.addAll(List.of(paths));
        return new Loading(columns, all, reading, blockBytes);
    }

    Loading notNull() {
        return new Loading(columns.stream().map(Column::notNull).toList(), arguments, reading, blockBytes);
    }

    Loading with(ReadFlag... flags) {
        return reading(new Reading(
                reading.compression, reading.encoding, reading.ignoreHeader, reading.values, Set.of(flags)));
    }

    Loading with(Compression compression) {
        return reading(new Reading(compression, reading.encoding, reading.ignoreHeader, reading.values, reading.flags));
    }

    Loading with(Encoding encoding) {
        return reading(new Reading(reading.compression, encoding, reading.ignoreHeader, reading.values, reading.flags));
    }

    Loading ignoreHeader(int lines) {
        return reading(new Reading(reading.compression, reading.encoding, lines, reading.values, reading.flags));
    }

    Loading values(@Nullable Character replacement, @Nullable String dateFormat, @Nullable String timeFormat) {
        ValueRules values = new ValueRules("\\N", replacement, dateFormat, timeFormat);
        return reading(new Reading(reading.compression, reading.encoding, reading.ignoreHeader, values, reading.flags));
    }

    private Loading reading(Reading changed) {
        return new Loading(columns, arguments, changed, blockBytes);
    }

    Loading blocks(int bytes) {
        return new Loading(columns, arguments, reading, bytes);
    }

    ReadRequest request() {
        return new ReadRequest(
                new ReadOptions(
                        new Layout.Named("JSON", arguments),
                        reading.compression,
                        reading.encoding,
                        reading.ignoreHeader,
                        reading.values,
                        reading.flags),
                columns);
    }

    RecordReaders open() {
        return new JsonReaders(request(), blockBytes);
    }

    Outcome load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    Outcome load(byte[] bytes) {
        return load(new ByteArrayInputStream(bytes), bytes.length);
    }

    Outcome load(InputStream stream, long size) {
        try (RecordReaders readers = open();
                RecordReader reader = readers.open(object(size), stream)) {
            return drain(reader);
        }
    }

    private Outcome drain(RecordReader reader) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        RecordPart part = reader.nextPart();
        while (part != null) {
            int filled;
            do {
                MemoryChunk chunk = new MemoryChunk(columns, 7);
                filled = part.read(chunk, 0, rejected::add);
                rows.addAll(chunk.rows(filled));
            } while (filled > 0);
            part.close();
            part = reader.nextPart();
        }
        return new Outcome(rows, rejected, reader.linesScanned());
    }

    static StoredObject object(long size) {
        return new StoredObject(ObjectUri.parse("s3://lake/part-0"), size, "etag", Instant.EPOCH);
    }
}
