package io.forebay.format.orc;

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
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A COPY … FORMAT ORC under test. */
record OrcLoad(
        List<String> arguments,
        List<Column> columns,
        ValueRules values,
        Set<ReadFlag> flags,
        ExtraFields extra,
        long inflatedLimit) {
    static OrcLoad of(Column... columns) {
        return new OrcLoad(
                List.of(),
                List.of(columns),
                ValueRules.DEFAULT,
                Set.of(),
                ExtraFields.IGNORED,
                ReadRequest.INFLATED_LIMIT);
    }

    /** Columns c1, c2 … */
    static OrcLoad of(ColumnType... types) {
        List<Column> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(Column.of("c" + (columns.size() + 1), type));
        }
        return of(columns.toArray(new Column[0]));
    }

    static OrcLoad of(TypeKind... kinds) {
        return of(Arrays.stream(kinds).map(ColumnType::of).toArray(ColumnType[]::new));
    }

    OrcLoad by(String how) {
        return new OrcLoad(List.of(how), columns, values, flags, extra, inflatedLimit);
    }

    OrcLoad with(ReadFlag... newFlags) {
        return new OrcLoad(arguments, columns, values, Set.of(newFlags), extra, inflatedLimit);
    }

    OrcLoad with(ExtraFields newExtra) {
        return new OrcLoad(arguments, columns, values, flags, newExtra, inflatedLimit);
    }

    OrcLoad replacing(char with) {
        ValueRules rules = new ValueRules("\\N", with, null, null);
        return new OrcLoad(arguments, columns, rules, flags, extra, inflatedLimit);
    }

    OrcLoad limit(long bytes) {
        return new OrcLoad(arguments, columns, values, flags, extra, bytes);
    }

    OrcLoad notNull() {
        List<Column> strict = columns.stream().map(Column::notNull).toList();
        return new OrcLoad(arguments, strict, values, flags, extra, inflatedLimit);
    }

    ReadRequest request() {
        Layout layout = new Layout.Named("ORC", arguments);
        ReadOptions options = new ReadOptions(layout, Compression.NONE, Encoding.UTF8, 0, values, flags);
        return new ReadRequest(options, columns, extra, inflatedLimit);
    }

    Loaded load(byte[] bytes) {
        return Loaded.from(new OrcFormat(), request(), bytes);
    }
}
