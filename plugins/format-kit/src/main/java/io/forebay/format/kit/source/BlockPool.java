package io.forebay.format.kit.source;

import io.forebay.format.kit.bytes.Words;
import java.util.ArrayDeque;

/** The blocks of one load. Thread-safe. */
public final class BlockPool {
    /** More blocks than that are not kept idle. */
    private static final int MOST_IDLE = 64;

    private final int blockBytes;
    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();

    /** @param blockBytes the text that a block takes */
    public BlockPool(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    /** The text that a block takes: some of its bytes must stay free for reading words at its end. */
    public static int room(byte[] block) {
        return block.length - Words.SLACK;
    }

    /** A block for at least so many bytes of text. */
    public byte[] take(int atLeast) {
        synchronized (this) {
            byte[] taken = atLeast <= blockBytes ? idle.pollLast() : null;
            if (taken != null) {
                return taken;
            }
        }
        return new byte[Math.max(atLeast, blockBytes) + Words.SLACK];
    }

    /** Keeps a block of the common size for the next taker. */
    public synchronized void give(byte[] block) {
        if (room(block) == blockBytes && idle.size() < MOST_IDLE) {
            idle.addLast(block);
        }
    }
}
