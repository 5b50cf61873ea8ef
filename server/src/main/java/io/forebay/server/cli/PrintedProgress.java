package io.forebay.server.cli;

import io.forebay.engine.migrate.Progress;
import java.io.PrintStream;
import java.time.Duration;

/** Tells every few seconds how far a move is; nothing of one that is short. Not thread-safe. */
final class PrintedProgress implements Progress {
    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final PrintStream err;
    private long last = System.nanoTime();

    PrintedProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void copied(String job, String table, long rows) {
        if (System.nanoTime() - last > PAUSE) {
            last = System.nanoTime();
            err.println("forebay: job " + job + ": " + rows + " row(s) of " + table + " are copied");
        }
    }
}
