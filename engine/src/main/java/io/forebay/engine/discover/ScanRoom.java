package io.forebay.engine.discover;

import java.util.concurrent.Semaphore;

/**
 * The memory that the scans of one engine share: each may hold a small part of its listing, and one at a time a large
 * part, which costs fewer joins with the ledger. Thread-safe.
 */
public final class ScanRoom {
    /** About 5 MB. */
    private static final int SMALL = 50_000;
    /** About 90 MB. */
    private static final int LARGE = 1_000_000;

    private final int small;
    private final int large;
    private final Semaphore free = new Semaphore(1);

    public ScanRoom() {
        this(SMALL, LARGE);
    }

    /** @param small keys that any scan may hold @param large keys that one may */
    ScanRoom(int small, int large) {
        this.small = small;
        this.large = large;
    }

    Share share() {
        return new Share();
    }

    /** What one scan may hold. Used by one thread. */
    final class Share implements AutoCloseable {
        private boolean has;

        /** Whether no more keys are to be added to so many. */
        boolean full(int keys) {
            if (keys < small) {
                return false;
            }
            has = has || free.tryAcquire();
            return !has || keys >= large;
        }

        @Override
        public void close() {
            if (has) {
                has = false;
                free.release();
            }
        }
    }
}
