package io.forebay.engine.trigger;

import io.forebay.engine.load.Named;
import io.forebay.engine.load.Naming;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of one job that wait for a file, and when each is looked at again: soon at first, and at least as often
 * as the job lists. Of a manifest that waits, only the file that it waits for is asked for. Used by one thread, but what
 * is told may be asked by any.
 */
public final class Manifests {
    /** Those that are remembered; more are read anew at each listing. */
    private static final int MOST = 10_000;
    /** A manifest that has waited for so many times a pause is looked at again after one. */
    private static final int PATIENCE = 4;

    private final ManifestReader reader;
    private final Pace pace;
    private final Clock clock;
    private final Map<ObjectUri, Waiting> waiting = new LinkedHashMap<>();
    private long round;

    /** How long until a manifest is looked at again. */
    public record Pace(Duration first, Duration last) {}

    /**
     * A manifest that waits.
     *
     * @param file what for
     * @param round the listing that has found the manifest last
     */
    private record Waiting(StoredObject manifest, ObjectUri file, String why, Instant since, Instant due, long round) {}

    public Manifests(ManifestReader reader, Pace pace, Clock clock) {
        this.reader = reader;
        this.pace = pace;
        this.clock = clock;
    }

    /** A listing of all manifests begins. */
    public synchronized void begin() {
        round++;
    }

    /** It has come to its end: what it has not found is gone. */
    public synchronized void end() {
        waiting.values().removeIf(each -> each.round < round);
    }

    /** All are due. */
    public synchronized void hurry() {
        waiting.replaceAll(
                (uri, each) -> new Waiting(each.manifest, each.file, each.why, each.since, Instant.MIN, each.round));
    }

    /** The job is off, or another server's. */
    public synchronized void forget() {
        waiting.clear();
    }

    /** Those of the manifests that are to be looked at now: first those that do not wait. */
    public synchronized List<StoredObject> due(List<StoredObject> found) {
        Instant now = clock.instant();
        List<StoredObject> due = new ArrayList<>();
        List<StoredObject> again = new ArrayList<>();
        for (StoredObject manifest : found) {
            Waiting known = waiting.get(manifest.uri());
            if (known == null || !same(known, manifest)) {
                due.add(manifest);
                continue;
            }
            waiting.put(manifest.uri(), new Waiting(manifest, known.file, known.why, known.since, known.due, round));
            if (!known.due.isAfter(now)) {
                again.add(manifest);
            }
        }
        due.addAll(again);
        return due;
    }

    /** Those that wait and are due, without a listing. */
    public synchronized List<StoredObject> due() {
        Instant now = clock.instant();
        return waiting.values().stream()
                .filter(each -> !each.due.isAfter(now))
                .map(Waiting::manifest)
                .toList();
    }

    /** Of these, only those are still to be loaded. */
    public synchronized void only(Collection<StoredObject> asked, Collection<StoredObject> open) {
        Set<ObjectUri> left = open.stream().map(StoredObject::uri).collect(Collectors.toSet());
        asked.stream().map(StoredObject::uri).filter(uri -> !left.contains(uri)).forEach(waiting::remove);
    }

    /** How long until one of those that wait is due; empty when none waits. */
    public synchronized Optional<Duration> next() {
        Instant now = clock.instant();
        return waiting.values().stream()
                .map(Waiting::due)
                .min(Instant::compareTo)
                .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO);
    }

    /**
     * Reads a manifest before its load. A trouble is left to the load to find.
     *
     * @return what gives what was read, once, and reads again after that; empty when the manifest waits
     */
    public Optional<Naming> ask(StoredObject manifest, BooleanSupplier stopped) {
        Named named;
        try {
            named = named(manifest, stopped);
        } catch (ForebayException e) {
            if (e.is(CommonError.CANCELLED)) {
                throw e;
            }
            done(manifest.uri());
            return Optional.of(reader);
        }
        if (named.awaited() != null) {
            await(manifest, named.awaited(), named.why());
            return Optional.empty();
        }
        done(manifest.uri());
        return Optional.of(new Once(named));
    }

    private Named named(StoredObject manifest, BooleanSupplier stopped) {
        Waiting known = find(manifest);
        if (known != null) {
            Optional<String> why = reader.waitsFor(known.file, stopped);
            // Only an unchanged answer spares reading it again.
            if (why.isPresent() && why.get().equals(known.why)) {
                return Named.waiting(manifest, known.file, why.get());
            }
        }
        return reader.ask(manifest, stopped);
    }

    private synchronized @Nullable Waiting find(StoredObject manifest) {
        Waiting known = waiting.get(manifest.uri());
        return known == null || !same(known, manifest) ? null : known;
    }

    private static boolean same(Waiting known, StoredObject manifest) {
        return known.manifest.etag().equals(manifest.etag());
    }

    private synchronized void await(StoredObject manifest, ObjectUri file, String why) {
        Instant now = clock.instant();
        Waiting before = find(manifest);
        Instant since = before == null ? now : before.since;
        Duration pause = Duration.between(since, now).dividedBy(PATIENCE);
        pause = pause.compareTo(pace.first) < 0 ? pace.first : pause;
        pause = pause.compareTo(pace.last) > 0 ? pace.last : pause;
        if (before != null || waiting.size() < MOST) {
            waiting.put(manifest.uri(), new Waiting(manifest, file, why, since, now.plus(pause), round));
        }
    }

    private synchronized void done(ObjectUri manifest) {
        waiting.remove(manifest);
    }

    /** What the manifest waits for; empty when it does not. */
    public synchronized Optional<String> waitsFor(ObjectUri manifest) {
        return Optional.ofNullable(waiting.get(manifest)).map(each -> "'" + each.file + "' " + each.why);
    }

    /** What the one waits for that has waited longest, and how many do; empty when none does. */
    public synchronized Optional<String> told() {
        return waiting.values().stream()
                .min((a, b) -> a.since.compareTo(b.since))
                .map(each -> "'" + each.manifest.uri() + "' waits since " + each.since + ": '" + each.file + "' "
                        + each.why + (waiting.size() > 1 ? "; " + (waiting.size() - 1) + " more wait" : ""));
    }

    /** Gives what was read once; what is asked again is read again. */
    private final class Once implements Naming {
        private @Nullable Named named;

        Once(Named named) {
            this.named = named;
        }

        @Override
        public Named ask(StoredObject manifest, BooleanSupplier stopped) {
            Named first = named;
            named = null;
            return first != null && first.manifest().equals(manifest) ? first : reader.ask(manifest, stopped);
        }
    }
}
