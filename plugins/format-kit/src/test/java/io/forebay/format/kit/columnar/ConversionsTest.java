package io.forebay.format.kit.columnar;

import static io.forebay.format.kit.columnar.FileType.Kind;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.format.kit.time.EpochMoments;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversionsTest {
    private static final ColumnType SMALLINT = ColumnType.of(TypeKind.SMALLINT);
    private static final ColumnType INTEGER = ColumnType.of(TypeKind.INTEGER);
    private static final ColumnType BIGINT = ColumnType.of(TypeKind.BIGINT);
    private static final ColumnType REAL = ColumnType.of(TypeKind.REAL);
    private static final ColumnType DOUBLE = ColumnType.of(TypeKind.DOUBLE);
    private static final ColumnType DATE = ColumnType.of(TypeKind.DATE);
    private static final ColumnType TIME = ColumnType.of(TypeKind.TIME);
    private static final ColumnType TIMESTAMP = ColumnType.of(TypeKind.TIMESTAMP);
    private static final ColumnType TIMESTAMPTZ = ColumnType.of(TypeKind.TIMESTAMPTZ);
    private static final ColumnType SUPER = ColumnType.of(TypeKind.SUPER);
    private static final ColumnType TEN = ColumnType.varchar(10);
    private static final FileType WHOLE = FileType.integer(64);
    private static final FileType UNSIGNED = FileType.of(Kind.UNSIGNED);
    private static final FileType TEXT = FileType.of(Kind.TEXT);
    private static final FileType JSON = FileType.of(Kind.JSON);
    private static final FileType NESTED = FileType.of(Kind.NESTED);
    private static final FileType BINARY = FileType.of(Kind.BINARY);

    @Test
    void wholeNumbersGoWhereTheyFit() {
        assertThat(load(WHOLE, SMALLINT, 32767L)).isEqualTo(32767L);
        assertThat(load(WHOLE, SMALLINT, 32768L)).isEqualTo("1222 Overflow, Column type: Short");
        assertThat(load(WHOLE, INTEGER, -2147483648L)).isEqualTo(-2147483648L);
        assertThat(load(WHOLE, INTEGER, -2147483649L)).isEqualTo("1222 Overflow, Column type: Integer");
        assertThat(load(WHOLE, BIGINT, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(load(UNSIGNED, BIGINT, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(load(UNSIGNED, BIGINT, -1L)).isEqualTo("1222 Overflow, Column type: Long");
        assertThat(load(UNSIGNED, INTEGER, -5L)).isEqualTo("1222 Overflow, Column type: Integer");
        assertThat(load(UNSIGNED, ColumnType.decimal(20, 0), -1L)).isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(load(UNSIGNED, ColumnType.decimal(18, 0), -1L)).isEqualTo("1204 Overflow for NUMERIC(18,0)");
        assertThat(load(UNSIGNED, DOUBLE, -1L)).isEqualTo(18446744073709551615.0);
        assertThat(load(WHOLE, REAL, 16777217L)).isEqualTo(16777216.0);
        assertThat(load(WHOLE, DOUBLE, -3L)).isEqualTo(-3.0);
    }

    @Test
    void decimalsAreScaledAndCutNeverRounded() {
        assertThat(load(FileType.decimal(9, 3), ColumnType.decimal(8, 2), 20259L))
                .isEqualTo(new BigDecimal("20.25"));
        assertThat(load(FileType.decimal(9, 3), ColumnType.decimal(8, 2), -20259L))
                .isEqualTo(new BigDecimal("-20.25"));
        assertThat(load(FileType.decimal(5, 1), ColumnType.decimal(6, 4), 999L)).isEqualTo(new BigDecimal("99.9000"));
        assertThat(load(FileType.decimal(5, 1), ColumnType.decimal(6, 4), 1000L))
                .isEqualTo("1204 Overflow for NUMERIC(6,4)");
        assertThat(load(FileType.decimal(38, 0), BIGINT, BigInteger.valueOf(Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(load(FileType.decimal(38, 0), BIGINT, BigInteger.ONE.shiftLeft(63)))
                .isEqualTo("1222 Overflow, Column type: Long");
        assertThat(load(FileType.decimal(38, 2), DOUBLE, new BigInteger("-12345678901234567890123456789012345678")))
                .isEqualTo(-1.2345678901234568E35);
        assertThat(Conversions.fit(FileType.decimal(9, 2), BIGINT, true)).isFalse();
    }

    /** Against BigDecimal, in all pairs of widths. */
    @Test
    void decimalsOfAnyWidthAreExact() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            int digits = 1 + random.nextInt(38);
            int scale = random.nextInt(digits + 1);
            int precision = 1 + random.nextInt(38);
            int toScale = random.nextInt(precision + 1);
            BigInteger unscaled =
                    new BigInteger(random.nextInt(127), random).mod(BigInteger.TEN.pow(1 + random.nextInt(digits)));
            unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
            FileType type = FileType.decimal(digits, scale);
            BigDecimal expected = new BigDecimal(unscaled, scale).setScale(toScale, java.math.RoundingMode.DOWN);
            Object value = type.wide() ? unscaled : (Object) unscaled.longValueExact();
            assertThat(load(type, ColumnType.decimal(precision, toScale), value))
                    .as("%s of %s into (%d,%d)", unscaled, type, precision, toScale)
                    .isEqualTo(
                            expected.unscaledValue().abs().compareTo(BigInteger.TEN.pow(precision)) < 0
                                    ? expected
                                    : "1204 Overflow for NUMERIC(" + precision + "," + toScale + ")");
        }
    }

    @Test
    void realsGoIntoRealsAlone() {
        assertThat(load(FileType.of(Kind.DOUBLE), REAL, 0.1)).isEqualTo((double) 0.1f);
        assertThat(load(FileType.of(Kind.DOUBLE), REAL, 1e39)).isEqualTo("1208 Value out of range for type real");
        assertThat(load(FileType.of(Kind.DOUBLE), REAL, 1e-60)).isEqualTo("1208 Value out of range for type real");
        assertThat(load(FileType.of(Kind.DOUBLE), REAL, Double.NaN)).isEqualTo(Double.NaN);
        assertThat(load(FileType.of(Kind.DOUBLE), DOUBLE, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(load(FileType.of(Kind.REAL), DOUBLE, (double) 0.1f)).isEqualTo((double) 0.1f);
        assertThat(Conversions.fit(FileType.of(Kind.DOUBLE), ColumnType.decimal(9, 2), true))
                .isFalse();
        assertThat(Conversions.fit(FileType.of(Kind.DOUBLE), INTEGER, true)).isFalse();
    }

    @Test
    void momentsAreCutToWhatTheColumnHolds() {
        FileType nanos = FileType.moment(Kind.INSTANT, 1_000_000_000);
        FileType millis = FileType.moment(Kind.TIMESTAMP, 1000);
        FileType days = FileType.of(Kind.DATE);
        assertThat(load(nanos, TIMESTAMP, -1L)).isEqualTo(-1L);
        assertThat(load(nanos, TIMESTAMPTZ, 1_999L)).isEqualTo(1L);
        assertThat(load(nanos, DATE, -1L)).isEqualTo(-1L);
        assertThat(load(millis, TIMESTAMPTZ, 1L)).isEqualTo(1000L);
        assertThat(load(millis, DATE, 86_400_000L)).isEqualTo(1L);
        assertThat(load(days, TIMESTAMP, -1L)).isEqualTo(-EpochMoments.MICROS);
        assertThat(load(days, DATE, EpochMoments.FIRST_DAY))
                .isEqualTo(LocalDate.of(-4712, 1, 1).toEpochDay());
        assertThat(load(days, DATE, EpochMoments.FIRST_DAY - 1))
                .isEqualTo("1205 Date outside of the years 4713 BC to 294246");
        assertThat(load(millis, TIMESTAMP, Long.MAX_VALUE))
                .isEqualTo("1206 Date outside of the years 4713 BC to 294246");
        long last = (EpochMoments.LAST_DAY + 1) * EpochMoments.MICROS - 1;
        FileType micros = FileType.moment(Kind.TIMESTAMP, 1_000_000);
        assertThat(load(micros, TIMESTAMP, last)).isEqualTo(last);
        assertThat(load(micros, TIMESTAMP, last + 1)).isEqualTo("1206 Date outside of the years 4713 BC to 294246");
        FileType clock = FileType.moment(Kind.TIME, 1000);
        assertThat(load(clock, TIME, 86_399_999L)).isEqualTo(86_399_999_000L);
        assertThat(load(clock, TIME, 86_400_000L)).isEqualTo("1206 Time outside of 00:00:00 to 23:59:59.999999");
        assertThat(load(clock, TIME, -1L)).isEqualTo("1206 Time outside of 00:00:00 to 23:59:59.999999");
    }

    @Test
    void textsAreCheckedAsInAllFormats() {
        assertThat(load(TEXT, TEN, "0123456789")).isEqualTo("0123456789");
        assertThat(load(TEXT, TEN, "01234567890")).isEqualTo("1204 String length exceeds DDL length");
        assertThat(load(TEXT, TEN, "ä€😀ä")).isEqualTo("1204 String length exceeds DDL length");
        assertThat(load(TEXT, TEN, "ä€😀")).isEqualTo("ä€😀");
        assertThat(load(TEXT, TEN, "")).isEqualTo("");
        assertThat(load(TEXT, TEN, "a\0b")).asString().startsWith("1216 String has a NUL character");
        assertThat(load(TEXT, TEN, "12345678\0")).asString().startsWith("1216 String has a NUL character");
        assertThat(load(TEXT, TEN, new byte[] {'a', (byte) 0xA4}))
                .asString()
                .startsWith("1220")
                .contains("a4 (error 3)");
        assertThat(load(TEXT, ColumnType.character(4), "ab      ")).isEqualTo("ab");
        assertThat(load(TEXT, ColumnType.character(4), "abcde")).isEqualTo("1204 Char length exceeds DDL length");
        assertThat(load(TEXT, ColumnType.character(4), "ä")).asString().startsWith("1220 Multibyte character");
        assertThat(load(BINARY, TEN, "text")).isEqualTo("text");
        assertThat(load(FileType.of(Kind.UUID), ColumnType.varchar(36), new byte[16]))
                .isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(load(FileType.of(Kind.UUID), TEN, new byte[16])).isEqualTo("1204 String length exceeds DDL length");
        assertThat(load(BINARY, ColumnType.varbyte(2), new byte[] {0, -1})).isEqualTo(new byte[] {0, -1});
        assertThat(load(BINARY, ColumnType.varbyte(2), new byte[3]))
                .isEqualTo("1204 Varbyte length exceeds DDL length");
        assertThat(Conversions.fit(TEXT, INTEGER, true)).isFalse();
        assertThat(Conversions.fit(WHOLE, TEN, true)).isFalse();
    }

    @Test
    void everythingGoesIntoSuperAsJson() {
        assertThat(load(TEXT, SUPER, "a\"\n")).isEqualTo("\"a\\\"\\n\"");
        assertThat(load(TEXT, SUPER, new byte[] {(byte) 0xC0})).asString().startsWith("1220");
        assertThat(load(JSON, SUPER, "{\"a\": [1]}")).isEqualTo("{\"a\": [1]}");
        assertThat(load(JSON, SUPER, "{\"a\": [1}")).isEqualTo("1224 Invalid JSON for SUPER");
        assertThat(load(JSON, SUPER, " ")).asString().startsWith("1224 Invalid JSON for SUPER");
        assertThat(load(JSON, TEN, "{}")).isEqualTo("{}");
        assertThat(load(NESTED, SUPER, "[1,null]")).isEqualTo("[1,null]");
        assertThat(load(WHOLE, SUPER, -1L)).isEqualTo("-1");
        assertThat(load(UNSIGNED, SUPER, -1L)).isEqualTo("18446744073709551615");
        assertThat(load(FileType.of(Kind.BOOLEAN), SUPER, 1L)).isEqualTo("true");
        assertThat(load(FileType.of(Kind.DOUBLE), SUPER, 1e300)).isEqualTo("1.0E300");
        assertThat(load(FileType.of(Kind.DOUBLE), SUPER, Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(load(FileType.of(Kind.REAL), SUPER, (double) 0.1f)).isEqualTo("0.1");
        assertThat(load(FileType.decimal(38, 2), SUPER, BigInteger.valueOf(-5))).isEqualTo("-0.05");
        assertThat(load(FileType.of(Kind.DATE), SUPER, 0L)).isEqualTo("\"1970-01-01\"");
        assertThat(load(FileType.moment(Kind.INSTANT, 1000), SUPER, 1L)).isEqualTo("\"1970-01-01 00:00:00.001+00\"");
        assertThat(load(FileType.moment(Kind.TIME, 1000), SUPER, 1000L)).isEqualTo("\"00:00:01\"");
        assertThat(load(BINARY, SUPER, new byte[] {(byte) 0xFF})).isEqualTo("\"ÿ\"");
        assertThat(Conversions.fit(NESTED, SUPER, false)).isFalse();
        assertThat(Conversions.fit(NESTED, TEN, true)).isFalse();
    }

    /** Whatever a file has, its natural column takes. */
    @Test
    void naturalColumnsFit() {
        for (Kind kind : Kind.values()) {
            FileType type = kind == Kind.DECIMAL ? FileType.decimal(40, 39) : FileType.of(kind);
            assertThat(Conversions.fit(type, type.natural(), true))
                    .as(kind.name())
                    .isTrue();
        }
        assertThat(FileType.integer(8).natural()).isEqualTo(SMALLINT);
        assertThat(FileType.integer(32).natural()).isEqualTo(INTEGER);
        assertThat(FileType.decimal(40, 39).natural()).isEqualTo(ColumnType.decimal(38, 38));
    }

    /** The value as a chunk has it, or the code and the reason. */
    private static @Nullable Object load(FileType type, ColumnType column, Object value) {
        Rows rows = new Rows(type, column);
        Values values = rows.values();
        values.start(1);
        if (value instanceof Long number) {
            values.longs()[0] = number;
        } else if (value instanceof BigInteger wide) {
            values.highs()[0] = wide.shiftRight(64).longValue();
            values.longs()[0] = wide.longValue();
        } else if (value instanceof Double real) {
            values.doubles()[0] = real;
        } else {
            byte[] bytes = value instanceof byte[] given ? given : ((String) value).getBytes(StandardCharsets.UTF_8);
            values.bytes();
            values.put(0, bytes, 0, bytes.length);
        }
        return rows.loaded();
    }
}
