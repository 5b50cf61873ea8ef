package io.forebay.torture.format;

import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.format.delimited.SmallBlocks;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A layout of text with all options chosen by the input. Besides what holds of every format: blocks of any size give the
 * same rows and errors, {@code linesScanned} is the number of lines, and a COPY into texts agrees with {@link TextModel}.
 */
abstract class TextTarget extends RecordTarget {
    /** A block that takes each file of the fuzzer's whole. */
    private static final int LARGE_BLOCK = 1 << 13;

    private static final List<ColumnType> TYPES = List.of(
            ColumnType.varchar(ColumnType.MAX_VARCHAR),
            ColumnType.varchar(3),
            ColumnType.character(4),
            ColumnType.of(TypeKind.INTEGER),
            ColumnType.of(TypeKind.BIGINT),
            ColumnType.decimal(9, 2),
            ColumnType.decimal(38, 10),
            ColumnType.of(TypeKind.REAL),
            ColumnType.of(TypeKind.DOUBLE),
            ColumnType.of(TypeKind.BOOLEAN),
            ColumnType.of(TypeKind.DATE),
            ColumnType.of(TypeKind.TIME),
            ColumnType.of(TypeKind.TIMESTAMP),
            ColumnType.of(TypeKind.TIMESTAMPTZ),
            ColumnType.of(TypeKind.SUPER),
            ColumnType.varbyte(4));
    private static final List<String> NULLS = List.of("\\N", "", "\0", "NULL", "a", "|", "\"", " ");
    private static final List<Character> REPLACEMENTS = List.of('?', '^', 'x');

    /** Flags that change how records are split; the others change values. */
    private static final Set<ReadFlag> SPLITTING =
            EnumSet.of(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES, ReadFlag.FILLRECORD, ReadFlag.IGNOREBLANKLINES);

    TextTarget() {
        super(new DelimitedFormat());
    }

    /** The layout, by the input. @param columns how many there are */
    abstract Layout layout(Input input, int columns);

    /** The flags that the layout takes. */
    abstract Set<ReadFlag> flags();

    /**
     * An input of texts.
     *
     * @param layout what {@link #layout} takes
     */
    static byte[] seed(String content, Set<ReadFlag> flags, int columns, int... layout) {
        int bits = flags.stream().mapToInt(flag -> 1 << flag.ordinal()).sum();
        byte[] values = Input.of(content, bits >> 8, bits & 0xFF, 0, 0, 0, 0);
        return Input.of(Input.of(values, layout), 7, 2, columns - 1, 1);
    }

    @Override
    protected ReadRequest request(Input input) {
        int columns = 1 + input.below(5);
        boolean texts = input.flag();
        Layout layout = layout(input, columns);
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        flags.addAll(input.some(ReadFlag.class));
        flags.retainAll(flags());
        String nullAs = input.pick(NULLS);
        int ignoreHeader = input.below(4);
        Encoding encoding = layout instanceof Layout.FixedWidth ? Encoding.UTF8 : encoding(input);
        boolean replace = input.flag();
        Character replacement = replace ? input.pick(REPLACEMENTS) : null;
        List<Column> list = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            ColumnType type = texts ? TYPES.get(0) : input.pick(TYPES);
            Column column = Column.of("c" + i, type);
            list.add(!texts && input.below(4) == 3 ? column.notNull() : column);
        }
        if (texts) {
            flags.retainAll(SPLITTING);
        }
        String format = texts || input.flag() ? null : "auto";
        ReadOptions options = new ReadOptions(
                layout,
                Compression.NONE,
                encoding,
                ignoreHeader,
                new ValueRules(nullAs, replacement, format, format),
                flags);
        return new ReadRequest(options, list);
    }

    @Override
    protected RecordReaders open(ReadRequest request) {
        return SmallBlocks.open(request, LARGE_BLOCK);
    }

    /** Mostly UTF-8. */
    private static Encoding encoding(Input input) {
        int choice = input.below(16);
        return choice < 13 ? Encoding.UTF8 : Encoding.values()[choice - 12];
    }

    @Override
    protected void check(ReadRequest request, byte[] file, Reading.Outcome outcome) {
        for (int blockBytes : new int[] {1 + file.length % 13, 64, 1000}) {
            try (RecordReaders readers = SmallBlocks.open(request, blockBytes)) {
                same(outcome, Reading.of(readers, request, file, 5, Integer.MAX_VALUE));
            }
        }
        if (outcome.findFailure().isEmpty() && request.options().encoding() == Encoding.UTF8) {
            TextModel.check(request, file, outcome);
        }
    }
}
