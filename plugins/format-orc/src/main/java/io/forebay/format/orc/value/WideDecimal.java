package io.forebay.format.orc.value;

import io.forebay.format.kit.value.Wide;
import org.apache.orc.storage.common.type.HiveDecimal;
import org.apache.orc.storage.serde2.io.HiveDecimalWritable;

/** Reads decimals of more than 18 digits, each of which has a scale of its own. Mutable; used by one thread. */
final class WideDecimal {
    private static final int LONG_DIGITS = 18;

    private final int precision;
    private final int scale;
    private final long[] scratchLongs = new long[HiveDecimal.SCRATCH_LONGS_LEN];
    private final byte[] scratchBytes = new byte[HiveDecimal.SCRATCH_BUFFER_LEN_BIG_INTEGER_BYTES];
    private long high;
    private long low;

    /** The type's. */
    WideDecimal(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
    }

    /** Turns to a value; false when it has more digits before or behind the point than the type. */
    boolean read(HiveDecimalWritable value) {
        int own = value.scale();
        if (own > scale || value.precision() - own > precision - scale) {
            return false;
        }
        int length = value.bigIntegerBytes(scratchLongs, scratchBytes);
        high = scratchBytes[0] >> 7;
        low = high;
        for (int i = 0; i < length; i++) {
            high = high << 8 | low >>> 56;
            low = low << 8 | (scratchBytes[i] & 0xFF);
        }
        for (int left = scale - own; left > 0; left -= LONG_DIGITS) {
            multiply(Wide.ten(Math.min(left, LONG_DIGITS)));
        }
        return true;
    }

    /** @param factor positive */
    private void multiply(long factor) {
        long carried = Math.multiplyHigh(low, factor) + (low < 0 ? factor : 0);
        high = high * factor + carried;
        low *= factor;
    }

    /** The value × 10^scale in two's complement. */
    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
