package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;

/**
 * The shortest decimal that reads back as the same number, in the form that PostgreSQL 12 and later give with any
 * positive extra_float_digits. SOURCE: PostgreSQL's manual, "Floating-Point Types"; an exponent below -4, or from 15
 * (REAL: 6) on, is written out.
 */
final class FloatText {
    private static final int DOUBLE_FIXED = 15;
    private static final int DOUBLE_BITS = 52;
    private static final int DOUBLE_BIAS = 1023;
    private static final int REAL_FIXED = 6;
    private static final int REAL_BITS = 23;
    private static final int REAL_BIAS = 127;

    private FloatText() {}

    static void real(float value, MessageWriter out) {
        if (!special(value, out)) {
            int bits = Float.floatToRawIntBits(value);
            int exponent = bits >>> REAL_BITS & 2 * REAL_BIAS + 1;
            long fraction = bits & (1 << REAL_BITS) - 1;
            shortest(fraction, exponent, REAL_BITS, REAL_BIAS, REAL_FIXED, out);
        }
    }

    static void number(double value, MessageWriter out) {
        if (!special(value, out)) {
            long bits = Double.doubleToRawLongBits(value);
            int exponent = (int) (bits >>> DOUBLE_BITS) & 2 * DOUBLE_BIAS + 1;
            long fraction = bits & (1L << DOUBLE_BITS) - 1;
            shortest(fraction, exponent, DOUBLE_BITS, DOUBLE_BIAS, DOUBLE_FIXED, out);
        }
    }

    /** Writes what has no digits, or else the sign. */
    private static boolean special(double value, MessageWriter out) {
        if (Double.isNaN(value)) {
            out.utf8("NaN");
        } else if (Double.isInfinite(value)) {
            out.utf8(value > 0 ? "Infinity" : "-Infinity");
        } else if (value == 0) {
            out.utf8(1 / value < 0 ? "-0" : "0");
        } else {
            if (value < 0) {
                out.int8('-');
            }
            return false;
        }
        return true;
    }

    /** @param exponent as stored: 0 for the numbers that are too small to have a leading bit */
    private static void shortest(long fraction, int exponent, int bits, int bias, int fixed, MessageWriter out) {
        long mantissa = exponent == 0 ? fraction : fraction | 1L << bits;
        int power = Math.max(exponent, 1) - bias - bits;
        boolean uneven = fraction == 0 && exponent > 1;
        long digits = ShortestDecimal.digits(mantissa, power, uneven);
        int ten = ShortestDecimal.power(power, uneven);
        while (digits % 10 == 0) {
            digits /= 10;
            ten++;
        }
        write(digits, ten, fixed, out);
    }

    private static void write(long digits, int ten, int fixed, MessageWriter out) {
        int count = DecimalText.count(digits);
        int exponent = count + ten - 1;
        if (exponent < -4 || exponent >= fixed) {
            DecimalText.write(digits, count - 1, out);
            out.int8('e').int8(exponent < 0 ? '-' : '+');
            out.padded(Math.abs(exponent), Math.abs(exponent) >= 100 ? 3 : 2);
        } else if (ten >= 0) {
            out.decimal(digits);
            for (int i = 0; i < ten; i++) {
                out.int8('0');
            }
        } else {
            DecimalText.write(digits, -ten, out);
        }
    }
}
