package io.forebay.torture.format;

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
import io.forebay.torture.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The request of a format that is read by name, with three columns {@code a}, {@code b} and {@code c}. */
final class Options {
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.varchar(20),
            ColumnType.of(TypeKind.INTEGER),
            ColumnType.of(TypeKind.SUPER),
            ColumnType.of(TypeKind.DOUBLE),
            ColumnType.decimal(20, 3),
            ColumnType.of(TypeKind.BOOLEAN),
            ColumnType.of(TypeKind.TIMESTAMP),
            ColumnType.of(TypeKind.DATE),
            ColumnType.varbyte(9));
    private static final Set<ReadFlag> OF_TEXT =
            EnumSet.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES, ReadFlag.FILLRECORD, ReadFlag.IGNOREBLANKLINES);

    private Options() {}

    /** An input whose columns are a text, a number and a SUPER. @param first what {@link #request} is given before */
    static byte[] seed(byte[] file, int first) {
        return Input.of(file, 7, 2, first, 0, 0, 0, 0, 0, 1, 2);
    }

    static ReadRequest request(Layout layout, boolean encoded, Input input) {
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        flags.addAll(input.some(ReadFlag.class));
        flags.removeAll(OF_TEXT);
        int choice = input.below(256);
        int encoding = encoded ? choice % 16 - 12 : 0;
        Character replacement = choice / 16 % 4 == 3 ? '?' : null;
        String moment = choice / 64 % 2 == 1 ? "auto" : null;
        int last = input.below(256);
        boolean small = last % 2 == 1;
        List<Column> columns = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            columns.add(Column.of(name, input.pick(TYPES)));
        }
        ReadOptions options = new ReadOptions(
                layout,
                Compression.NONE,
                encoding > 0 ? Encoding.values()[encoding] : Encoding.UTF8,
                0,
                new ValueRules("\\N", replacement, moment, moment),
                flags);
        long limit = small ? 1000 : 1 << 20;
        boolean byName =
                !(layout instanceof Layout.Named named && named.arguments().contains("paths"));
        return new ReadRequest(options, columns, byName ? extra(last / 2) : ExtraFields.IGNORED, limit);
    }

    /** What a number from 0 means for fields that no column takes. */
    static ExtraFields extra(int choice) {
        ExtraFields.Policy[] policies = ExtraFields.Policy.values();
        return new ExtraFields(policies[choice % policies.length], choice / policies.length % 2 == 1);
    }
}
