package io.forebay.engine.session;

import io.forebay.engine.unload.StatementControl;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statement that a session runs now, and how to end it. Thread-safe. */
final class Running implements StatementControl {
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final ScheduledExecutorService timer;
    private final Runnable cancelWarehouse;
    private boolean running;
    /** Counts the statements. */
    private long started;

    /** How many calls of the warehouse are under way, one inside the other. */
    private int executing;

    private boolean cancelled;
    private boolean timedOut;
    private @Nullable Runnable cancelWork;
    private @Nullable Thread waiting;
    private @Nullable ScheduledFuture<?> timeout;

    Running(ScheduledExecutorService timer, Runnable cancelWarehouse) {
        this.timer = timer;
        this.cancelWarehouse = cancelWarehouse;
    }

    /** @param limit statement_timeout; zero for none */
    synchronized void start(Duration limit) {
        running = true;
        started++;
        cancelled = false;
        timedOut = false;
        if (!limit.isZero()) {
            long statement = started;
            timeout = timer.schedule(() -> timeOut(statement), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    synchronized void end() {
        running = false;
        cancelWork = null;
        waiting = null;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    /** Its time may be over just when its successor begins, which is left alone. */
    private synchronized void timeOut(long statement) {
        if (running && statement == started) {
            timedOut = true;
            cancel();
        }
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /**
     * Has the warehouse work. It may miss a cancel that comes just before it begins, so that one is repeated until the work
     * has ended.
     *
     * @throws ForebayException 57014 when somebody has asked to end the statement before
     */
    @Override
    public <T> T executing(Supplier<T> work) {
        beginExecuting();
        try {
            return work.get();
        } finally {
            endExecuting();
        }
    }

    private synchronized void beginExecuting() {
        throwIfCancelled();
        executing++;
    }

    private synchronized void endExecuting() {
        executing--;
    }

    private synchronized void press(long statement) {
        if (running && cancelled && statement == started && executing > 0) {
            cancelWarehouse.run();
            pressAgain(statement);
        }
    }

    /** What ends the part of the statement that now begins, besides the warehouse's own cancel. */
    synchronized void cancelBy(Runnable work) {
        cancelWork = work;
        if (cancelled) {
            work.run();
        }
    }

    /** From here to {@link #endWait} the thread may be interrupted: it waits for a store. */
    private synchronized void beginWait() {
        waiting = Thread.currentThread();
        if (cancelled) {
            waiting.interrupt();
        }
    }

    private synchronized void endWait() {
        waiting = null;
        boolean interrupted = Thread.interrupted();
        if (interrupted && !cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks a store; may be interrupted meanwhile. */
    @Override
    public <T> T waiting(Supplier<T> question) {
        beginWait();
        try {
            return question.get();
        } finally {
            endWait();
        }
    }

    synchronized void cancel() {
        if (!running) {
            return;
        }
        cancelled = true;
        if (waiting != null) {
            waiting.interrupt();
        }
        if (cancelWork != null) {
            cancelWork.run();
        }
        cancelWarehouse.run();
        pressAgain(started);
    }

    private void pressAgain(long statement) {
        if (!timer.isShutdown()) {
            timer.schedule(() -> press(statement), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** @throws ForebayException 57014 when somebody asked to end the statement */
    @Override
    public void throwIfCancelled() {
        if (cancelled()) {
            throw reason(new ForebayException(CommonError.CANCELLED, ""));
        }
    }

    /** PostgreSQL's words for a statement that was ended from here; others, also by limits of the warehouse, as they are. */
    synchronized ForebayException reason(ForebayException e) {
        if (!cancelled || !e.is(CommonError.CANCELLED)) {
            return e;
        }
        String why = timedOut ? "statement timeout" : "user request";
        return new ForebayException(CommonError.CANCELLED, "canceling statement due to " + why, e);
    }
}
