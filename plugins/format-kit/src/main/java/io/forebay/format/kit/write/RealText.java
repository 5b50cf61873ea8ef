package io.forebay.format.kit.write;

import java.math.BigDecimal;

/**
 * REAL and DOUBLE in the style of {@code %g}, with as many digits as it takes to read the same number back. Redshift
 * writes 6 or 15 digits and tells that precision may be lost. SOURCE: Redshift Database Developer Guide, "UNLOAD".
 */
final class RealText {
    private static final double WHOLE = 1e15;
    private static final int DOUBLE_FIXED = 15;
    private static final int REAL_FIXED = 6;

    private RealText() {}

    static void add(double value, boolean real, RowBytes out) {
        if (Double.isNaN(value)) {
            out.add("NaN");
        } else if (Double.isInfinite(value)) {
            out.add(value > 0 ? "Infinity" : "-Infinity");
        } else if (value == 0) {
            out.add(1 / value < 0 ? "-0" : "0");
        } else if (!real && Math.rint(value) == value && Math.abs(value) < WHOLE) {
            out.decimal((long) value);
        } else {
            String digits = real ? Float.toString((float) value) : Double.toString(value);
            write(new BigDecimal(digits).stripTrailingZeros(), real ? REAL_FIXED : DOUBLE_FIXED, out);
        }
    }

    private static void write(BigDecimal value, int fixed, RowBytes out) {
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent < fixed) {
            out.add(value.toPlainString());
            return;
        }
        String digits = value.unscaledValue().abs().toString();
        if (value.signum() < 0) {
            out.add('-');
        }
        out.add(digits.charAt(0));
        if (digits.length() > 1) {
            out.add('.').add(digits.substring(1));
        }
        out.add('e').add(exponent < 0 ? '-' : '+').padded(Math.abs(exponent), 2);
    }
}
