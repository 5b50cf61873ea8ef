package io.forebay.format.kit.source;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An object's bytes as the store gives them. A failure of the store leaves as a {@link ForebayException}, so that an
 * {@link IOException} above it can only mean a damaged file.
 */
public final class StoredBytes extends InputStream {
    private final InputStream stream;
    private byte[] first = new byte[0];
    private int firstTaken;
    private long taken;

    public StoredBytes(InputStream stream) {
        this.stream = stream;
    }

    /** Looks at the next bytes without taking them; fewer only when the object is shorter. */
    public byte[] peek(int length) {
        byte[] head = Arrays.copyOfRange(first, firstTaken, Math.max(first.length, firstTaken + length));
        int size = first.length - firstTaken;
        first = new byte[0];
        firstTaken = 0;
        while (size < length) {
            int read = read(head, size, length - size);
            if (read < 0) {
                break;
            }
            size += read;
        }
        first = Arrays.copyOf(head, size);
        return Arrays.copyOf(first, Math.min(size, length));
    }

    /** The bytes that the store has given so far. */
    public long taken() {
        return taken;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (firstTaken < first.length) {
            int taken = Math.min(length, first.length - firstTaken);
            System.arraycopy(first, firstTaken, into, from, taken);
            firstTaken += taken;
            return taken;
        }
        try {
            int read = stream.read(into, from, length);
            taken += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "the store stopped sending the object: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "the object's stream could not be closed: " + e.getMessage(), e);
        }
    }
}
