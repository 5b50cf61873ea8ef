package io.forebay.format.kit.block;

import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import org.jspecify.annotations.Nullable;

/** A run of whole records, {@code bytes[from, to)}: whoever has it may write at {@code to} and read SLACK bytes from there. */
public final class Block {
    private final BlockReader reader;
    private byte @Nullable [] bytes;
    public final int from;
    public final int to;

    /** The line on which the first record starts, from 1. */
    public final long line;

    private @Nullable String suspicion;

    /** @param suspicion said of the first record of a file when it is refused; null elsewhere */
    Block(BlockReader reader, byte[] bytes, int from, int to, long line, @Nullable String suspicion) {
        this.reader = reader;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.line = line;
        this.suspicion = suspicion;
    }

    public ObjectUri object() {
        return reader.object();
    }

    /** Null when the block was given back. */
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /** What is told of a refused record, in the bounds of a {@link RejectedRow}. */
    public String reason(String why) {
        return ErrorText.reason(suspicion, why);
    }

    /** The first record was read: what may be wrong with the file as a whole is not said of others. */
    public void passedFirst() {
        suspicion = null;
    }

    /** Hands out no more parts of the object. */
    public void stop() {
        reader.stop();
    }

    /** Gives the bytes back, once. */
    public void giveBack() {
        byte[] given = bytes;
        bytes = null;
        if (given != null) {
            reader.give(given);
        }
    }
}
