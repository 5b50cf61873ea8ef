package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.charset.StandardCharsets;

/** UUIDs as text: 32 hexadecimal digits, with dashes between any of them or none. */
final class UuidText {
    static final int BYTES = 16;

    private UuidText() {}

    /** Writes its 16 bytes. @throws ForebayException INVALID_TEXT when it is none */
    static void put(byte[] from, int offset, int length, byte[] out, int at) {
        int digits = 0;
        for (int i = offset; i < offset + length; i++) {
            int digit = Character.digit(from[i], 16);
            if (digit < 0 ? from[i] != '-' : digits == 2 * BYTES) {
                throw invalid(from, offset, length);
            }
            if (digit >= 0) {
                int place = at + (digits >> 1);
                out[place] = (byte) ((digits & 1) == 0 ? digit << 4 : out[place] | digit);
                digits++;
            }
        }
        if (digits != 2 * BYTES) {
            throw invalid(from, offset, length);
        }
    }

    private static ForebayException invalid(byte[] from, int offset, int length) {
        return new ForebayException(
                CommonError.INVALID_TEXT,
                "invalid input syntax for type uuid: \""
                        + new String(from, offset, Math.min(length, 100), StandardCharsets.UTF_8) + '"');
    }
}
