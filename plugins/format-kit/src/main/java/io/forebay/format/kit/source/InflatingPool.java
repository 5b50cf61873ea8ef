package io.forebay.format.kit.source;

import java.util.ArrayDeque;

/** The inflaters of one load, so that a small file does not pay for a new one. Thread-safe. */
public final class InflatingPool implements AutoCloseable {
    private final ArrayDeque<Inflating> idle = new ArrayDeque<>();
    private boolean closed;

    Inflating take() {
        synchronized (this) {
            Inflating taken = idle.pollLast();
            if (taken != null) {
                return taken;
            }
        }
        return new Inflating();
    }

    void give(Inflating inflating) {
        synchronized (this) {
            if (!closed) {
                inflating.inflater.reset();
                idle.addLast(inflating);
                return;
            }
        }
        inflating.end();
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Inflating::end);
        idle.clear();
    }
}
