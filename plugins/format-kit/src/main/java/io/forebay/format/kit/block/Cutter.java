package io.forebay.format.kit.block;

import io.forebay.spi.format.RecordPart;

/** Knows the records of a format: where its text may be cut, and who makes rows of it. One an object; used by one thread at a time. */
public interface Cutter {
    /**
     * The end of the last whole record in a text that goes on behind {@code to}.
     *
     * @param bytes readable, and writable at {@code to}, behind {@code to} as a {@link Block} is
     * @param from the start of a record
     * @return a place behind which a record starts, or {@code from} when there is no whole record
     */
    int lastEnd(byte[] bytes, int from, int to);

    /** Finds the end of one record that no block takes. */
    RecordEnd recordEnd();

    /** Whether a row that is too long is told with the line on which it ends, not with the one on which it starts. */
    boolean endsTellLines();

    /** Makes rows of a block; gives the block back when it is closed. */
    RecordPart part(Block block);
}
