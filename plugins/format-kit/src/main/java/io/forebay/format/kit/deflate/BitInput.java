package io.forebay.format.kit.deflate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stored bytes as bits, the lowest of a byte first. Reads ahead of what is taken, by whole bytes that {@link #align}
 * gives back. Used by one thread.
 */
public final class BitInput {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final InputStream NOTHING = InputStream.nullInputStream();

    final byte[] bytes = new byte[BUFFER_BYTES];
    /** The next byte that is not in {@link #bits}. */
    int at;

    int end;
    /** The next bits, the first one lowest; zeros above {@link #count} of them. */
    long bits;

    int count;
    private InputStream stored = NOTHING;
    private boolean exhausted;

    /** Reads another file from now on. */
    public void open(InputStream file) {
        stored = file;
        at = 0;
        end = 0;
        bits = 0;
        count = 0;
        exhausted = false;
    }

    /** Lets go of the file, which whoever opened it closes. */
    public void close() {
        open(NOTHING);
    }

    /** The next byte, or -1 at the end of the file; only where bytes begin. */
    public int next() throws IOException {
        if (count >= 8) {
            return take(8);
        }
        if (at == end && !fill()) {
            return -1;
        }
        return bytes[at++] & 0xFF;
    }

    /** At least one more byte behind those that are left; false at the end of the file. */
    boolean fill() throws IOException {
        if (exhausted) {
            return false;
        }
        int left = end - at;
        System.arraycopy(bytes, at, bytes, 0, left);
        at = 0;
        end = left;
        int read = stored.read(bytes, left, bytes.length - left);
        exhausted = read <= 0;
        end += Math.max(0, read);
        return !exhausted;
    }

    /** Sees to it that so many bits are there, or all that the file has; at most 48. */
    void look(int wanted) throws IOException {
        while (count < wanted && (at < end || fill())) {
            bits |= (bytes[at++] & 0xFFL) << count;
            count += 8;
        }
    }

    /** At most 32 bits as a number. */
    int take(int wanted) throws IOException {
        look(wanted);
        int value = (int) (bits & ((1L << wanted) - 1));
        skip(wanted);
        return value;
    }

    /** Takes bits that were looked at. @throws EOFException when there are fewer */
    void skip(int taken) throws EOFException {
        if (taken > count) {
            throw new EOFException("the end of the file is missing");
        }
        bits >>>= taken;
        count -= taken;
    }

    /** Goes on where the next byte begins. */
    void align() {
        bits >>>= count & 7;
        count &= ~7;
    }

    /** As many bytes as are there, at most {@code most}. @throws EOFException when there is none */
    int copy(byte[] into, int from, int most) throws IOException {
        if (count > 0) {
            into[from] = (byte) take(8);
            return 1;
        }
        if (at == end && !fill()) {
            throw new EOFException("the end of the file is missing");
        }
        int copied = Math.min(most, end - at);
        System.arraycopy(bytes, at, into, from, copied);
        at += copied;
        return copied;
    }
}
