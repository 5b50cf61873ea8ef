package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of all kinds into columns of all types. */
class ValueTest {
    private static final Loading TEXT = Loading.of(ColumnType.varchar(20));

    private static @Nullable Object value(Loading loading, String json) {
        return loading.load("{\"v\":" + json + "}").value();
    }

    private static RejectedRow refused(Loading loading, String json) {
        return loading.load("{\"v\":" + json + "}").onlyRejected();
    }

    @Test
    void takesNumbersAsTheyAreWrittenIntoTexts() {
        for (String number : new String[] {"0", "-1.50", "1e3", "1E+04", "123456789012345678"}) {
            assertThat(value(TEXT, number)).isEqualTo(number);
        }
    }

    @Test
    void takesWholeNumbersOfAnyNotationIntoIntegers() {
        Loading integer = Loading.of(TypeKind.INTEGER);
        assertThat(value(integer, "1e3")).isEqualTo(1000L);
        assertThat(value(integer, "-12.50e2")).isEqualTo(-1250L);
        assertThat(value(integer, "1.0")).isEqualTo(1L);
        assertThat(value(integer, "100e-2")).isEqualTo(1L);
        assertThat(value(integer, "-0")).isEqualTo(0L);
        assertThat(value(integer, "0e999999999999")).isEqualTo(0L);
        assertThat(value(integer, "2147483647.000")).isEqualTo(2147483647L);
        assertThat(value(Loading.of(TypeKind.BIGINT), "9.223372036854775807e18"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(refused(integer, "1.5").reason()).isEqualTo("Invalid digit, Value '.', Pos 1, Type: Integer");
        assertThat(refused(integer, "15e-1").code()).isEqualTo(1207);
        assertThat(refused(integer, "1e-999999999999").code()).isEqualTo(1207);
    }

    @Test
    void refusesIntegersThatAreTooLarge() {
        for (String number : new String[] {"2147483648", "1e10", "1e999999999999", "1.5e80", "9e18"}) {
            RejectedRow row = refused(Loading.of(TypeKind.INTEGER), number);
            assertThat(row.code()).isEqualTo(1222);
            assertThat(row.reason()).isEqualTo("Overflow, Column type: Integer");
            assertThat(row.rawValue()).isEqualTo(number);
        }
    }

    @Test
    void takesDecimalsExactly() {
        Loading decimal = Loading.of(ColumnType.decimal(38, 2));
        assertThat(value(decimal, "123456789012345678901234567890123456.78"))
                .isEqualTo(new BigDecimal("123456789012345678901234567890123456.78"));
        assertThat(value(decimal, "1.2345678901234567890123456789e20"))
                .isEqualTo(new BigDecimal("123456789012345678901.23"));
        assertThat(value(decimal, "20.259")).isEqualTo(new BigDecimal("20.25"));
        assertThat(value(decimal.with(ReadFlag.ROUNDEC), "20.259")).isEqualTo(new BigDecimal("20.26"));
        assertThat(value(decimal.with(ReadFlag.ROUNDEC), "5e-3")).isEqualTo(new BigDecimal("0.01"));
        assertThat(value(decimal, "1e-70")).isEqualTo(new BigDecimal("0.00"));
        assertThat(refused(decimal, "1e36").code()).isEqualTo(1204);
        assertThat(refused(decimal, "-1e+4000").code()).isEqualTo(1204);
    }

    @Test
    void movesPointsAsBigDecimalDoes() {
        Random random = new Random(11);
        Loading decimal = Loading.of(ColumnType.decimal(38, 19));
        for (int i = 0; i < 3000; i++) {
            String number = (random.nextBoolean() ? "-" : "")
                    + random.nextInt(random.nextBoolean() ? 10 : 1_000_000)
                    + (random.nextBoolean() ? "." + "000".substring(random.nextInt(4)) + random.nextInt(100_000) : "")
                    + (random.nextBoolean() ? "e" : "E+").replace("+", random.nextBoolean() ? "+" : "-")
                    + "00".substring(random.nextInt(3))
                    + random.nextInt(12);
            assertThat(value(decimal, number))
                    .as(number)
                    .isEqualTo(new BigDecimal(number).setScale(19, java.math.RoundingMode.DOWN));
        }
    }

    @Test
    void takesRealsAsJavaDoes() {
        Loading real = Loading.of(TypeKind.DOUBLE);
        assertThat(value(real, "1.5E-3")).isEqualTo(0.0015);
        assertThat(value(real, "-12")).isEqualTo(-12.0);
        assertThat(value(real, "\"NaN\"")).isEqualTo(Double.NaN);
    }

    @Test
    void takesTrueAndFalseAsBooleansAndTexts() {
        Loading bool = Loading.of(TypeKind.BOOLEAN);
        assertThat(value(bool, "true")).isEqualTo(1L);
        assertThat(value(bool, "false")).isEqualTo(0L);
        assertThat(value(bool, "1")).isEqualTo(1L);
        assertThat(value(bool, "\"yes\"")).isEqualTo(1L);
        assertThat(value(TEXT, "true")).isEqualTo("true");
        assertThat(refused(Loading.of(TypeKind.INTEGER), "true").code()).isEqualTo(1207);
        assertThat(refused(bool, "2").code()).isEqualTo(1210);
        assertThat(refused(bool, "{}").code()).isEqualTo(1210);
    }

    @Test
    void takesStringsAsDelimitedFields() {
        assertThat(value(Loading.of(TypeKind.INTEGER), "\" 42 \"")).isEqualTo(42L);
        assertThat(value(Loading.of(TypeKind.INTEGER), "\"\\u0034\\u0032\"")).isEqualTo(42L);
        assertThat(value(Loading.of(TypeKind.DATE), "\"2024-02-29\""))
                .isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay());
        assertThat(refused(Loading.of(TypeKind.DATE), "\"29.02.2024\"").code()).isEqualTo(1205);
        assertThat(refused(Loading.of(TypeKind.TIMESTAMP), "5").code()).isEqualTo(1206);
        assertThat(refused(Loading.of(TypeKind.INTEGER), "\"1.0\"").code()).isEqualTo(1207);
        assertThat(refused(Loading.of(TypeKind.REAL), "\"x\"").code()).isEqualTo(1208);
        assertThat(refused(TEXT, "\"" + "x".repeat(21) + "\"").reason()).isEqualTo("String length exceeds DDL length");
        assertThat(value(TEXT, "\"\\\\N\"")).isEqualTo("\\N");
        assertThat(value(Loading.of(ColumnType.varbyte(4)), "\"00ff\"")).isEqualTo(new byte[] {0, -1});
    }

    @Test
    void followsTheParametersOfConversion() {
        assertThat(value(TEXT, "\"\"")).isEqualTo("");
        assertThat(value(TEXT.with(ReadFlag.EMPTYASNULL), "\"\"")).isNull();
        assertThat(value(Loading.of(ColumnType.character(5)).with(ReadFlag.EMPTYASNULL), "\"\""))
                .isNull();
        assertThat(value(Loading.of(TypeKind.INTEGER), "\"\"")).isNull();
        assertThat(value(Loading.of(TypeKind.DATE), "\"  \"")).isNull();
        assertThat(value(TEXT, "\" \\t\"")).isEqualTo(" \t");
        assertThat(value(TEXT.with(ReadFlag.BLANKSASNULL), "\" \\t\"")).isNull();
        assertThat(value(TEXT.with(ReadFlag.TRIMBLANKS), "\"a \\n\"")).isEqualTo("a");
        assertThat(value(TEXT.with(ReadFlag.TRUNCATECOLUMNS), "\"" + "é".repeat(15) + "\""))
                .isEqualTo("é".repeat(10));
        assertThat(value(Loading.of(TypeKind.DATE).with(ReadFlag.ACCEPTANYDATE), "\"00/00/00\""))
                .isNull();
        assertThat(value(Loading.of(TypeKind.DATE).values(null, "DD.MM.YYYY", null), "\"02.01.1970\""))
                .isEqualTo(1L);
        assertThat(value(Loading.of(TypeKind.TIMESTAMP).values(null, null, "epochsecs"), "12"))
                .isEqualTo(12_000_000L);
        assertThat(value(Loading.of(TypeKind.TIMESTAMP).values(null, null, "auto"), "\"1970-01-01T00:00:01Z\""))
                .isEqualTo(1_000_000L);
    }

    @Test
    void readsUnicodeEscapes() {
        assertThat(value(TEXT, "\"\\u00e9\\u20AC\\ud83d\\ude00 \\u0041\"")).isEqualTo("é€😀 A");
        assertThat(value(Loading.of(ColumnType.varchar(4)), "\"\\ud83d\\ude00\""))
                .isEqualTo("😀");
        assertThat(refused(Loading.of(ColumnType.varchar(3)), "\"\\ud83d\\ude00\"")
                        .code())
                .isEqualTo(1204);
        assertThat(refused(Loading.of(ColumnType.character(9)), "\"\\u00e9\"").code())
                .isEqualTo(1220);
    }

    @Test
    void refusesSurrogatesWithoutTheirOtherHalf() {
        for (String half :
                new String[] {"\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\ud83d", "\\ude00\\ud83d", "\\ud83d\\n"}) {
            RejectedRow row = refused(TEXT, "\"" + half + "\"");
            assertThat(row.code()).as(half).isEqualTo(1220);
            assertThat(row.reason()).endsWith("(error 5)");
            assertThat(row.rawValue()).isEqualTo(half);
        }
        assertThat(value(TEXT.values('?', null, null), "\"a\\ud83db\"")).isEqualTo("a???b");
        assertThat(value(Loading.of(TypeKind.INTEGER), "1,\"w\":\"\\ud83d\"")).isEqualTo(1L);
    }

    @Test
    void refusesNulCharacters() {
        RejectedRow row = refused(TEXT, "\"a\\u0000b\"");
        assertThat(row.code()).isEqualTo(1216);
        assertThat(row.reason()).contains("NUL");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = "{\"v\":\"a\u00a4\"}".getBytes(StandardCharsets.ISO_8859_1);
        RejectedRow row = TEXT.load(bytes).onlyRejected();
        assertThat(row.code()).isEqualTo(1220);
        assertThat(row.reason()).endsWith("Bad UTF-8 hex sequence: a4 (error 3)");
        assertThat(TEXT.values('^', null, null).load(bytes).value()).isEqualTo("a^");
        assertThat(Loading.of(TypeKind.SUPER).load(bytes).onlyRejected().code()).isEqualTo(1220);
        byte[] nested = "{\"v\":[\"a\u00a4\"]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(TEXT.load(nested).onlyRejected().code()).isEqualTo(1220);
    }

    @Test
    void keepsJsonInSuperColumns() {
        Loading json = Loading.of(TypeKind.SUPER);
        for (String text :
                new String[] {"\"a\\u0041\\n\"", "\"plain\"", "1.50e3", "true", "[1, {\"a\" : null} ]", "{ }", "\"\""
                }) {
            assertThat(value(json, text)).isEqualTo(text);
        }
        assertThat(value(json, "null")).isNull();
    }

    @Test
    void takesNestedTextWithItsLimits() {
        assertThat(value(TEXT, "[1, 2 ]")).isEqualTo("[1, 2 ]");
        assertThat(refused(TEXT, "[\"" + "x".repeat(30) + "\"]").code()).isEqualTo(1204);
        assertThat(value(TEXT.with(ReadFlag.TRUNCATECOLUMNS), "[\"" + "x".repeat(30) + "\"]"))
                .isEqualTo("[\"" + "x".repeat(18));
        assertThat(refused(Loading.of(TypeKind.INTEGER), "[1]").code()).isEqualTo(1207);
    }
}
