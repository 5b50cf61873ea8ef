package io.forebay.store.s3;

import java.io.IOException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Requests that end together when another thread says so. Thread-safe. */
final class CallScope {
    private @Nullable Future<?> call;
    private boolean cancelled;

    synchronized void begin(Future<?> begun) throws IOException {
        if (cancelled) {
            begun.cancel(true);
            throw new IOException("The request was cancelled");
        }
        call = begun;
    }

    synchronized void cancel() {
        cancelled = true;
        if (call != null) {
            call.cancel(true);
        }
    }

    synchronized boolean cancelled() {
        return cancelled;
    }
}
