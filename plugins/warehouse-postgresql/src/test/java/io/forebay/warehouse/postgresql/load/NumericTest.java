package io.forebay.warehouse.postgresql.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.ByteConverter;

class NumericTest {
    private static final int AT = 3;
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(127);

    private final byte[] out = new byte[AT + Numeric.MOST_BYTES];

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 0 0 0",
        "0, 2, 0 0 0 2",
        "1, 0, 1 0 0 0 1",
        "-1, 2, 1 -1 16384 2 100",
        "12345, 2, 2 0 0 2 123 4500",
        "10000, 0, 1 1 0 0 1",
        "100000000, 4, 1 1 0 4 1",
        "123400, 2, 1 0 0 2 1234",
        "1, 18, 1 -5 0 18 100",
        "-9223372036854775808, 0, 5 4 16384 0 922 3372 368 5477 5808"
    })
    void writesGroupsOfFourDigitsWithoutZerosAtTheEnds(long value, int scale, String shorts) {
        int end = Numeric.put(out, AT, value, scale);
        StringBuilder written = new StringBuilder();
        for (int at = AT + 4; at < end; at += 2) {
            written.append(at == AT + 4 ? "" : " ").append(ByteConverter.int2(out, at));
        }
        assertThat(written).hasToString(shorts);
        assertThat(ByteConverter.int4(out, AT)).isEqualTo(end - AT - 4);
    }

    @Test
    void writesAnyNumberOf64Bits() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            check(BigInteger.valueOf(i % 3 == 0 ? value / 10_000 * 10_000 : value), i % 19, true);
        }
        for (long edge : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 1000, -Long.MAX_VALUE / 1000}) {
            for (int scale = 0; scale <= 18; scale++) {
                check(BigInteger.valueOf(edge), scale, true);
                check(BigInteger.valueOf(edge + 1), scale, true);
            }
        }
    }

    @Test
    void writesAnyNumberOf128Bits() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            BigInteger value = new BigInteger(1 + random.nextInt(127), random);
            check(random.nextBoolean() ? value : value.negate(), i % 39, false);
        }
        for (int scale = 0; scale <= 38; scale++) {
            check(MOST.negate(), scale, false);
            check(MOST.subtract(BigInteger.ONE), scale, false);
            check(BigInteger.TEN.pow(38).negate(), scale, false);
            check(BigInteger.ONE.shiftLeft(64).negate(), scale, false);
        }
    }

    /** Reads it as the driver reads what the server sends. */
    private void check(BigInteger unscaled, int scale, boolean narrow) {
        long high = unscaled.shiftRight(64).longValue();
        int end = narrow
                ? Numeric.put(out, AT, unscaled.longValueExact(), scale)
                : Numeric.put(out, AT, high, unscaled.longValue(), scale);
        assertThat(end).isLessThanOrEqualTo(out.length);
        BigDecimal expected = new BigDecimal(unscaled, scale);
        assertThat((BigDecimal) ByteConverter.numeric(out, AT + 4, end - AT - 4))
                .isEqualTo(expected);
    }
}
