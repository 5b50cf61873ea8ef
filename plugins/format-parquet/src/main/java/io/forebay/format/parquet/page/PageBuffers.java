package io.forebay.format.parquet.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The arrays that pages of one load were expanded into, kept for the next rows: a row group needs arrays of the same sizes
 * as the one before. There are as many sets as threads that read. Used by all threads of the load.
 */
public final class PageBuffers {
    /** Bytes of a set; arrays beyond are not kept. */
    private static final long MOST_BYTES = 16 << 20;

    /** Arrays of up to so many bytes are made larger than they must be. */
    static final int MOST_ROUNDED = 4 << 20;

    private static final byte[] NONE = {};

    private final ConcurrentLinkedQueue<List<byte[]>> idle = new ConcurrentLinkedQueue<>();

    /** The arrays of one thread, by number in the order of their first use. Used by that thread. */
    final class Set implements AutoCloseable {
        private final List<byte[]> spare;
        private final List<byte[]> used = new ArrayList<>();

        private Set(List<byte[]> spare) {
            this.spare = spare;
        }

        /** The number of another array. */
        int add() {
            used.add(NONE);
            return used.size() - 1;
        }

        /** The array of that number among those of the rows before; one without bytes when there is none. */
        byte[] spare(int number) {
            return number < spare.size() ? spare.get(number) : NONE;
        }

        /** Leaves an array to the next in the place of the one of the same number. */
        void use(int number, byte[] array) {
            used.set(number, array);
        }

        /** Leaves the arrays to the next; to be called once. */
        @Override
        public void close() {
            List<byte[]> kept = new ArrayList<>();
            long bytes = 0;
            for (int number = 0; number < Math.max(used.size(), spare.size()); number++) {
                byte[] array = number < used.size() && used.get(number) != NONE
                        ? used.get(number)
                        : number < spare.size() ? spare.get(number) : NONE;
                boolean fits = array.length <= MOST_BYTES - bytes;
                bytes += fits ? array.length : 0;
                kept.add(fits ? array : NONE);
            }
            idle.add(kept);
        }
    }

    /** The bytes to make an array of that must have some: the next page is often a little larger. */
    static int room(int needed) {
        return needed <= MOST_ROUNDED ? needed + needed / 8 : needed;
    }

    Set open() {
        List<byte[]> spare = idle.poll();
        return new Set(spare == null ? List.of() : spare);
    }
}
