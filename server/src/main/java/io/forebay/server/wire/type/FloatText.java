package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back as the same number, in the form that PostgreSQL 12 and later give with any
 * positive extra_float_digits. SOURCE: PostgreSQL's manual, "Floating-Point Types"; an exponent below -4, or from 15
 * (REAL: 6) on, is written out.
 */
final class FloatText {
    private static final int DOUBLE_FIXED = 15;
    private static final int REAL_FIXED = 6;
    private static final long[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private FloatText() {}

    static void real(float value, MessageWriter out) {
        if (!special(value, out) && !plain(value, REAL_FIXED, true, out)) {
            shortest(new BigDecimal(value), 1, 9, REAL_FIXED, d -> reads(d, value), out);
        }
    }

    static void number(double value, MessageWriter out) {
        if (!special(value, out) && !plain(value, DOUBLE_FIXED, false, out)) {
            int from = Math.abs(value) < 1e-290 ? 1 : 15;
            shortest(new BigDecimal(value), from, 17, DOUBLE_FIXED, d -> reads(d, value), out);
        }
    }

    private static boolean special(double value, MessageWriter out) {
        if (Double.isNaN(value)) {
            out.utf8("NaN");
        } else if (Double.isInfinite(value)) {
            out.utf8(value > 0 ? "Infinity" : "-Infinity");
        } else if (value == 0) {
            out.utf8(1 / value < 0 ? "-0" : "0");
        } else {
            return false;
        }
        return true;
    }

    /**
     * Whole numbers and those of a few decimals, which need no search: a decimal of at most {@code digits} digits is the
     * only one that short for its number.
     */
    private static boolean plain(double value, int digits, boolean real, MessageWriter out) {
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e15) {
            return false;
        }
        double most = real ? 1e6 : 1e15;
        for (int decimals = 0; decimals < TENS.length && decimals <= digits; decimals++) {
            double scaled = Math.rint(size * TENS[decimals]);
            if (scaled >= most) {
                return false;
            }
            double back = scaled / TENS[decimals];
            if (real ? (float) back == (float) size : back == size) {
                fixed((long) scaled, decimals, value < 0, out);
                return true;
            }
        }
        return false;
    }

    private static void fixed(long scaled, int decimals, boolean negative, MessageWriter out) {
        if (negative) {
            out.int8('-');
        }
        out.decimal(scaled / TENS[decimals]);
        if (decimals > 0) {
            out.int8('.').padded(scaled, decimals);
        }
    }

    private static boolean reads(BigDecimal candidate, float value) {
        return candidate.floatValue() == value && inside(candidate, value, Math.nextDown(value), Math.nextUp(value));
    }

    private static boolean reads(BigDecimal candidate, double value) {
        return candidate.doubleValue() == value && inside(candidate, value, Math.nextDown(value), Math.nextUp(value));
    }

    /** PostgreSQL does not take a decimal that lies exactly between two numbers, although it reads back as one of them. */
    private static boolean inside(BigDecimal candidate, double value, double below, double above) {
        BigDecimal exact = new BigDecimal(value);
        double neighbour = candidate.compareTo(exact) > 0 ? above : below;
        if (Double.isInfinite(neighbour)) {
            return true;
        }
        return candidate.add(candidate).compareTo(exact.add(new BigDecimal(neighbour))) != 0;
    }

    private static void shortest(
            BigDecimal exact, int from, int to, int fixed, Predicate<BigDecimal> same, MessageWriter out) {
        for (int digits = from; digits <= to; digits++) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
                BigDecimal candidate = exact.round(new MathContext(digits, mode));
                if (same.test(candidate)) {
                    write(candidate.stripTrailingZeros(), fixed, out);
                    return;
                }
            }
        }
        write(exact, fixed, out);
    }

    private static void write(BigDecimal value, int fixed, MessageWriter out) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < fixed) {
            out.utf8(value.toPlainString());
            return;
        }
        String digits = value.unscaledValue().abs().toString();
        if (value.signum() < 0) {
            out.int8('-');
        }
        out.int8(digits.charAt(0));
        if (digits.length() > 1) {
            out.int8('.').utf8(digits.substring(1));
        }
        out.int8('e').int8(exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        out.padded(size, size >= 100 ? 3 : 2);
    }
}
