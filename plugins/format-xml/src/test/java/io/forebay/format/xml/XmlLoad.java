package io.forebay.format.xml;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A COPY … FORMAT XML ROWTAG 'record' under test. */
record XmlLoad(
        List<String> arguments,
        List<Column> columns,
        Compression compression,
        Encoding encoding,
        ValueRules values,
        Set<ReadFlag> flags) {
    static XmlLoad of(Column... columns) {
        return new XmlLoad(
                List.of("record"), List.of(columns), Compression.NONE, Encoding.UTF8, ValueRules.DEFAULT, Set.of());
    }

    /** Columns of VARCHAR(200). */
    static XmlLoad texts(String... names) {
        return of(Arrays.stream(names)
                .map(name -> Column.of(name, ColumnType.varchar(200)))
                .toArray(Column[]::new));
    }

    /** One column {@code c}. */
    static XmlLoad of(TypeKind kind) {
        return of(Column.of("c", ColumnType.of(kind)));
    }

    XmlLoad rowTag(String... newArguments) {
        return new XmlLoad(List.of(newArguments), columns, compression, encoding, values, flags);
    }

    XmlLoad with(ReadFlag... newFlags) {
        return new XmlLoad(arguments, columns, compression, encoding, values, Set.of(newFlags));
    }

    XmlLoad with(Compression newCompression) {
        return new XmlLoad(arguments, columns, newCompression, encoding, values, flags);
    }

    XmlLoad with(Encoding newEncoding) {
        return new XmlLoad(arguments, columns, compression, newEncoding, values, flags);
    }

    XmlLoad with(ValueRules newValues) {
        return new XmlLoad(arguments, columns, compression, encoding, newValues, flags);
    }

    XmlLoad notNull() {
        List<Column> strict = columns.stream().map(Column::notNull).toList();
        return new XmlLoad(arguments, strict, compression, encoding, values, flags);
    }

    ReadRequest request() {
        Layout layout = new Layout.Named("XML", arguments);
        return new ReadRequest(new ReadOptions(layout, compression, encoding, 0, values, flags), columns);
    }

    Loaded load(String document) {
        return load(document.getBytes(StandardCharsets.UTF_8));
    }

    Loaded load(byte[] bytes) {
        return Loaded.from(new XmlFormat(), request(), bytes);
    }

    Loaded load(ExtraFields extra, String document) {
        return Loaded.from(new XmlFormat(), request(extra), document.getBytes(StandardCharsets.UTF_8));
    }

    ReadRequest request(ExtraFields extra) {
        ReadRequest plain = request();
        return new ReadRequest(plain.options(), columns, extra, plain.inflatedLimit());
    }
}
