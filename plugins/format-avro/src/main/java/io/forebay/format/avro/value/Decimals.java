package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals: two's complement with the most significant byte first, and the scale of their type. */
final class Decimals {
    private static final int MOST_BYTES = 1024;

    private Decimals() {}

    /** The value × 10^scale. */
    static BigInteger next(Type type, Cursor in) {
        int length = type.kind == Type.Kind.FIXED ? type.size : in.nextLength();
        if (length < 1 || length > MOST_BYTES) {
            throw in.damaged("has a decimal of " + length + " bytes; 1 to " + MOST_BYTES + " are read");
        }
        return new BigInteger(in.bytes(), in.pass(length), length);
    }

    static String text(BigInteger unscaled, int scale) {
        return new BigDecimal(unscaled, scale).toPlainString();
    }
}
