package io.forebay.server.wire;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks after all connections a few times a second: cuts off who takes too long to log in, and cancels
 * the statements of clients that have gone.
 */
final class ConnectionWatch implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long TICK_MILLIS = 250;
    private static final long BUSY_NANOS = Duration.ofMillis(500).toNanos();

    private final Connections connections;
    private final long loginNanos;
    private volatile boolean closed;

    ConnectionWatch(Connections connections, Duration loginTimeout) {
        this.connections = connections;
        this.loginNanos = loginTimeout.toNanos();
    }

    void close() {
        closed = true;
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                Thread.sleep(TICK_MILLIS);
                look(System.nanoTime());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("the watch over connections failed", e);
            }
        }
    }

    private void look(long now) {
        for (Connection connection : connections.notLoggedIn()) {
            if (connection.activity().startedBefore(now - loginNanos)) {
                connection.cutOff();
            }
        }
        for (Connection connection : connections.all()) {
            if (connection.activity().busyBefore(now - BUSY_NANOS)) {
                connection.cancelIfAbandoned();
            }
            if (connection.activity().stopping()) {
                connection.cancel();
            }
        }
    }
}
