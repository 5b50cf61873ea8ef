package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.session.Session;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what was submitted, each statement on a thread, and ends it when it is cancelled. Thread-safe. */
final class Runner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    private static final int AT_ONCE = 24;
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final int CLOSE_TRIES = 100;

    private final Statements statements;
    private final KeptSessions sessions;
    private final CommitMarks marks;
    private final Function<Target, Session> opener;
    private final String database;
    private final Clock clock;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    /** @param opener opens a session of a statement's own */
    Runner(
            Warehouse warehouse,
            Statements statements,
            KeptSessions sessions,
            Function<Target, Session> opener,
            Clock clock) {
        this.statements = statements;
        this.sessions = sessions;
        this.marks = new CommitMarks(warehouse, clock);
        this.opener = opener;
        this.database = warehouse.database();
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                Executors.newFixedThreadPool(AT_ONCE, work -> daemon(work, "data-api-" + number.incrementAndGet()));
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "data-api-timer"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs what the last server had not ended, and clears up from now on. */
    void start() {
        statements.unfinished().forEach(each -> threads.execute(() -> run(each, true)));
        timer.scheduleWithFixedDelay(this::sweep, 1, SWEEP.toSeconds(), TimeUnit.SECONDS);
    }

    void run(LiveStatement live) {
        threads.execute(() -> run(live, false));
    }

    void listen(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /** Whether nothing more ends here. */
    boolean closing() {
        return closing;
    }

    private void run(LiveStatement live, boolean again) {
        Submission submission = live.now().submission();
        if (closing) {
            return;
        }
        try {
            KeptSessions.KeptSession kept =
                    submission.sessionId() == null ? null : sessions.find(submission.caller(), submission.sessionId());
            if (kept == null) {
                try (Session session = opener.apply(submission.target())) {
                    run(live, session, again, () -> {});
                }
            } else {
                try {
                    run(
                            live,
                            kept.session(() -> opener.apply(submission.target())),
                            again,
                            () -> kept.release(submission.id(), clock.instant()));
                } finally {
                    kept.release(submission.id(), clock.instant());
                }
            }
        } catch (RuntimeException e) {
            unrun(live, again, e);
        }
        if (live.now().status().over() && submission.withEvent()) {
            JsonNode event = Descriptions.event(live.now(), database);
            listeners.forEach(each -> each.accept(event));
        }
    }

    private void run(LiveStatement live, Session session, boolean again, Runnable ending) {
        live.cancelBy(session::cancel);
        try {
            new StatementRun(statements, marks, live, session, again, () -> closing, ending).run();
        } finally {
            live.cancelBy(null);
        }
    }

    private void unrun(LiveStatement live, boolean again, RuntimeException why) {
        try {
            if (again && committed(live.now().submission())) {
                StatementRun.done(statements, live, System.nanoTime());
                statements.update(live, kept -> kept.ended(Status.FINISHED, null, statements.now(), 0));
                return;
            }
        } catch (ForebayException e) {
            why.addSuppressed(e);
        }
        fail(live, why);
    }

    /** Whether all of it was, by the last server: its session is gone. */
    private boolean committed(Submission submission) {
        if (submission.batch() && !submission.autoCommit()) {
            return marks.find(submission.id()) == CommitMarks.Found.ALL;
        }
        return IntStream.range(0, submission.sqls().size())
                .allMatch(i -> marks.find(CommitMarks.part(submission, i)) == CommitMarks.Found.ALL);
    }

    private void fail(LiveStatement live, RuntimeException e) {
        if (closing) {
            return;
        }
        if (!(e instanceof ForebayException) && !(e instanceof DataApiException)) {
            log.error(
                    "a statement of the Data API failed statement={}",
                    live.now().id(),
                    e);
        }
        String why = e instanceof ForebayException error
                ? StatementRun.message(error, null)
                : String.valueOf(e.getMessage());
        try {
            statements.update(live, kept -> kept.ended(Status.FAILED, why, statements.now(), 0));
        } catch (RuntimeException unwritten) {
            log.error(
                    "what became of a statement could not be kept statement={}",
                    live.now().id(),
                    unwritten);
            live.change(kept -> kept.ended(Status.FAILED, why, statements.now(), 0));
        }
    }

    /** What begins just then misses a cancel: it is repeated. */
    void press(LiveStatement live) {
        if (!live.now().status().over()) {
            live.interrupt();
            timer.schedule(() -> press(live), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        try {
            sessions.sweep();
            statements.sweep();
            if (statements.unfinished().isEmpty()) {
                marks.sweep(); // after a long rest of the server those of the last one are asked for first
            }
        } catch (RuntimeException e) {
            log.warn("could not clear up old statements", e);
        }
    }

    /** Ends what runs; it is run again by the next server where that is safe. */
    @Override
    public void close() {
        closing = true;
        timer.shutdownNow();
        threads.shutdown();
        try {
            boolean ended = false;
            for (int tries = 0; tries < CLOSE_TRIES && !ended; tries++) {
                statements.unfinished().forEach(LiveStatement::interrupt);
                ended = threads.awaitTermination(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (!ended) {
                log.warn("statements of the Data API do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
