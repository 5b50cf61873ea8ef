package io.forebay.server.wire;

/**
 * What a connection does at the moment, so that other threads may end it or its statement. Thread-safe.
 */
final class Activity {
    enum Phase {
        STARTING,
        /** Waits for the client's next message. */
        IDLE,
        /** Works on a message. */
        BUSY,
        ENDED
    }

    private volatile Phase phase = Phase.STARTING;
    private final long since = System.nanoTime();
    private volatile long busySince;
    private volatile boolean cancelled;
    private volatile boolean stopping;
    private volatile boolean abandoned;

    Phase phase() {
        return phase;
    }

    /** A message has come; false when the connection was ended meanwhile. */
    synchronized boolean begin() {
        busySince = System.nanoTime();
        return change(Phase.IDLE, Phase.BUSY);
    }

    /** The next message is waited for. */
    synchronized void rest() {
        cancelled = false;
        if (phase != Phase.ENDED) {
            phase = Phase.IDLE;
        }
    }

    /** True for the one caller that ends an idle connection and so may write to its client. */
    synchronized boolean endIdle() {
        return change(Phase.IDLE, Phase.ENDED);
    }

    synchronized void end() {
        phase = Phase.ENDED;
    }

    private synchronized boolean change(Phase from, Phase to) {
        boolean fits = phase == from;
        if (fits) {
            phase = to;
        }
        return fits;
    }

    boolean startedBefore(long nanoTime) {
        return since - nanoTime < 0;
    }

    boolean busyBefore(long nanoTime) {
        return phase == Phase.BUSY && busySince - nanoTime < 0;
    }

    /** Marks the message in work as cancelled; nothing when there is none. */
    synchronized void cancel() {
        if (phase == Phase.BUSY) {
            cancelled = true;
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    void stop() {
        stopping = true;
    }

    boolean stopping() {
        return stopping;
    }

    /** The client has gone while a statement ran. */
    void abandon() {
        abandoned = true;
    }

    boolean abandoned() {
        return abandoned;
    }
}
