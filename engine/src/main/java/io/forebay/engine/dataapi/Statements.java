package io.forebay.engine.dataapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.engine.journal.Journal;
import io.forebay.spi.ForebayException;
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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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
    /** Those that may not have ended yet. */
    private final List<LiveStatement> active = new ArrayList<>();

    Statements(Path folder, Clock clock) {
        this.clock = clock;
        this.results = new ResultFiles(folder.resolve("results"));
        this.journal = Journal.open(folder.resolve("statements.journal"), this::replay);
        all.values().forEach(each -> remember(each.now().submission()));
        this.active.addAll(all.values());
        sweep();
    }

    private void replay(byte[] record) {
        try {
            Kept kept = JSON.readValue(record, Kept.class);
            all.put(kept.id(), new LiveStatement(kept, 0));
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
        active.removeIf(each -> each.now().status().over());
        return List.copyOf(active);
    }

    /**
     * Takes a statement, durably, or finds the one that the same call has given before.
     *
     * @param fresh gives a new one the session that it runs in
     * @param starter is told of a new one
     * @throws DataApiException when the token stands for another call, or too many statements run
     */
    LiveStatement submit(Submission asked, UnaryOperator<Submission> fresh, Consumer<LiveStatement> starter) {
        Optional<LiveStatement> before;
        LiveStatement taken;
        synchronized (this) {
            before = before(asked);
            taken = before.orElseGet(() -> take(asked, fresh));
        }
        if (before.isPresent()) {
            journal.force(taken.taken());
            return taken;
        }
        try {
            journal.force(taken.taken());
        } catch (ForebayException e) {
            refuse(taken, e);
            throw e;
        }
        starter.accept(taken);
        return taken;
    }

    private Optional<LiveStatement> before(Submission asked) {
        Optional<LiveStatement> before = Optional.ofNullable(asked.token())
                .map(token -> tokens.get(key(asked.caller(), token)))
                .map(all::get)
                .filter(known -> known.now().created() > now() - TOKENS.toNanos() / 1000);
        if (before.isPresent() && !asked.repeats(before.get().now().submission())) {
            throw DataApiException.validation("ClientToken was used before for another statement.");
        }
        return before;
    }

    private LiveStatement take(Submission asked, UnaryOperator<Submission> fresh) {
        if (unfinished().size() >= MOST_ACTIVE) {
            throw DataApiException.tooMany(
                    "ActiveStatementsExceededException",
                    "There are " + MOST_ACTIVE + " active statements; wait until some are over.");
        }
        Kept kept = Kept.of(fresh.apply(asked), now());
        LiveStatement taken = new LiveStatement(kept, journal.add(bytes(kept)));
        all.put(kept.id(), taken);
        active.add(taken);
        remember(kept.submission());
        return taken;
    }

    /**
     * The disk may have it or not: its end follows, so that no later server runs it beside what is asked for again, nor
     * takes it for that.
     */
    private synchronized void refuse(LiveStatement taken, ForebayException why) {
        Submission submission = taken.now().submission();
        Kept ended = taken.change(kept -> kept.ended(Status.FAILED, "ERROR: " + why.getMessage(), now(), 0)
                .withoutToken());
        if (submission.token() != null) {
            tokens.remove(key(submission.caller(), submission.token()), submission.id());
        }
        try {
            journal.add(bytes(ended), () -> taken.written(ended));
        } catch (ForebayException e) {
            why.addSuppressed(e);
        }
    }

    /** Durably, before anybody sees it. */
    Kept update(LiveStatement statement, UnaryOperator<Kept> change) {
        Kept next = change.apply(statement.now());
        journal.force(journal.add(bytes(next), () -> statement.written(next)));
        return statement.change(any -> next);
    }

    /** @throws DataApiException ResourceNotFoundException, also for somebody else's */
    synchronized LiveStatement find(String caller, String id) {
        LiveStatement found = all.get(id);
        if (found == null || !found.now().submission().caller().equals(caller)) {
            throw DataApiException.notFound(id, "Query does not exist.");
        }
        return found;
    }

    /** What a caller's token stands for, as long as it is kept. */
    synchronized Optional<String> byToken(String caller, String token) {
        return Optional.ofNullable(tokens.get(key(caller, token)));
    }

    /** All of them that have ended since then. @param since in microseconds since 1970 */
    synchronized List<Kept> ended(long since) {
        return all.values().stream()
                .map(LiveStatement::now)
                .filter(kept -> kept.status().over() && kept.updated() >= since)
                .toList();
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
        journal.rewrite(() -> all.values().stream().map(each -> bytes(each.written())));
    }

    @Override
    public void close() {
        journal.close();
    }
}
