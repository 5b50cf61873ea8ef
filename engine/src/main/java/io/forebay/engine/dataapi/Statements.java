package io.forebay.engine.dataapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.engine.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The statements of the last day, also over restarts. Thread-safe. */
final class Statements implements AutoCloseable {
    /** SOURCE: Amazon Redshift Management Guide, "Using the Amazon Redshift Data API". */
    static final Duration KEPT = Duration.ofHours(24);

    private static final Duration TOKENS = Duration.ofHours(8);
    private static final int MOST_ACTIVE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final ResultFiles results;
    private final Journal journal;
    private final Map<String, LiveStatement> all = new LinkedHashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    /** Written to by many, made small by one. */
    private final ReadWriteLock writing = new ReentrantReadWriteLock();

    Statements(Path folder, Clock clock) {
        this.clock = clock;
        this.results = new ResultFiles(folder.resolve("results"));
        this.journal = Journal.open(folder.resolve("statements.journal"), this::replay);
        sweep();
    }

    private void replay(byte[] record) {
        try {
            Kept kept = JSON.readValue(record, Kept.class);
            all.put(kept.id(), new LiveStatement(kept));
            remember(kept.submission());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(Submission submission) {
        if (submission.token() != null) {
            tokens.put(key(submission.caller(), submission.token()), submission.id());
        }
    }

    private static String key(String caller, String token) {
        return caller + ' ' + token;
    }

    private static byte[] bytes(Kept kept) {
        try {
            return JSON.writeValueAsBytes(kept);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    long now() {
        return micros(clock.instant());
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    ResultFiles results() {
        return results;
    }

    /** What the server was asked to run and had not ended when it stopped. */
    synchronized List<LiveStatement> unfinished() {
        return all.values().stream().filter(each -> !each.now().status().over()).toList();
    }

    /**
     * Takes a statement, durably, or finds the one that the same call has given before.
     *
     * @param fresh makes the submission of a new one
     * @param again what it would be, to compare it with one that is there
     * @param starter is told of a new one
     * @throws DataApiException when the token stands for another call, or too many statements run
     */
    LiveStatement submit(
            String caller,
            @Nullable String token,
            Supplier<Submission> fresh,
            Supplier<Submission> again,
            Consumer<LiveStatement> starter) {
        LiveStatement taken;
        synchronized (this) {
            Optional<LiveStatement> before = Optional.ofNullable(token)
                    .map(given -> tokens.get(key(caller, given)))
                    .map(all::get)
                    .filter(known -> known.now().created() > now() - TOKENS.toNanos() / 1000);
            if (before.isPresent()) {
                check(before.get().now().submission(), again.get());
                return before.get();
            }
            if (unfinished().size() >= MOST_ACTIVE) {
                throw DataApiException.tooMany(
                        "ActiveStatementsExceededException",
                        "There are " + MOST_ACTIVE + " active statements; wait until some are over.");
            }
            Submission submission = fresh.get();
            taken = new LiveStatement(Kept.of(submission, now()));
            write(taken.now());
            all.put(submission.id(), taken);
            remember(submission);
        }
        starter.accept(taken);
        return taken;
    }

    private static void check(Submission before, Submission again) {
        Submission same = new Submission(
                before.id(),
                again.batch(),
                again.sqls(),
                again.parameters(),
                again.name(),
                before.sessionId() == null ? again.target() : before.target(),
                again.autoCommit(),
                before.sessionId(),
                again.token(),
                again.csv(),
                again.withEvent(),
                again.caller());
        if (!same.equals(before)) {
            throw DataApiException.validation("ClientToken was used before for another statement.");
        }
    }

    /** Durably, before anybody sees it. */
    Kept update(LiveStatement statement, UnaryOperator<Kept> change) {
        writing.readLock().lock();
        try {
            // the journal is not made small between the two, without what was just written
            Kept next = change.apply(statement.now());
            journal.write(bytes(next));
            return statement.change(any -> next);
        } finally {
            writing.readLock().unlock();
        }
    }

    private void write(Kept kept) {
        writing.readLock().lock();
        try {
            journal.write(bytes(kept));
        } finally {
            writing.readLock().unlock();
        }
    }

    /** @throws DataApiException ResourceNotFoundException, also for somebody else's */
    synchronized LiveStatement find(String caller, String id) {
        LiveStatement found = all.get(id);
        if (found == null || !found.now().submission().caller().equals(caller)) {
            throw DataApiException.notFound(id, "Query does not exist.");
        }
        return found;
    }

    /** A caller's statements, the newest first. */
    synchronized List<Kept> of(String caller) {
        List<Kept> found = new ArrayList<>();
        for (LiveStatement each : all.values()) {
            Kept kept = each.now();
            if (kept.submission().caller().equals(caller)) {
                found.add(kept);
            }
        }
        found.sort(Comparator.comparingLong(Kept::created).reversed());
        return found;
    }

    /** Forgets what is older than a day. */
    void sweep() {
        long oldest = now() - KEPT.toNanos() / 1000;
        List<String> gone = new ArrayList<>();
        synchronized (this) {
            all.values().removeIf(each -> {
                Kept kept = each.now();
                boolean old = kept.status().over() && kept.updated() < oldest;
                if (old) {
                    gone.add(kept.id());
                }
                return old;
            });
            tokens.values().removeAll(gone);
            results.ids().stream().filter(id -> !all.containsKey(id)).forEach(gone::add);
        }
        gone.forEach(results::delete);
        if (journal.large()) {
            shrink();
        }
    }

    private synchronized void shrink() {
        writing.writeLock().lock();
        try {
            journal.rewrite(all.values().stream().map(each -> bytes(each.now())));
        } finally {
            writing.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        journal.close();
    }
}
