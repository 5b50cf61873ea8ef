package io.forebay.server.wire.type;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.wire.message.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Against a slow search by exact decimals that tries every number of digits. */
class ShortestDecimalTest {
    private final Random random = new Random(7);

    @Test
    void findsWhatASlowSearchFinds() {
        for (int i = 0; i < 1_000; i++) {
            check(Double.longBitsToDouble(random.nextLong()));
            check(random.nextInt(1_000_000) / 7.0);
            check((float) random.nextDouble() * 1000);
            check(Float.intBitsToFloat(random.nextInt()));
        }
    }

    @Test
    void findsItAtTheEdges() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double power = Math.scalb(1.0, exponent);
            check(power);
            check(Math.nextUp(power));
            check(Math.nextDown(power));
        }
        for (int exponent = -149; exponent <= 127; exponent++) {
            float power = Math.scalb(1.0f, exponent);
            check(power);
            check(Math.nextUp(power));
            check(Math.nextDown(power));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            check(Double.parseDouble("1e" + exponent));
            check(Double.parseDouble("9.5e" + Math.min(exponent, 307)));
        }
    }

    private static void check(double value) {
        if (Double.isFinite(value) && value != 0) {
            BigDecimal found = new BigDecimal(text(each -> FloatText.number(value, each)));
            assertThat(found).as(Double.toHexString(value)).isEqualByComparingTo(slow(value, false));
        }
    }

    private static void check(float value) {
        if (Float.isFinite(value) && value != 0) {
            BigDecimal found = new BigDecimal(text(each -> FloatText.real(value, each)));
            assertThat(found).as(Float.toHexString(value)).isEqualByComparingTo(slow(value, true));
        }
    }

    private static String text(Consumer<MessageWriter> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter out = new MessageWriter(bytes);
        write.accept(out);
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    /** The closest of the decimals with the fewest digits; of two that are as close, the even one. */
    private static BigDecimal slow(double value, boolean real) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits <= 17; digits++) {
            BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
            BigDecimal near = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            for (BigDecimal candidate : new BigDecimal[] {near, down, up}) {
                if (inside(candidate, exact, value, real)) {
                    return candidate;
                }
            }
        }
        return exact;
    }

    private static boolean inside(BigDecimal candidate, BigDecimal exact, double value, boolean real) {
        double above = real ? Math.nextUp((float) value) : Math.nextUp(value);
        double below = real ? Math.nextDown((float) value) : Math.nextDown(value);
        double neighbour = candidate.compareTo(exact) > 0 ? above : below;
        BigDecimal gap = Double.isInfinite(neighbour)
                ? exact.subtract(new BigDecimal(neighbour > 0 ? below : above))
                : exact.subtract(new BigDecimal(neighbour));
        return candidate.subtract(exact).abs().multiply(BigDecimal.valueOf(2)).compareTo(gap.abs()) < 0;
    }
}
