package io.forebay.torture.value;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.bytes.Utf8;
import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.value.Cell;
import io.forebay.format.kit.value.FieldParser;
import io.forebay.format.kit.value.FieldParsers;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parsers of all column types: numbers, texts, dates and times in all their formats. */
public final class FieldTarget implements Target {
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.of(TypeKind.SMALLINT),
            ColumnType.of(TypeKind.INTEGER),
            ColumnType.of(TypeKind.BIGINT),
            ColumnType.decimal(5, 2),
            ColumnType.decimal(18, 0),
            ColumnType.decimal(18, 18),
            ColumnType.decimal(19, 4),
            ColumnType.decimal(38, 37),
            ColumnType.decimal(38, 0),
            ColumnType.of(TypeKind.REAL),
            ColumnType.of(TypeKind.DOUBLE),
            ColumnType.of(TypeKind.BOOLEAN),
            ColumnType.character(5),
            ColumnType.varchar(5),
            ColumnType.varchar(0),
            ColumnType.of(TypeKind.DATE),
            ColumnType.of(TypeKind.TIME),
            ColumnType.of(TypeKind.TIMESTAMP),
            ColumnType.of(TypeKind.TIMESTAMPTZ),
            ColumnType.of(TypeKind.SUPER),
            ColumnType.varbyte(3));
    private static final String GIVEN = "given by the input";
    private static final List<String> FORMATS = List.of(
            "",
            "auto",
            "epochsecs",
            "epochmillisecs",
            "DD/MM/YYYY",
            "YYYY-MM-DD HH24:MI:SS.US",
            "MON DD YY HH12:MI AM",
            "YYYYDDD",
            GIVEN);
    private static final int SLACK = 3 * Words.SLACK;

    @Override
    public String name() {
        return "field";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        String[] texts = {
            "-32768",
            "2147483648",
            " +17 ",
            "123.455",
            "-1",
            ".5",
            "1e5",
            "99999999999999999999.99995",
            "1.5",
            "3.4e38",
            "-1.7976931348623157e308",
            "True",
            "abc",
            "h\u00e9llo",
            "x",
            "2024-02-29",
            "23:59:59.999999",
            "2024-02-29 12:34:56.789",
            "2024-02-29 12:34:56+05:30",
            "{\"a\":[1,2.5e-3,\"\\u00e9\",null]}",
            "0aFF"
        };
        for (int type = 0; type < texts.length; type++) {
            seeds.add(Input.of(texts[type], type, 0, 0, 0, 0));
        }
        String[] moments = {
            "Jan 5, 2024 3:04 PM",
            "1700000000.5",
            "1700000000123",
            "31/12/1999",
            "2024-1-2 3:4:5.6",
            "feb 1 24 01:02 am",
            "2024060"
        };
        for (int format = 1; format <= moments.length; format++) {
            seeds.add(Input.of(moments[format - 1], format < 5 ? 18 : 17, 0, 0, format, 0));
        }
        return seeds;
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        ColumnType type = input.pick(TYPES);
        Set<ReadFlag> flags = input.some(ReadFlag.class);
        String format = input.pick(FORMATS);
        Character replacement = input.below(4) == 3 ? '?' : null;
        if (format.equals(GIVEN)) {
            format = new String(input.bytes(input.below(32)), java.nio.charset.StandardCharsets.UTF_8);
        }
        byte[] field = input.rest();
        String moment = format.isEmpty() ? null : format;
        ReadOptions d = ReadOptions.DEFAULT;
        ReadOptions options = new ReadOptions(
                d.layout(),
                Compression.NONE,
                Encoding.UTF8,
                0,
                new ValueRules("\\N", replacement, moment, moment),
                flags);
        Column column = Column.of("c", type);
        FieldParser parser;
        try {
            parser = FieldParsers.of(column, options);
        } catch (ForebayException e) {
            if (!e.is(FormatError.BAD_OPTIONS)) {
                throw e;
            }
            return;
        }
        Parsed parsed = parse(parser, column, field, (byte) '\n');
        for (byte behind : new byte[] {'0', '9', '.', (byte) 0xBF, ' ', '"'}) {
            Parsed other = parse(parser, column, field, behind);
            if (!parsed.equals(other)) {
                throw new AssertionError(type + " depends on what is behind it: " + parsed + " or " + other);
            }
        }
        ValueModel.check(type, options, field, parsed);
    }

    /** @param code 0 when there is a value; bytes are shown in hexadecimal */
    record Parsed(int code, String reason, @Nullable Object value) {}

    private static Parsed parse(FieldParser parser, Column column, byte[] field, byte behind) {
        byte[] bytes = new byte[SLACK + field.length + SLACK];
        Arrays.fill(bytes, behind);
        System.arraycopy(field, 0, bytes, SLACK, field.length);
        MemoryChunk chunk = new MemoryChunk(List.of(column), 1);
        Cell cell = new Cell();
        cell.fill(chunk);
        cell.startRow(0, Utf8.ascii(field, 0, field.length));
        cell.startColumn(0, true);
        if (!parser.parse(bytes, SLACK, SLACK + field.length, cell)) {
            if (cell.code() < 1200 || cell.code() > 1224 || cell.reason().isBlank()) {
                throw new AssertionError("refused without a reason: " + cell.code());
            }
            return new Parsed(cell.code(), cell.reason(), null);
        }
        chunk.setLine(0, 1);
        Object value = chunk.rows(1).get(0).get(0);
        return new Parsed(0, "", value instanceof byte[] raw ? HexFormat.of().formatHex(raw) : value);
    }
}
