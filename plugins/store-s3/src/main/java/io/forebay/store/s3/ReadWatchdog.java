package io.forebay.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes streams whose read takes too long: Java's HTTP client has no time-out for the body. Thread-safe. */
final class ReadWatchdog implements AutoCloseable {
    private final long patience;
    private final Set<Watched> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock;

    ReadWatchdog(Duration patience) {
        this.patience = patience.toNanos();
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "forebay-s3-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        long every = Math.max(10, patience.toMillis() / 8);
        clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    InputStream watch(InputStream stream) {
        Watched watched = new Watched(stream);
        streams.add(watched);
        return watched;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        streams.forEach(Watched::giveUp);
    }

    private void look() {
        long now = System.nanoTime();
        for (Watched stream : streams) {
            long since = stream.since;
            if (since != 0 && now - since > patience) {
                stream.giveUp();
            }
        }
    }

    private final class Watched extends FilterInputStream {
        /** When the read that is under way began; 0 when none is. */
        private volatile long since;

        private volatile boolean late;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            since = System.nanoTime() | 1;
            try {
                return in.read(target, offset, length);
            } catch (IOException e) {
                throw late ? late(e) : e;
            } finally {
                since = 0;
            }
        }

        @Override
        public void close() throws IOException {
            streams.remove(this);
            in.close();
        }

        void giveUp() {
            late = true;
            try {
                close();
            } catch (IOException e) {
                streams.remove(this);
            }
        }

        private IOException late(IOException cause) {
            SocketTimeoutException late = new SocketTimeoutException(
                    "No byte came for " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms (store.s3.read-timeout)");
            late.initCause(cause);
            return late;
        }
    }
}
