package io.forebay.format.avro.file;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.ForebayException;
import java.util.Arrays;

/** The bytes of a file from front to back. */
final class FileBytes {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Memory that a length costs before its bytes were seen. */
    private static final int TRUSTED_BYTES = 1 << 20;

    private final TextSource source;
    private final Damage damage;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int to;

    FileBytes(TextSource source, Damage damage) {
        this.source = source;
        this.damage = damage;
    }

    boolean atEnd() {
        if (at < to) {
            return false;
        }
        at = 0;
        to = Math.max(0, source.read(buffer, 0, buffer.length));
        return to == 0;
    }

    byte next() {
        if (atEnd()) {
            throw cut();
        }
        return buffer[at++];
    }

    /** A long as Avro writes it: zigzag, seven bits a byte, the lowest first. */
    long nextLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = next();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw damage.of("a number in it has more than ten bytes");
    }

    /** So many bytes, and {@link Words#SLACK} behind them. */
    byte[] next(int length) {
        byte[] bytes = new byte[Math.min(length, TRUSTED_BYTES) + Words.SLACK];
        int filled = 0;
        while (filled < length) {
            if (atEnd()) {
                throw cut();
            }
            if (filled == bytes.length - Words.SLACK) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled) + Words.SLACK);
            }
            int taken = Math.min(to - at, Math.min(length, bytes.length - Words.SLACK) - filled);
            System.arraycopy(buffer, at, bytes, filled, taken);
            at += taken;
            filled += taken;
        }
        return bytes;
    }

    private ForebayException cut() {
        return damage.of("its end is missing");
    }
}
