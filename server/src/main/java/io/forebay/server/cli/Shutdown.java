package io.forebay.server.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a server cleanly when the process is told to, within a limit that a supervisor can rely on. */
final class Shutdown {
    /** Below the 15 s that are promised. */
    private static final long LIMIT_SECONDS = 13;

    private final Terminal terminal;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    Shutdown(Terminal terminal) {
        this.terminal = terminal;
    }

    void closeFirst(AutoCloseable part) {
        open.addFirst(part);
    }

    void closeLast(AutoCloseable part) {
        open.addLast(part);
    }

    /** From now on SIGTERM and SIGINT close everything and end the process with 0, or with 1 past the limit. */
    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "shutdown"));
    }

    /** Waits for the end; the process is gone before this returns. */
    int await() throws InterruptedException {
        closed.await();
        return 0;
    }

    private void end() {
        Thread closing = new Thread(this::now, "closing");
        closing.setDaemon(true);
        closing.start();
        // halt, because a Java process that ends by a signal would else say 143 however cleanly it ended.
        Runtime.getRuntime().halt(inTime() ? 0 : 1);
    }

    private boolean inTime() {
        try {
            if (closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.err().println("forebay: did not end within " + LIMIT_SECONDS + " s, so it was cut off");
        terminal.err().println("hint: Nothing is lost: what was not committed is loaded at the next start.");
        return false;
    }

    /** Closes all parts; one that fails does not keep the others open. */
    void now() {
        while (!open.isEmpty()) {
            try {
                open.removeFirst().close();
            } catch (Exception e) {
                terminal.err().println("forebay: while closing: " + e.getMessage());
            }
        }
        closed.countDown();
    }
}
