package io.forebay.format.delimited;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A COPY under test: what it says, and what loading some text by it gives. */
record Loading(ReadOptions options, List<Column> columns, int blockBytes) {
    /** What came of one object. */
    record Outcome(List<List<@Nullable Object>> rows, List<RejectedRow> rejected, long lines) {
        List<@Nullable Object> values() {
            return rows.stream().map(row -> row.get(0)).toList();
        }

        RejectedRow onlyRejected() {
            if (rejected.size() != 1) {
                throw new AssertionError("expected one rejected row: " + this);
            }
            return rejected.get(0);
        }
    }

    static Loading of(ColumnType... types) {
        List<Column> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(Column.of("c" + (columns.size() + 1), type));
        }
        return new Loading(ReadOptions.DEFAULT, columns, 1 << 14);
    }

    static Loading of(TypeKind... kinds) {
        ColumnType[] types = new ColumnType[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            types[i] = ColumnType.of(kinds[i]);
        }
        return of(types);
    }

    static Loading texts(int columns) {
        ColumnType[] types = new ColumnType[columns];
        java.util.Arrays.fill(types, ColumnType.varchar(100));
        return of(types);
    }

    Loading notNull() {
        return new Loading(options, columns.stream().map(Column::notNull).toList(), blockBytes);
    }

    Loading csv() {
        return layout(new Layout.Csv((byte) ',', (byte) '"'));
    }

    Loading layout(Layout layout) {
        return options(new ReadOptions(
                layout,
                options.compression(),
                options.encoding(),
                options.ignoreHeader(),
                options.values(),
                options.flags()));
    }

    Loading with(ReadFlag... flags) {
        Set<ReadFlag> all = EnumSet.noneOf(ReadFlag.class);
        all.addAll(options.flags());
        all.addAll(List.of(flags));
        return options(new ReadOptions(
                options.layout(),
                options.compression(),
                options.encoding(),
                options.ignoreHeader(),
                options.values(),
                all));
    }

    Loading with(Compression compression) {
        return options(new ReadOptions(
                options.layout(),
                compression,
                options.encoding(),
                options.ignoreHeader(),
                options.values(),
                options.flags()));
    }

    Loading with(Encoding encoding) {
        return options(new ReadOptions(
                options.layout(),
                options.compression(),
                encoding,
                options.ignoreHeader(),
                options.values(),
                options.flags()));
    }

    Loading ignoreHeader(int lines) {
        return options(new ReadOptions(
                options.layout(), options.compression(), options.encoding(), lines, options.values(), options.flags()));
    }

    Loading values(ValueRules values) {
        return options(new ReadOptions(
                options.layout(),
                options.compression(),
                options.encoding(),
                options.ignoreHeader(),
                values,
                options.flags()));
    }

    Loading nullAs(String text) {
        ValueRules values = options.values();
        return values(new ValueRules(text, values.replacement(), values.dateFormat(), values.timeFormat()));
    }

    Loading replacing(char replacement) {
        ValueRules values = options.values();
        return values(new ValueRules(values.nullAs(), replacement, values.dateFormat(), values.timeFormat()));
    }

    Loading dateFormat(String format) {
        ValueRules values = options.values();
        return values(new ValueRules(values.nullAs(), values.replacement(), format, values.timeFormat()));
    }

    Loading timeFormat(String format) {
        ValueRules values = options.values();
        return values(new ValueRules(values.nullAs(), values.replacement(), values.dateFormat(), format));
    }

    Loading options(ReadOptions changed) {
        return new Loading(changed, columns, blockBytes);
    }

    Loading blocks(int bytes) {
        return new Loading(options, columns, bytes);
    }

    RecordReaders open() {
        return new DelimitedReaders(new ReadRequest(options, columns), blockBytes);
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
