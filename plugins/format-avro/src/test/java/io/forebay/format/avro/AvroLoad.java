package io.forebay.format.avro;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A COPY … FORMAT AVRO under test. */
record AvroLoad(
        List<String> arguments,
        List<Column> columns,
        Compression compression,
        Encoding encoding,
        ValueRules values,
        Set<ReadFlag> flags) {
    static AvroLoad of(Column... columns) {
        return new AvroLoad(
                List.of("auto"), List.of(columns), Compression.NONE, Encoding.UTF8, ValueRules.DEFAULT, Set.of());
    }

    /** Columns c1, c2 … */
    static AvroLoad of(ColumnType... types) {
        List<Column> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(Column.of("c" + (columns.size() + 1), type));
        }
        return of(columns.toArray(new Column[0]));
    }

    static AvroLoad of(TypeKind kind) {
        return of(ColumnType.of(kind));
    }

    AvroLoad by(String... newArguments) {
        return new AvroLoad(List.of(newArguments), columns, compression, encoding, values, flags);
    }

    AvroLoad with(ReadFlag... newFlags) {
        return new AvroLoad(arguments, columns, compression, encoding, values, Set.of(newFlags));
    }

    AvroLoad with(Compression newCompression) {
        return new AvroLoad(arguments, columns, newCompression, encoding, values, flags);
    }

    AvroLoad with(Encoding newEncoding) {
        return new AvroLoad(arguments, columns, compression, newEncoding, values, flags);
    }

    AvroLoad with(ValueRules newValues) {
        return new AvroLoad(arguments, columns, compression, encoding, newValues, flags);
    }

    AvroLoad notNull() {
        return new AvroLoad(
                arguments, columns.stream().map(Column::notNull).toList(), compression, encoding, values, flags);
    }

    ReadRequest request() {
        Layout layout = new Layout.Named("AVRO", arguments);
        return new ReadRequest(new ReadOptions(layout, compression, encoding, 0, values, flags), columns);
    }

    Loaded load(byte[] bytes) {
        return Loaded.from(new AvroFormat(), request(), bytes);
    }

    Loaded load(ExtraFields extra, byte[] bytes) {
        ReadRequest plain = request();
        return Loaded.from(
                new AvroFormat(), new ReadRequest(plain.options(), columns, extra, plain.inflatedLimit()), bytes);
    }
}
