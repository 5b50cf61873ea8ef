package io.forebay.format.kit.source;

import java.util.ArrayDeque;

/**
 * What inflating the files of one load needs: inflaters, so that a small file does not pay for a new one, and how far a
 * file may inflate. Thread-safe.
 */
public final class InflatingPool implements AutoCloseable {
    private final InflatedLimit limit;
    private final ArrayDeque<Inflating> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param limit the bytes that any compressed file may inflate to, as {@code ReadRequest.inflatedLimit} says */
    public InflatingPool(long limit) {
        this.limit = new InflatedLimit(limit);
    }

    public InflatedLimit limit() {
        return limit;
    }

    Inflating take() {
        synchronized (this) {
            Inflating taken = idle.pollLast();
            if (taken != null) {
                return taken;
            }
        }
        return new Inflating();
    }

    synchronized void give(Inflating inflating) {
        inflating.input.close();
        if (!closed) {
            idle.addLast(inflating);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.clear();
    }
}
