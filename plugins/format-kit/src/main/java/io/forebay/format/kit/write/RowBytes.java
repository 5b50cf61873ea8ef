package io.forebay.format.kit.write;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of records that grow at their end. */
public final class RowBytes {
    private static final byte[] NONE = new byte[0];
    private static final int LEAST = 64;

    private final int most;
    private byte[] bytes = NONE;
    private int length;

    public RowBytes() {
        this(Integer.MAX_VALUE);
    }

    /** @param most how many bytes there may be; more are TOO_MUCH */
    RowBytes(int most) {
        this.most = most;
    }

    public int length() {
        return length;
    }

    /** The bytes, of which the first {@link #length} count; another array after the next change. */
    public byte[] array() {
        return bytes;
    }

    public RowBytes add(int one) {
        reserve(1);
        bytes[length++] = (byte) one;
        return this;
    }

    public RowBytes add(byte[] added) {
        return add(added, 0, added.length);
    }

    public RowBytes add(byte[] added, int from, int to) {
        reserve(to - from);
        System.arraycopy(added, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /** In UTF-8. */
    public RowBytes add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    public RowBytes decimal(long value) {
        return add(Long.toString(value));
    }

    /** With zeros in front, not negative. */
    public RowBytes padded(long value, int digits) {
        String text = Long.toString(value);
        for (int i = text.length(); i < digits; i++) {
            add('0');
        }
        return add(text);
    }

    /** Drops what is behind the first bytes. */
    public void cut(int newLength) {
        length = newLength;
    }

    /** Drops the first bytes. */
    public void dropFirst(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    /** Gives the memory back. */
    public void clear() {
        bytes = NONE;
        length = 0;
    }

    /** Makes room in front of this place for {@code count} bytes, whose values are left open. */
    public void open(int at, int count) {
        reserve(count);
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        length += count;
    }

    private void reserve(int more) {
        if (more > most - length) {
            throw new ForebayException(CommonError.TOO_MUCH, "a row has more than " + most + " bytes")
                    .withHint("Write fewer or shorter columns.");
        }
        if (bytes.length - length < more) {
            int grown = Math.max(LEAST, bytes.length + (bytes.length >> 1));
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), grown));
        }
    }
}
