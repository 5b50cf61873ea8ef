package io.forebay.format.avro.value;

import io.forebay.format.kit.bytes.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is put together; of one that grows too long, only the beginning is kept. Used by one thread. */
public final class Text {
    private final int most;
    private byte[] bytes = new byte[256];
    private int length;
    private boolean full;

    /** @param most the most bytes that are kept */
    public Text(int most) {
        this.most = most;
    }

    public Text clear() {
        length = 0;
        full = false;
        return this;
    }

    /** Readable for {@link Words#SLACK} bytes behind its end. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether something was left out. */
    public boolean full() {
        return full;
    }

    public void add(char ascii) {
        if (room(1)) {
            bytes[length++] = (byte) ascii;
        }
    }

    public void add(String ascii) {
        byte[] added = ascii.getBytes(StandardCharsets.ISO_8859_1);
        add(added, 0, added.length);
    }

    /** As much of it as has room. */
    public void add(byte[] from, int start, int end) {
        int taken = Math.min(end - start, most - length);
        if (full || !room(taken)) {
            return;
        }
        System.arraycopy(from, start, bytes, length, taken);
        length += taken;
        full |= taken < end - start;
    }

    private boolean room(int size) {
        full |= size > most - length;
        if (!full && bytes.length - Words.SLACK - length < size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * (length + size)) + Words.SLACK);
        }
        return !full;
    }
}
