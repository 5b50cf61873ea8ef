package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTest {
    private static List<@Nullable Object> load(ColumnType to, String type, @Nullable Object... values) {
        Loaded loaded =
                OrcLoad.of(to).load(OrcFiles.of("struct<x:" + type + ">").values(values));
        assertThat(loaded.rejected()).isEmpty();
        return loaded.values();
    }

    private static List<@Nullable Object> load(TypeKind to, String type, @Nullable Object... values) {
        return load(ColumnType.of(to), type, values);
    }

    private static RejectedRow rejected(ColumnType to, String type, Object value) {
        return OrcLoad.of(to)
                .load(OrcFiles.of("struct<x:" + type + ">").values(value))
                .onlyRejected();
    }

    private static void refusesSchema(ColumnType to, String type, @Nullable Object... values) {
        assertThatThrownBy(() -> load(to, type, values))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.WRONG_SCHEMA))
                        .isTrue());
    }

    private static long micros(LocalDateTime shown) {
        return shown.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + shown.getNano() / 1000;
    }

    @Test
    void loadsBooleansAndNull() {
        assertThat(load(TypeKind.BOOLEAN, "boolean", true, null, false)).containsExactly(1L, null, 0L);
    }

    @Test
    void loadsWholeNumbersOfAllWidths() {
        assertThat(load(TypeKind.SMALLINT, "tinyint", -128, null, 127)).containsExactly(-128L, null, 127L);
        assertThat(load(TypeKind.SMALLINT, "smallint", -32768, 32767)).containsExactly(-32768L, 32767L);
        assertThat(load(TypeKind.INTEGER, "int", Integer.MIN_VALUE, Integer.MAX_VALUE))
                .containsExactly((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
        assertThat(load(TypeKind.BIGINT, "bigint", Long.MIN_VALUE, 0, Long.MAX_VALUE))
                .containsExactly(Long.MIN_VALUE, 0L, Long.MAX_VALUE);
    }

    @Test
    void rejectsANumberThatItsColumnDoesNotHold() {
        RejectedRow row = rejected(ColumnType.of(TypeKind.SMALLINT), "int", 40_000);
        assertThat(row.line()).isEqualTo(1);
        assertThat(row.rawValue()).isEqualTo("40000");
        assertThat(row.code()).isBetween(1200, 1224);
    }

    @Test
    void loadsRealNumbers() {
        assertThat(load(TypeKind.REAL, "float", 1.5f, null, Float.MAX_VALUE, -0.0f))
                .containsExactly(1.5, null, (double) Float.MAX_VALUE, -0.0);
        assertThat(load(TypeKind.DOUBLE, "double", Math.PI, null, Double.MIN_VALUE, Double.NaN, 1 / -0.0))
                .containsExactly(Math.PI, null, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(load(TypeKind.DOUBLE, "float", 0.5f)).containsExactly(0.5);
    }

    @Test
    void loadsDecimalsOfFewAndOfManyDigits() {
        BigDecimal small = new BigDecimal("-12345678.90");
        assertThat(load(ColumnType.decimal(10, 2), "decimal(10,2)", small, null, new BigDecimal("0.05")))
                .containsExactly(small, null, new BigDecimal("0.05"));
        BigDecimal most = new BigDecimal("9999999999999999999999999999.9999999999");
        assertThat(load(ColumnType.decimal(38, 10), "decimal(38,10)", most, most.negate(), null, BigDecimal.ONE))
                .containsExactly(most, most.negate(), null, new BigDecimal("1.0000000000"));
        assertThat(load(ColumnType.decimal(20, 3), "decimal(18,3)", new BigDecimal("999999999999999.999")))
                .containsExactly(new BigDecimal("999999999999999.999"));
        assertThat(load(ColumnType.decimal(12, 1), "decimal(20,4)", new BigDecimal("-1234567.8999")))
                .containsExactly(new BigDecimal("-1234567.8"));
    }

    @Test
    void loadsDecimalsOfEveryScale() {
        for (int scale = 0; scale <= 38; scale++) {
            BigDecimal value = new BigDecimal(java.math.BigInteger.TEN.pow(37).negate(), scale);
            BigDecimal one = new BigDecimal(java.math.BigInteger.ONE, scale);
            assertThat(load(ColumnType.decimal(38, scale), "decimal(38," + scale + ")", value, one))
                    .containsExactly(value, one);
        }
    }

    @Test
    void loadsTextsAndBytes() {
        assertThat(load(ColumnType.varchar(20), "string", "", null, "größe", "a\nb"))
                .containsExactly("", null, "größe", "a\nb");
        assertThat(load(ColumnType.character(5), "char(5)", "ab", null)).containsExactly("ab", null);
        assertThat(load(ColumnType.varchar(20), "varchar(7)", "ab ", null)).containsExactly("ab ", null);
        List<@Nullable Object> bytes = load(ColumnType.varbyte(10), "binary", new byte[] {0, -1, 5}, null);
        assertThat((byte[]) bytes.get(0)).containsExactly(0, -1, 5);
        assertThat(bytes.get(1)).isNull();
    }

    @Test
    void rejectsATextThatIsTooLong() {
        RejectedRow row = rejected(ColumnType.varchar(3), "string", "four");
        assertThat(row.code()).isEqualTo(1204);
        assertThat(row.rawValue()).isEqualTo("four");
    }

    @Test
    void rejectsATextThatIsNoUtf8UnlessItsBytesAreReplaced() {
        byte[] file = OrcFiles.of("struct<x:string>").values(new byte[] {'a', (byte) 0xFF, 'b'});
        OrcLoad load = OrcLoad.of(ColumnType.varchar(10));
        assertThat(load.load(file).onlyRejected().code()).isEqualTo(1220);
        assertThat(load.replacing('?').load(file).values()).containsExactly("a?b");
    }

    @Test
    void loadsDatesOfBothCalendars() {
        LocalDate[] dates = {
            LocalDate.of(1970, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(1582, 10, 15), LocalDate.of(1200, 3, 1)
        };
        List<Object> expected =
                Arrays.stream(dates).map(date -> (Object) date.toEpochDay()).toList();
        OrcFiles hybrid = OrcFiles.of("struct<x:date>").with(options -> options.setProlepticGregorian(false));
        OrcFiles proleptic = OrcFiles.of("struct<x:date>").with(options -> options.setProlepticGregorian(true));
        OrcLoad load = OrcLoad.of(TypeKind.DATE);
        assertThat(load.load(proleptic.values((Object[]) dates)).values()).isEqualTo(expected);
        assertThat(load.load(hybrid.values((Object[]) dates)).values()).isEqualTo(expected);
    }

    @Test
    void loadsTimestampsBeforeAndAfterTheirEpoch() {
        LocalDateTime[] times = {
            LocalDateTime.of(2015, 1, 1, 0, 0),
            LocalDateTime.of(2014, 12, 31, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1000),
            LocalDateTime.of(1960, 2, 29, 12, 30, 15, 500_000_000),
            LocalDateTime.of(1677, 1, 1, 0, 0, 0, 123_456_000),
            LocalDateTime.of(9999, 12, 31, 23, 59, 59)
        };
        List<Object> expected =
                Arrays.stream(times).map(time -> (Object) micros(time)).toList();
        assertThat(load(TypeKind.TIMESTAMP, "timestamp", (Object[]) times)).isEqualTo(expected);
    }

    @Test
    void cutsOffNanoseconds() {
        assertThat(load(TypeKind.TIMESTAMP, "timestamp", LocalDateTime.of(2024, 1, 1, 0, 0, 0, 123_456_789)))
                .containsExactly(micros(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 123_456_000)));
    }

    @Test
    void loadsInstants() {
        Instant instant = Instant.parse("2024-02-29T13:14:15.123456Z");
        long micros = instant.getEpochSecond() * 1_000_000 + 123_456;
        String type = "timestamp with local time zone";
        assertThat(load(TypeKind.TIMESTAMPTZ, type, instant, null)).containsExactly(micros, null);
        assertThat(load(TypeKind.TIMESTAMP, type, instant)).containsExactly(micros);
    }

    @Test
    void refusesTypesThatDoNotMatchBeforeAnyRow() {
        refusesSchema(ColumnType.of(TypeKind.INTEGER), "string", "1");
        refusesSchema(ColumnType.varchar(10), "int", 1);
        refusesSchema(ColumnType.of(TypeKind.DATE), "int", 1);
        refusesSchema(ColumnType.of(TypeKind.BOOLEAN), "tinyint", 1);
        refusesSchema(ColumnType.of(TypeKind.INTEGER), "double", 1.0);
        assertThatThrownBy(() -> load(TypeKind.INTEGER, "string", "1"))
                .hasMessageContaining("has an incompatible ORC schema for column")
                .hasMessageContaining("ORC schema: string");
    }

    @Test
    void loadsNestedValuesAsJson() {
        String type = "struct<id:bigint,tags:array<string>,prices:map<string,decimal(20,2)>,"
                + "inner:struct<Day:date,at:timestamp>,either:uniontype<int,string>,raw:binary,f:float>";
        Object value = Arrays.asList(
                5,
                Arrays.asList("a\"b", null),
                Map.of("x", new BigDecimal("1.50")),
                List.of(LocalDate.of(2024, 2, 29), LocalDateTime.of(2024, 1, 1, 1, 2, 3, 456_000)),
                new OrcFiles.Part(1, "s"),
                new byte[] {65, (byte) 0xE9},
                0.5f);
        byte[] file = OrcFiles.of("struct<x:" + type + ">").values(value, null, Arrays.asList(new Object[7]));
        OrcLoad load = OrcLoad.of(TypeKind.SUPER);
        assertThat(load.with(ReadFlag.SERIALIZETOJSON).load(file).values())
                .containsExactly(
                        "{\"id\":5,\"tags\":[\"a\\\"b\",null],\"prices\":{\"x\":1.50},\"inner\":{\"Day\":\"2024-02-29\","
                                + "\"at\":\"2024-01-01 01:02:03.000456\"},\"either\":\"s\",\"raw\":\"Aé\",\"f\":0.5}",
                        null,
                        "{\"id\":null,\"tags\":null,\"prices\":null,\"inner\":null,\"either\":null,\"raw\":null,"
                                + "\"f\":null}");
        assertThatThrownBy(() -> load.load(file)).hasMessageContaining("incompatible ORC schema");
    }

    @Test
    void writesKeysThatAreNoTextsAsTexts() {
        byte[] file =
                OrcFiles.of("struct<x:map<int,map<date,int>>>").values(Map.of(7, Map.of(LocalDate.of(2024, 1, 1), 1)));
        assertThat(OrcLoad.of(TypeKind.SUPER)
                        .with(ReadFlag.SERIALIZETOJSON)
                        .load(file)
                        .values())
                .containsExactly("{\"7\":{\"2024-01-01\":1}}");
    }

    @Test
    void rejectsNestedTextsThatAreNoUtf8() {
        byte[] file = OrcFiles.of("struct<x:array<string>>").values(List.of(new byte[] {(byte) 0xC0}));
        assertThat(OrcLoad.of(TypeKind.SUPER)
                        .with(ReadFlag.SERIALIZETOJSON)
                        .load(file)
                        .onlyRejected()
                        .code())
                .isEqualTo(1220);
    }

    @Test
    void loadsScalarsIntoSuper() {
        assertThat(load(TypeKind.SUPER, "string", "x", null)).containsExactly("\"x\"", null);
        assertThat(load(TypeKind.SUPER, "int", 5)).containsExactly("5");
        assertThat(load(TypeKind.SUPER, "decimal(30,2)", new BigDecimal("1.5"))).containsExactly("1.50");
    }

    @Test
    void rejectsANullThatTheColumnDoesNotTake() {
        RejectedRow row = OrcLoad.of(TypeKind.INTEGER)
                .notNull()
                .load(OrcFiles.of("struct<x:int>").values(1, null, 3))
                .onlyRejected();
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.code()).isEqualTo(1213);
    }

    @Test
    void loadsTextsWhoseDictionaryIsEmpty() {
        assertThat(load(ColumnType.varchar(5), "string", "", "", null, "")).containsExactly("", "", null, "");
        assertThat(load(ColumnType.varchar(5), "string", null, null)).containsExactly(null, null);
    }

    @Test
    void loadsGeometriesAsBytes() {
        byte[] point = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] file = OrcFiles.of(TypeDescription.createGeometry()).values((Object) point);
        Object bytes = OrcLoad.of(ColumnType.varbyte(100)).load(file).values().get(0);
        assertThat((byte[]) bytes).isEqualTo(point);
    }

    @Test
    void showsTheRowOfAnError() {
        byte[] file = OrcFiles.of("struct<a:int,b:string>").rows(List.of(1, "x"), List.of(2, "too long"));
        RejectedRow row = OrcLoad.of(ColumnType.of(TypeKind.INTEGER), ColumnType.varchar(3))
                .load(file)
                .onlyRejected();
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.rawLine()).isEqualTo("{\"c1\":2,\"c2\":\"too long\"}");
        assertThat(row.rawLine().getBytes(StandardCharsets.UTF_8).length).isLessThan(100);
    }
}
