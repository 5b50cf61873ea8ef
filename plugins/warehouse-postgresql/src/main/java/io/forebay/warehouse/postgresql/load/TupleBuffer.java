package io.forebay.warehouse.postgresql.load;

import java.util.Arrays;

/** Whole tuples on their way to the server. Used by one thread at a time. */
final class TupleBuffer {
    /** A buffer that holds so much is sent. */
    static final int FULL = 1 << 16;

    private static final int FIRST_BYTES = FULL + (1 << 12);
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean full() {
        return length >= FULL;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The array, with room for so many bytes behind what there is. */
    byte[] withRoom(int most) {
        if (most > bytes.length - length) {
            int needed = Math.addExact(length, most);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
        return bytes;
    }

    /** What was written into {@link #withRoom} ends here. */
    void endAt(int place) {
        length = place;
    }

    /** Begins anew; what one long row has taken is given back. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
    }
}
