package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of Avro's into every type of column. */
class ValueTest {
    private static final Schema INT = Schema.create(Schema.Type.INT);
    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final Schema BYTES = Schema.create(Schema.Type.BYTES);
    private static final Schema DOUBLE = Schema.create(Schema.Type.DOUBLE);
    private static final Schema FLOAT = Schema.create(Schema.Type.FLOAT);
    private static final Schema BOOLEAN = Schema.create(Schema.Type.BOOLEAN);
    private static final ColumnType TEXT = ColumnType.varchar(64);
    private static final long DAY = LocalDate.of(2024, 2, 29).toEpochDay();
    private static final long SECOND = DAY * 86_400 + 13 * 3600 + 14 * 60 + 15;

    private static Schema logical(LogicalType type, Schema schema) {
        return type.addToSchema(new Schema.Parser().parse(schema.toString()));
    }

    private static Schema fixed(int size) {
        return Schema.createFixed("f" + size, null, null, size);
    }

    private static GenericData.Fixed fixed(Schema schema, byte... bytes) {
        return new GenericData.Fixed(schema, bytes);
    }

    private static ByteBuffer unscaled(long value) {
        return ByteBuffer.wrap(BigInteger.valueOf(value).toByteArray());
    }

    private static ColumnType type(TypeKind kind) {
        return switch (kind) {
            case VARCHAR -> TEXT;
            case CHAR -> ColumnType.character(64);
            case DECIMAL -> ColumnType.decimal(12, 3);
            default -> ColumnType.of(kind);
        };
    }

    /** What a value becomes in a column: {@code !} and a code when it is refused. */
    private static String in(TypeKind kind, Schema schema, Object value) {
        return in(AvroLoad.of(type(kind)), schema, value);
    }

    private static String in(AvroLoad load, Schema schema, Object value) {
        Loaded loaded = load.load(Files.values(schema, value));
        if (!loaded.rejected().isEmpty()) {
            return "!" + loaded.onlyRejected().code();
        }
        Object found = loaded.values().get(0);
        return found instanceof byte[] bytes ? "x" + java.util.HexFormat.of().formatHex(bytes) : String.valueOf(found);
    }

    private static final List<TypeKind> KINDS = List.of(
            TypeKind.SMALLINT,
            TypeKind.INTEGER,
            TypeKind.BIGINT,
            TypeKind.DECIMAL,
            TypeKind.REAL,
            TypeKind.DOUBLE,
            TypeKind.BOOLEAN,
            TypeKind.CHAR,
            TypeKind.VARCHAR,
            TypeKind.DATE,
            TypeKind.TIME,
            TypeKind.TIMESTAMP,
            TypeKind.TIMESTAMPTZ,
            TypeKind.SUPER,
            TypeKind.VARBYTE);

    private static Arguments row(String name, Schema schema, Object value, String expected) {
        return Arguments.of(name, schema, value, expected);
    }

    static Stream<Arguments> pairs() {
        Schema decimal = logical(LogicalTypes.decimal(9, 2), BYTES);
        Schema decimalFixed = LogicalTypes.decimal(9, 2).addToSchema(fixed(4));
        Schema uuidFixed = LogicalTypes.uuid().addToSchema(fixed(16));
        Schema array = Schema.createArray(INT);
        Schema symbols = Schema.createEnum("e", null, null, List.of("RED", "GREEN"));
        String day = String.valueOf(DAY);
        return Stream.of(
                row("int", INT, 42, "42 42 42 42.000 42.0 42.0 !1210 42 42 !1205 !1206 !1206 !1206 42 !1219"),
                row("int 1", INT, 1, "1 1 1 1.000 1.0 1.0 1 1 1 !1205 !1206 !1206 !1206 1 !1219"),
                row(
                        "long",
                        LONG,
                        3_000_000_000L,
                        "!1222 !1222 3000000000 !1204 3.0E9 3.0E9 !1210 3000000000 3000000000 !1205 !1206 !1206 !1206"
                                + " 3000000000 !1219"),
                row(
                        "float",
                        FLOAT,
                        1.5f,
                        "!1207 !1207 !1207 1.500 1.5 1.5 !1210 1.5 1.5 !1205 !1206 !1206 !1206 1.5 !1219"),
                row(
                        "double",
                        DOUBLE,
                        -0.0625,
                        "!1207 !1207 !1207 -0.062 -0.0625 -0.0625 !1210 -0.0625 -0.0625 !1205 !1206 !1206 !1206 -0.0625"
                                + " !1219"),
                row("whole double", DOUBLE, 7.0, "7 7 7 7.000 7.0 7.0 !1210 7 7 !1205 !1206 !1206 !1206 7.0 !1219"),
                row(
                        "NaN",
                        DOUBLE,
                        Double.NaN,
                        "!1207 !1207 !1207 !1207 NaN NaN !1210 NaN NaN !1205 !1206 !1206 !1206 \"NaN\" !1219"),
                row(
                        "boolean",
                        BOOLEAN,
                        true,
                        "!1207 !1207 !1207 !1207 !1208 !1208 1 true true !1205 !1206 !1206 !1206 true !1219"),
                row(
                        "string",
                        STRING,
                        "abcd",
                        "!1207 !1207 !1207 !1207 !1208 !1208 !1210 abcd abcd !1205 !1206 !1206 !1206 \"abcd\" xabcd"),
                row("number", STRING, "12", "12 12 12 12.000 12.0 12.0 !1210 12 12 !1205 !1206 !1206 !1206 \"12\" x12"),
                row("empty", STRING, "", "null null null null null null null _ _ null null null null \"\" null"),
                row(
                        "bytes",
                        BYTES,
                        ByteBuffer.wrap("ab".getBytes(StandardCharsets.UTF_8)),
                        "!1207 !1207 !1207 !1207 !1208 !1208 !1210 ab ab !1205 !1206 !1206 !1206 \"ab\" x6162"),
                row(
                        "fixed",
                        fixed(2),
                        fixed(fixed(2), (byte) '1', (byte) '7'),
                        "17 17 17 17.000 17.0 17.0 !1210 17 17 !1205 !1206 !1206 !1206 \"17\" x3137"),
                row(
                        "enum",
                        symbols,
                        new GenericData.EnumSymbol(symbols, "GREEN"),
                        "!1207 !1207 !1207 !1207 !1208 !1208 !1210 GREEN GREEN !1205 !1206 !1206 !1206 \"GREEN\" !1219"),
                row(
                        "array",
                        array,
                        List.of(1, 2),
                        "!1207 !1207 !1207 !1207 !1208 !1208 !1210 [1,2] [1,2] !1205 !1206 !1206 !1206 [1,2] !1219"),
                row(
                        "decimal",
                        decimal,
                        unscaled(-1250),
                        "!1207 !1207 !1207 -12.500 -12.5 -12.5 !1210 -12.50 -12.50 !1205 !1206 !1206 !1206 -12.50 !1219"),
                row(
                        "decimal on fixed",
                        decimalFixed,
                        fixed(decimalFixed, (byte) 0, (byte) 0, (byte) 4, (byte) 0),
                        "!1207 !1207 !1207 10.240 10.239999771118164 10.24 !1210 10.24 10.24 !1205 !1206 !1206 !1206 10.24 !1219"),
                row(
                        "uuid on fixed",
                        uuidFixed,
                        fixed(uuidFixed, new byte[16]),
                        ("!1207 !1207 !1207 !1207 !1208 !1208 !1210 U U !1205 !1206 !1206 !1206 \"U\" x"
                                        + "00".repeat(16))
                                .replace("U", "00000000-0000-0000-0000-000000000000")),
                row(
                        "date",
                        logical(LogicalTypes.date(), INT),
                        (int) DAY,
                        "D D D D.000 D.0 D.0 !1210 2024-02-29 2024-02-29 D !1206 T T \"2024-02-29\" !1219"
                                .replace("D", day)
                                .replace("T", DAY * 86_400 + "000000")),
                row(
                        "time-millis",
                        logical(LogicalTypes.timeMillis(), INT),
                        1250,
                        "1250 1250 1250 1250.000 1250.0 1250.0 !1210 00:00:01.25 00:00:01.25 !1205 1250000 !1206 !1206"
                                + " \"00:00:01.25\" !1219"),
                row(
                        "time-micros",
                        logical(LogicalTypes.timeMicros(), LONG),
                        86_399_999_999L,
                        "!1222 !1222 86399999999 !1204 8.64E10 8.6399999999E10 !1210 23:59:59.999999"
                                + " 23:59:59.999999 !1205 86399999999 !1206 !1206 \"23:59:59.999999\" !1219"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void setsOrRefuses(String name, Schema schema, Object value, String expected) {
        List<String> found = KINDS.stream()
                .map(kind -> in(kind, schema, value))
                .map(text -> text.isEmpty() ? "_" : text)
                .toList();
        assertThat(found).as(name).containsExactly(expected.split(" +"));
    }

    static Stream<Arguments> instants() {
        return Stream.of(
                Arguments.of(LogicalTypes.timestampMillis(), SECOND * 1000 + 123, "123000", ".123+00"),
                Arguments.of(LogicalTypes.timestampMicros(), SECOND * 1_000_000 + 123_456, "123456", ".123456+00"),
                Arguments.of(
                        LogicalTypes.timestampNanos(), SECOND * 1_000_000_000 + 123_456_789, "123456", ".123456789+00"),
                Arguments.of(LogicalTypes.localTimestampMillis(), SECOND * 1000, "000000", ""),
                Arguments.of(LogicalTypes.localTimestampMicros(), SECOND * 1_000_000 + 1, "000001", ".000001"),
                Arguments.of(LogicalTypes.localTimestampNanos(), SECOND * 1_000_000_000 + 1, "000000", ".000000001"));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void takesTimestampsByTheirUnit(LogicalType logical, long value, String micros, String fraction) {
        Schema schema = logical(logical, LONG);
        String shown = "2024-02-29 13:14:15" + fraction;
        assertThat(in(TypeKind.TIMESTAMP, schema, value)).isEqualTo(SECOND + micros);
        assertThat(in(TypeKind.TIMESTAMPTZ, schema, value)).isEqualTo(SECOND + micros);
        assertThat(in(TypeKind.DATE, schema, value)).isEqualTo(String.valueOf(DAY));
        assertThat(in(TypeKind.TIME, schema, value)).isEqualTo("!1206");
        assertThat(in(TypeKind.BIGINT, schema, value)).isEqualTo(String.valueOf(value));
        assertThat(in(TypeKind.VARCHAR, schema, value)).isEqualTo(shown);
        assertThat(in(TypeKind.SUPER, schema, value)).isEqualTo("\"" + shown + "\"");
    }

    @Test
    void takesTimestampsBefore1970() {
        Schema nanos = logical(LogicalTypes.timestampNanos(), LONG);
        assertThat(in(TypeKind.TIMESTAMP, nanos, -1L)).isEqualTo("-1");
        assertThat(in(TypeKind.DATE, nanos, -1L)).isEqualTo("-1");
        assertThat(in(TypeKind.VARCHAR, nanos, -1L)).isEqualTo("1969-12-31 23:59:59.999999999+00");
    }

    @Test
    void refusesMomentsOutsideOfTheTypesYears() {
        Schema millis = logical(LogicalTypes.timestampMillis(), LONG);
        Schema micros = logical(LogicalTypes.timestampMicros(), LONG);
        Schema date = logical(LogicalTypes.date(), INT);
        Schema time = logical(LogicalTypes.timeMillis(), INT);
        for (long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(in(TypeKind.TIMESTAMP, millis, value)).isEqualTo("!1206");
            assertThat(in(TypeKind.TIMESTAMPTZ, micros, value)).isEqualTo("!1206");
            assertThat(in(AvroLoad.of(TypeKind.TIMESTAMP).with(ReadFlag.ACCEPTANYDATE), millis, value))
                    .isEqualTo("null");
        }
        for (int value : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(in(TypeKind.DATE, date, value)).isEqualTo("!1205");
            assertThat(in(TypeKind.TIME, time, value)).isEqualTo("!1206");
        }
        assertThat(in(TypeKind.TIME, time, 86_400_000)).isEqualTo("!1206");
        assertThat(in(TypeKind.TIME, logical(LogicalTypes.timeMicros(), LONG), Long.MAX_VALUE))
                .isEqualTo("!1206");
    }

    @Test
    void takesPlainNumbersAsTimestampsUnderTheEpochFormats() {
        ValueRules seconds = new ValueRules("\\N", null, null, "epochsecs");
        ValueRules millis = new ValueRules("\\N", null, null, "epochmillisecs");
        AvroLoad load = AvroLoad.of(TypeKind.TIMESTAMP);
        assertThat(in(load.with(seconds), LONG, SECOND)).isEqualTo(SECOND + "000000");
        assertThat(in(load.with(millis), LONG, SECOND * 1000 + 5)).isEqualTo(SECOND + "005000");
    }

    @Test
    void checksTheRangesOfIntegers() {
        assertThat(in(TypeKind.SMALLINT, INT, 32_767)).isEqualTo("32767");
        assertThat(in(TypeKind.SMALLINT, INT, 32_768)).isEqualTo("!1222");
        assertThat(in(TypeKind.SMALLINT, INT, -32_768)).isEqualTo("-32768");
        assertThat(in(TypeKind.INTEGER, LONG, 1L << 31)).isEqualTo("!1222");
        assertThat(in(TypeKind.INTEGER, LONG, -(1L << 31))).isEqualTo("-2147483648");
        assertThat(in(TypeKind.BIGINT, LONG, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    }

    @Test
    void checksTheRangeOfReal() {
        assertThat(in(TypeKind.REAL, DOUBLE, 1e39)).isEqualTo("!1208");
        assertThat(in(TypeKind.REAL, DOUBLE, 1e-60)).isEqualTo("!1208");
        assertThat(in(TypeKind.REAL, DOUBLE, Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(in(TypeKind.REAL, DOUBLE, 0.1)).isEqualTo(String.valueOf((double) 0.1f));
        assertThat(in(TypeKind.BIGINT, DOUBLE, 1e18)).isEqualTo("1000000000000000000");
        assertThat(in(TypeKind.BIGINT, DOUBLE, 1e300)).isEqualTo("!1222");
        assertThat(in(TypeKind.BIGINT, DOUBLE, 1e-5)).isEqualTo("!1207");
        assertThat(in(TypeKind.DOUBLE, FLOAT, 0.1f)).isEqualTo(String.valueOf((double) 0.1f));
    }

    @Test
    void cutsOrRoundsDecimals() {
        Schema decimal = logical(LogicalTypes.decimal(30, 5), BYTES);
        AvroLoad narrow = AvroLoad.of(ColumnType.decimal(4, 2));
        assertThat(in(narrow, decimal, unscaled(2_025_900))).isEqualTo("20.25");
        assertThat(in(narrow.with(ReadFlag.ROUNDEC), decimal, unscaled(2_025_900)))
                .isEqualTo("20.26");
        assertThat(in(narrow, decimal, unscaled(9_999_999))).isEqualTo("99.99");
        assertThat(in(narrow, decimal, unscaled(10_000_000))).isEqualTo("!1204");
        assertThat(in(narrow, INT, 99)).isEqualTo("99.00");
        assertThat(in(narrow, INT, -100)).isEqualTo("!1204");
    }

    @Test
    void takesDecimalsOfManyDigits() {
        BigInteger digits = new BigInteger("-12345678901234567890123456789012345678");
        Schema decimal = logical(LogicalTypes.decimal(38, 10), BYTES);
        assertThat(in(AvroLoad.of(ColumnType.decimal(38, 10)), decimal, ByteBuffer.wrap(digits.toByteArray())))
                .isEqualTo(new BigDecimal(digits, 10).toPlainString());
        assertThat(in(AvroLoad.of(ColumnType.decimal(38, 11)), decimal, ByteBuffer.wrap(digits.toByteArray())))
                .isEqualTo("!1204");
        assertThat(in(AvroLoad.of(ColumnType.decimal(18, 18)), decimal, unscaled(1)))
                .isEqualTo("1.00000000E-10");
    }

    @Test
    void passesOverLogicalTypesThatAreNotValid() {
        Schema odd = Files.parse("{'type': 'record', 'name': 'r', 'fields': [{'name': 'c1', 'type':"
                + " {'type': 'int', 'logicalType': 'timestamp-millis'}}]}");
        byte[] file = Files.write(
                odd,
                org.apache.avro.file.CodecFactory.nullCodec(),
                List.of(new org.apache.avro.generic.GenericRecordBuilder(odd)
                        .set("c1", 5)
                        .build()));
        assertThat(AvroLoad.of(TEXT).load(file).values()).containsExactly("5");
    }

    @Test
    void countsTheLengthsOfTextsInBytes() {
        assertThat(in(AvroLoad.of(ColumnType.varchar(4)), STRING, "äöü")).isEqualTo("!1204");
        assertThat(in(AvroLoad.of(ColumnType.varchar(6)), STRING, "äöü")).isEqualTo("äöü");
        assertThat(in(AvroLoad.of(ColumnType.varchar(5)).with(ReadFlag.TRUNCATECOLUMNS), STRING, "äöü"))
                .isEqualTo("äö");
        assertThat(in(AvroLoad.of(ColumnType.varbyte(2)), BYTES, ByteBuffer.wrap(new byte[3])))
                .isEqualTo("!1204");
        assertThat(in(
                        AvroLoad.of(ColumnType.varbyte(2)).with(ReadFlag.TRUNCATECOLUMNS),
                        BYTES,
                        ByteBuffer.wrap(new byte[3])))
                .isEqualTo("x0000");
    }

    @Test
    void takesAsciiAloneIntoChar() {
        assertThat(in(TypeKind.CHAR, STRING, "ab  ")).isEqualTo("ab");
        assertThat(in(TypeKind.CHAR, STRING, "ä")).isEqualTo("!1220");
    }

    @Test
    void refusesInvalidUtf8UnlessItIsReplaced() {
        ByteBuffer wrong = ByteBuffer.wrap(new byte[] {'a', (byte) 0xA4, 'b'});
        ValueRules replacing = new ValueRules("\\N", '^', null, null);
        assertThat(in(TypeKind.VARCHAR, BYTES, wrong)).isEqualTo("!1220");
        assertThat(in(AvroLoad.of(TEXT).with(replacing), BYTES, wrong)).isEqualTo("a^b");
        byte[] file = Files.join(
                Files.header(Files.of(STRING).toString(), "null"),
                Files.block(1, Files.bytes(out -> out.writeBytes(wrong))));
        assertThat(AvroLoad.of(TEXT).load(file).onlyRejected().code()).isEqualTo(1220);
        assertThat(AvroLoad.of(TypeKind.SUPER).load(file).onlyRejected().code()).isEqualTo(1220);
    }

    @Test
    void refusesNulInTexts() {
        assertThat(in(TypeKind.VARCHAR, STRING, "a\0b")).isEqualTo("!1216");
        assertThat(in(TypeKind.SUPER, STRING, "a\0b")).isEqualTo("\"a\\u0000b\"");
    }

    @Test
    void appliesTheParametersForTexts() {
        assertThat(in(AvroLoad.of(TEXT).with(ReadFlag.EMPTYASNULL), STRING, "")).isEqualTo("null");
        assertThat(in(AvroLoad.of(TEXT).with(ReadFlag.BLANKSASNULL), STRING, "  "))
                .isEqualTo("null");
        assertThat(in(AvroLoad.of(TEXT).with(ReadFlag.TRIMBLANKS), STRING, "a  "))
                .isEqualTo("a");
        assertThat(in(AvroLoad.of(TEXT).with(new ValueRules("a", null, null, null)), STRING, "a"))
                .as("NULL AS is for text")
                .isEqualTo("a");
        assertThat(in(
                        AvroLoad.of(TypeKind.DATE).with(new ValueRules("\\N", null, "DD.MM.YYYY", null)),
                        STRING,
                        "29.02.2024"))
                .isEqualTo(String.valueOf(DAY));
    }

    @Test
    void takesTheBranchOfAUnionThatIsThere() {
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), INT, STRING);
        Loaded loaded = AvroLoad.of(TEXT).load(Files.values(union, 5, "five", null));
        assertThat(loaded.values()).isEqualTo(Arrays.<@Nullable Object>asList("5", "five", null));
        Loaded refused = AvroLoad.of(TEXT).notNull().load(Files.values(union, "five", (Object) null));
        assertThat(refused.onlyRejected().code()).isEqualTo(1213);
        assertThat(refused.onlyRejected().line()).isEqualTo(2);
    }

    @Test
    void writesNestedValuesAsJson() {
        Schema schema = Files.parse(
                """
                {'type': 'record', 'name': 'inner', 'fields': [
                    {'name': 'text', 'type': 'string'},
                    {'name': 'map', 'type': {'type': 'map', 'values': ['null', 'double']}},
                    {'name': 'list', 'type': {'type': 'array', 'items': ['null', 'inner', 'boolean']}},
                    {'name': 'raw', 'type': 'bytes'},
                    {'name': 'day', 'type': {'type': 'int', 'logicalType': 'date'}},
                    {'name': 'price', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 5, 'scale': 2}}]}""");
        GenericData.Record leaf = new GenericData.Record(schema);
        leaf.put("text", "\"quoted\\\n\t\r\u0001 ä");
        leaf.put("map", java.util.Map.of("k\"", Double.POSITIVE_INFINITY));
        leaf.put("list", List.of());
        leaf.put("raw", ByteBuffer.wrap(new byte[] {'a', (byte) 0xFF, 0, '"'}));
        leaf.put("day", (int) DAY);
        leaf.put("price", unscaled(-5));
        GenericData.Record root = new GenericData.Record(schema);
        leaf.getSchema().getFields().forEach(field -> root.put(field.name(), leaf.get(field.name())));
        root.put("list", Arrays.asList(null, leaf, true));
        root.put("map", java.util.Map.of());
        root.put("text", "");
        String inner = "{\"text\":\"\\\"quoted\\\\\\n\\t\\r\\u0001 ä\",\"map\":{\"k\\\"\":\"Infinity\"},\"list\":[],"
                + "\"raw\":\"aÿ\\u0000\\\"\",\"day\":\"2024-02-29\",\"price\":-0.05}";
        assertThat(AvroLoad.of(TypeKind.SUPER).load(Files.values(schema, root)).values())
                .containsExactly("{\"text\":\"\",\"map\":{},\"list\":[null," + inner
                        + ",true],\"raw\":\"aÿ\\u0000\\\"\",\"day\":\"2024-02-29\",\"price\":-0.05}");
    }

    @Test
    void checksTheLengthOfNestedValuesInTextColumns() {
        Schema array = Schema.createArray(INT);
        assertThat(in(AvroLoad.of(ColumnType.varchar(5)), array, List.of(1, 2))).isEqualTo("[1,2]");
        assertThat(in(AvroLoad.of(ColumnType.varchar(4)), array, List.of(1, 2))).isEqualTo("!1204");
    }

    @Test
    void tellsOfARefusedValueWithItsRecord() {
        var rejected = AvroLoad.of(TypeKind.INTEGER)
                .load(Files.values(STRING, "1", "2", "drei", "4"))
                .onlyRejected();
        assertThat(rejected.line()).isEqualTo(3);
        assertThat(rejected.position()).isEqualTo(-1);
        assertThat(rejected.rawLine()).isEqualTo("{\"c1\":\"drei\"}");
        assertThat(rejected.rawValue()).isEqualTo("drei");
        assertThat(rejected.reason()).isEqualTo("Invalid digit, Value 'd', Pos 0, Type: Integer");
        assertThat(AvroLoad.of(TypeKind.INTEGER)
                        .load(Files.values(STRING, "x".repeat(5000)))
                        .onlyRejected()
                        .rawValue())
                .hasSize(1024);
    }
}
