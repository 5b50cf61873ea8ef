package io.forebay.server.wire.type;

import io.forebay.server.wire.message.MessageWriter;
import io.forebay.spi.warehouse.ColumnType;

/** DECIMAL, and decimals of up to 18 digits in general. */
final class DecimalText {
    private static final long[] TENS = new long[19];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = 10 * TENS[i - 1];
        }
    }

    private DecimalText() {}

    static ValueEncoder of(ColumnType type) {
        int scale = type.scale();
        if (type.precision() == 0 || type.precision() >= TENS.length) {
            return (rows, column, out) -> out.utf8(rows.decimalAt(column).toPlainString());
        }
        return (rows, column, out) -> {
            long unscaled = rows.unscaledAt(column);
            if (unscaled < 0) {
                out.int8('-');
            }
            write(Math.abs(unscaled), scale, out);
        };
    }

    /** The number of digits of a number above 0. */
    static int count(long number) {
        int guess = (64 - Long.numberOfLeadingZeros(number)) * 1233 >>> 12; // log10(2) is about 1233 / 4096
        return guess < TENS.length && number >= TENS[guess] ? guess + 1 : guess;
    }

    /**
     * Writes {@code unscaled / 10^scale} with all digits behind the point.
     *
     * @param unscaled not negative
     */
    static void write(long unscaled, int scale, MessageWriter out) {
        if (scale == 0) {
            out.decimal(unscaled);
            return;
        }
        if (scale >= TENS.length) {
            out.int8('0').int8('.');
            for (int i = TENS.length - 1; i < scale; i++) {
                out.int8('0');
            }
            out.padded(unscaled, TENS.length - 1);
            return;
        }
        out.decimal(unscaled / TENS[scale]);
        out.int8('.').padded(unscaled % TENS[scale], scale);
    }
}
