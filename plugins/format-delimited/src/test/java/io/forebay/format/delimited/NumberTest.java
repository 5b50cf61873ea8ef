package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTest {
    private static final String NINES = "9".repeat(38);

    @Test
    void readsIntegersToTheirLimits() {
        assertThat(values(TypeKind.SMALLINT, "32767\n-32768\n0\n+7\n007\n"))
                .containsExactly(32767L, -32768L, 0L, 7L, 7L);
        assertThat(values(TypeKind.INTEGER, "2147483647\n-2147483648\n")).containsExactly(2147483647L, -2147483648L);
        assertThat(values(TypeKind.BIGINT, "9223372036854775807\n-9223372036854775808\n1234567890123456\n"))
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 1234567890123456L);
    }

    @ParameterizedTest
    @CsvSource({
        "SMALLINT, 32768, Short",
        "SMALLINT, -32769, Short",
        "INTEGER, 2147483648, Integer",
        "INTEGER, -2147483649, Integer",
        "INTEGER, 99999999999999999999999, Integer",
        "BIGINT, 9223372036854775808, Long",
        "BIGINT, -9223372036854775809, Long"
    })
    void rejectsIntegerOverflowWithCode1222(TypeKind kind, String text, String name) {
        RejectedRow rejected = Loading.of(kind).load(text + "\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1222);
        assertThat(rejected.reason()).isEqualTo("Overflow, Column type: " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, ., 1",
        "12a, a, 2",
        "--1, -, 1",
        "-, -, 0",
        "0x1F, x, 1",
        "1_000, _, 1",
        "1e3, e, 1",
        "'1 2', ' ', 1"
    })
    void rejectsWhatIsNoIntegerWithCode1207(String text, String digit, int place) {
        RejectedRow rejected = Loading.of(TypeKind.INTEGER).load(text + "\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1207);
        assertThat(rejected.reason())
                .isEqualTo("Invalid digit, Value '" + digit + "', Pos " + place + ", Type: Integer");
    }

    @Test
    void takesBlanksAroundNumbersAndNothingAsNull() {
        assertThat(values(TypeKind.INTEGER, " 12\n12 \n   \n")).containsExactly(12L, 12L, null);
        assertThat(Loading.of(TypeKind.INTEGER, TypeKind.INTEGER).load("|\n").rows())
                .containsExactly(java.util.Arrays.asList(null, null));
        assertThat(Loading.of(ColumnType.decimal(7, 2)).load(" 1.5 \n  \n").values())
                .containsExactly(new BigDecimal("1.50"), null);
        assertThat(values(TypeKind.DOUBLE, " 1.5 \n  \n")).containsExactly(1.5, null);
        assertThat(values(TypeKind.BOOLEAN, " t \n  \n")).containsExactly(1L, null);
    }

    @Test
    void rejectsNothingForNotNullColumnWithCode1213() {
        RejectedRow rejected = Loading.of(TypeKind.INTEGER, TypeKind.INTEGER)
                .notNull()
                .load("1|\n")
                .onlyRejected();
        assertThat(rejected.code()).isEqualTo(1213);
        assertThat(rejected.reason()).isEqualTo("Missing data for not-null field");
        assertThat(rejected.position()).isEqualTo(2);
    }

    @Test
    void truncatesExtraScaleUnlessRoundec() {
        Loading decimal = Loading.of(ColumnType.decimal(7, 2));
        assertThat(decimal.load("20.259\n-20.259\n.009\n").values())
                .containsExactly(new BigDecimal("20.25"), new BigDecimal("-20.25"), new BigDecimal("0.00"));
        assertThat(decimal.with(ReadFlag.ROUNDEC)
                        .load("20.259\n-20.255\n.0049\n")
                        .values())
                .containsExactly(new BigDecimal("20.26"), new BigDecimal("-20.26"), new BigDecimal("0.00"));
    }

    @Test
    void readsDecimalsInAllTheirForms() {
        assertThat(Loading.of(ColumnType.decimal(7, 2))
                        .load("1\n1.\n.5\n-0.05\n+12345.67\n00000012345.6\n")
                        .values())
                .containsExactly(
                        new BigDecimal("1.00"),
                        new BigDecimal("1.00"),
                        new BigDecimal("0.50"),
                        new BigDecimal("-0.05"),
                        new BigDecimal("12345.67"),
                        new BigDecimal("12345.60"));
        assertThat(Loading.of(ColumnType.decimal(38, 0))
                        .load(NINES + "\n-" + NINES + "\n")
                        .values())
                .containsExactly(new BigDecimal(NINES), new BigDecimal("-" + NINES));
        assertThat(Loading.of(ColumnType.decimal(38, 38))
                        .load("-." + NINES + "\n")
                        .values())
                .containsExactly(new BigDecimal("-0." + NINES));
    }

    @Test
    void rejectsDecimalOverflowWithCode1204() {
        RejectedRow rejected =
                Loading.of(ColumnType.decimal(7, 2)).load("100000\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1204);
        assertThat(rejected.reason()).isEqualTo("Overflow for NUMERIC(7,2)");
        Loading rounding = Loading.of(ColumnType.decimal(7, 2)).with(ReadFlag.ROUNDEC);
        assertThat(rounding.load("99999.995\n").onlyRejected().code()).isEqualTo(1204);
        Loading wide = Loading.of(ColumnType.decimal(38, 0)).with(ReadFlag.ROUNDEC);
        assertThat(wide.load(NINES + ".4\n").values()).containsExactly(new BigDecimal(NINES));
        assertThat(wide.load(NINES + ".5\n").onlyRejected().code()).isEqualTo(1204);
        assertThat(wide.load("1" + NINES + "\n").onlyRejected().code()).isEqualTo(1204);
    }

    @ParameterizedTest
    @CsvSource({"1..2, 1207", "1.2.3, 1207", "., 1209", "-, 1209", "-., 1209", "1e5, 1207", "abc, 1207", "1-, 1207"})
    void rejectsWhatIsNoDecimal(String text, int code) {
        Loading loading = Loading.of(ColumnType.decimal(7, 2), ColumnType.decimal(30, 2));
        assertThat(loading.load(text + "|1\n").onlyRejected().code()).isEqualTo(code);
        assertThat(loading.load("1|" + text + "\n").onlyRejected().code()).isEqualTo(code);
    }

    @Test
    void readsRealsInAllTheirForms() {
        assertThat(values(TypeKind.DOUBLE, "12.123\n1.0E4\n-1e-3\n.5\n5.\n0\n-0\n1E+2\n"))
                .containsExactly(12.123, 1.0e4, -1e-3, .5, 5.0, 0.0, -0.0, 100.0);
        assertThat(values(TypeKind.DOUBLE, "NaN\nInfinity\n-infinity\ninf\n"))
                .containsExactly(
                        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(values(TypeKind.REAL, "0.1\n3.4028235e38\n16777217\n"))
                .containsExactly((double) 0.1f, (double) Float.MAX_VALUE, 16777216.0);
    }

    @ParameterizedTest
    @CsvSource({"abc", "1.5.2", "1e", "e5", "1e+", ".", "0x1p3", "1f", "1d", "1e400", "1e-400", "'1 e5'"})
    void rejectsWhatIsNoRealWithCode1208(String text) {
        assertThat(Loading.of(TypeKind.DOUBLE).load(text + "\n").onlyRejected().code())
                .isEqualTo(1208);
    }

    @Test
    void rejectsRealOutOfRangeOfFloat() {
        assertThat(Loading.of(TypeKind.REAL).load("3.5e38\n").onlyRejected().code())
                .isEqualTo(1208);
    }

    @Test
    void readsBooleansInAnyCase() {
        assertThat(values(TypeKind.BOOLEAN, "t\nTRUE\ny\nYes\n1\nf\nFalse\nN\nno\n0\n"))
                .containsExactly(1L, 1L, 1L, 1L, 1L, 0L, 0L, 0L, 0L, 0L);
        for (String text : new String[] {"2", "on", "off", "tru", "10", "ja"}) {
            assertThat(Loading.of(TypeKind.BOOLEAN)
                            .load(text + "\n")
                            .onlyRejected()
                            .code())
                    .isEqualTo(1210);
        }
    }

    private static java.util.List<@Nullable Object> values(TypeKind kind, String text) {
        Loading.Outcome outcome = Loading.of(kind).load(text);
        assertThat(outcome.rejected()).isEmpty();
        return outcome.values();
    }
}
