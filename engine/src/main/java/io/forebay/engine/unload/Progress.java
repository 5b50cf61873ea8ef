package io.forebay.engine.unload;

import java.util.concurrent.atomic.AtomicLong;

/** How far an UNLOAD has come. Thread-safe. */
final class Progress {
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void wrote(long count) {
        rows.addAndGet(count);
    }

    void put(long size) {
        files.incrementAndGet();
        bytes.addAndGet(size);
    }

    long rows() {
        return rows.get();
    }

    long files() {
        return files.get();
    }

    long bytes() {
        return bytes.get();
    }
}
