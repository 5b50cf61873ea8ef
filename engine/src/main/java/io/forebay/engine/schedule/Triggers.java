package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.event.CopyJobLoad;
import io.forebay.engine.event.ExecutionStatusChange;
import io.forebay.engine.flow.host.Arns;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.schedule.definition.On;
import io.forebay.engine.schedule.definition.Trigger;
import io.forebay.engine.schedule.expression.Digest;
import io.forebay.spi.ForebayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The triggers, and what has happened that they may wait for. All but {@link #look} is called by who holds the scheduling.
 *
 * <p>What was told of an execution or a statement is lost by a crash, so that those that have ended since are asked for at
 * the start; loads and objects are asked for again and again. What a trigger has seen is kept with what it has decided.
 */
final class Triggers {
    private static final Logger log = LoggerFactory.getLogger(Triggers.class);

    /** How far what is told may be behind what was told before. */
    private static final Duration BEHIND = Duration.ofHours(1);

    private static final int PORTION = 5000;
    /** Events in a record: one of an execution may have half a megabyte. */
    private static final int EVENTS = 100;
    /** Deliveries of one trigger that wait: more objects are found again, other events are given up. */
    static final int MOST_WAITING = 10_000;

    private final Scheduling scheduling;
    private final Book book;
    private final Scheduling.Services services;
    private final Clock clock;
    private final Loads loads;
    private final Listing listing;
    private final Map<Kept.Key, Trigger> triggers = new HashMap<>();
    private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();
    /** What keeps triggers from listing. Used by the thread that looks. */
    private final Map<Kept.Key, String> troubles = new HashMap<>();
    /** That a trigger waits for, awake or not. */
    private volatile Set<String> sources = Set.of();

    Triggers(Scheduling scheduling, Book book, Scheduling.Services services, Clock clock) {
        this.scheduling = scheduling;
        this.book = book;
        this.services = services;
        this.clock = clock;
        this.loads = new Loads(services.warehouse());
        this.listing =
                new Listing(services.stores(), () -> Thread.currentThread().isInterrupted());
    }

    /** Takes up what the last server has left, and what has ended since it was told. */
    void revive() {
        for (Book.Page page : book.list(Kept.Kind.TRIGGER)) {
            Kept kept = page.kept();
            try {
                triggers.put(kept.key(), Trigger.read(kept.key().name(), kept.definition()));
            } catch (ForebayException e) {
                log.error(
                        "a trigger is not understood any more trigger={}",
                        kept.key().name(),
                        e);
            }
        }
        remember();
        services.machines().listen(this::ended);
        services.statements().listen(this::ended);
        oldest(On.EXECUTIONS)
                .ifPresent(since -> services.machines().ended(since).forEach(this::ended));
        oldest(On.STATEMENTS)
                .ifPresent(since -> services.statements().events(since).forEach(this::ended));
    }

    private void remember() {
        sources = triggers.values().stream()
                .flatMap(trigger -> trigger.on().sources().stream())
                .collect(Collectors.toSet());
    }

    private void ended(ExecutionView execution) {
        if (!sources.contains(On.EXECUTIONS)) {
            return;
        }
        Instant stopped = Objects.requireNonNull(execution.stopped(), "it has ended");
        JsonNode event = new ExecutionStatusChange(
                        execution.arn(),
                        Arns.machine(execution.machine()),
                        execution.name(),
                        execution.status().name(),
                        execution.started(),
                        stopped,
                        execution.input(),
                        execution.output(),
                        execution.error(),
                        execution.cause(),
                        execution.redrives())
                .event();
        arrived.add(Arrival.of(On.EXECUTIONS, stopped.toEpochMilli(), event));
    }

    private void ended(JsonNode statement) {
        if (!sources.contains(On.STATEMENTS)) {
            return;
        }
        // told to the second: in doubt it was behind the trigger
        long time = Instant.parse(statement.path("time").asText()).toEpochMilli() + 999;
        arrived.add(Arrival.of(On.STATEMENTS, time, statement));
    }

    /** From when on events of a source must be told; empty when no trigger waits for such. */
    private Optional<Instant> oldest(String source) {
        return awake().stream()
                .filter(page -> trigger(page).on().sources().contains(source))
                .map(page ->
                        Math.max(page.kept().since(), page.kept().progress().upTo() - BEHIND.toMillis()))
                .min(Long::compare)
                .map(Instant::ofEpochMilli);
    }

    private List<Book.Page> awake() {
        List<Book.Page> awake = new ArrayList<>();
        for (Book.Page page : book.list(Kept.Kind.TRIGGER)) {
            Trigger trigger = triggers.get(page.kept().key());
            if (trigger != null && trigger.enabled() && !page.kept().absent()) {
                awake.add(page);
            }
        }
        return awake;
    }

    private Trigger trigger(Book.Page page) {
        Trigger trigger = triggers.get(page.kept().key());
        if (trigger == null) {
            throw new IllegalStateException("no trigger " + page.kept().key());
        }
        return trigger;
    }

    // ---- what is to be done

    /** Makes a trigger of a file, or gives it another definition. */
    void put(String name, JsonNode definition) {
        Trigger trigger = Trigger.read(name, definition);
        Kept.Key key = new Kept.Key(Kept.Kind.TRIGGER, "", name);
        Book.Page page = book.find(key).orElse(null);
        Kept before = page == null ? null : page.kept();
        if (before != null && !before.absent() && Json.same(before.definition(), definition)) {
            return;
        }
        long now = clock.millis();
        Trigger old = triggers.get(key);
        boolean goesOn = false;
        long since = now;
        Kept.Progress progress = new Kept.Progress(now, false, null);
        if (before != null && old != null && old.enabled() && trigger.enabled() && !before.absent()) {
            goesOn = waitsFor(before.definition()).equals(waitsFor(definition));
            since = goesOn ? before.since() : since;
            progress = goesOn ? before.progress() : progress;
        }
        Kept kept = new Kept(
                key,
                definition,
                true,
                false,
                before == null ? now : before.created(),
                now,
                since,
                progress,
                before == null ? Kept.Outcome.NONE : before.outcome());
        if (page == null || goesOn) {
            scheduling.write(Change.of(kept));
        } else {
            List<String> waiting = page.pending().stream().map(Delivery::id).toList();
            List<Long> seen = List.copyOf(page.seen().keySet());
            scheduling.write(new Change(key, kept, List.of(), waiting, Map.of(), seen));
        }
        triggers.put(key, trigger);
        remember();
        if (trigger.restless()) {
            log.warn("a trigger starts the machine whose end it waits for, and may do so for ever trigger={}", name);
        }
    }

    private static List<JsonNode> waitsFor(JsonNode definition) {
        return List.of(definition.path("On"), definition.path("EventPattern"));
    }

    // ---- what has happened

    /** Decides by what has arrived, and delivers. @return whether all could go on */
    boolean turn() {
        List<Arrival> arrivals = new ArrayList<>();
        for (Arrival each = arrived.poll(); each != null; each = arrived.poll()) {
            arrivals.add(each);
        }
        boolean well = true;
        boolean taken = true;
        for (Book.Page page : awake()) {
            boolean took = false;
            try {
                if (page.kept().ahead(clock.millis())) {
                    scheduling.goOnFromNow(page);
                }
                take(page, arrivals);
                took = true;
                gather(page);
                if (page.waiting() > 0) {
                    scheduling.deliver(page, rule(trigger(page)), clock.instant());
                }
            } catch (RuntimeException e) {
                well = false;
                taken &= took || !(e instanceof ForebayException);
                log.error(
                        "a trigger could not go on trigger={}",
                        page.kept().key().name(),
                        e);
            }
        }
        if (!taken) { // the disk has refused it; those who have it know it
            arrived.addAll(arrivals);
        }
        return well;
    }

    private Deliveries.Rule rule(Trigger trigger) {
        return new Deliveries.Rule(trigger.target(), trigger.overlap(), (delivery, name) -> {
            JsonNode event = delivery.event() == null ? Json.object() : delivery.event();
            return trigger.payload(event, clock.instant());
        });
    }

    private void take(Book.Page page, List<Arrival> arrivals) {
        Trigger trigger = trigger(page);
        Kept kept = page.kept();
        long now = clock.millis();
        long upTo = kept.progress().upTo();
        Map<Long, Arrival> meant = new LinkedHashMap<>();
        for (Arrival each : arrivals) {
            if (trigger.on().sources().contains(each.source()) && each.time() >= kept.since()) {
                upTo = Math.max(upTo, Math.min(each.time(), now));
                if (!page.saw(each.hash()) && trigger.on().means().test(each.event())) {
                    meant.put(each.hash(), each);
                }
            }
        }
        boolean far = upTo - kept.progress().upTo() > BEHIND.toMillis();
        List<Arrival> all = new ArrayList<>(meant.values());
        all.sort(Comparator.comparingLong(Arrival::time));
        int from = 0;
        for (; all.size() - from > EVENTS; from += EVENTS) {
            List<Arrival> some = all.subList(from, from + EVENTS);
            long last = Math.min(some.get(EVENTS - 1).time(), now);
            decide(page, trigger, some, Math.max(page.kept().progress().upTo(), last));
        }
        if (!all.isEmpty() || far) {
            decide(page, trigger, all.subList(from, all.size()), upTo);
        }
    }

    private void decide(Book.Page page, Trigger trigger, List<Arrival> meant, long upTo) {
        Kept.Progress before = page.kept().progress();
        Kept.Gathered gathered = before.gathered();
        Kept.Outcome outcome = page.kept().outcome();
        List<Delivery> put = new ArrayList<>();
        Map<Long, Long> seen = new HashMap<>();
        for (Arrival each : meant) {
            seen.put(each.hash(), each.time());
            if (trigger.on().gathers()) {
                gathered = added(gathered, each.event().path("detail"));
            } else if (page.waiting() + put.size() < MOST_WAITING) {
                put.add(delivery(trigger, each.hash(), each.time(), each.event()));
            } else {
                outcome = outcome.dropped("FAILED", MOST_WAITING + " deliveries wait already", clock.millis());
            }
        }
        if (outcome != page.kept().outcome()) {
            log.warn("a trigger has given up events: too many wait trigger={}", trigger.name());
        }
        Kept kept = page.kept()
                .with(new Kept.Progress(upTo, before.looked(), gathered))
                .with(outcome);
        scheduling.write(new Change(kept.key(), kept, put, List.of(), seen, old(page, upTo)));
    }

    private static List<Long> old(Book.Page page, long upTo) {
        long oldest = upTo - 2 * BEHIND.toMillis();
        List<Long> old = new ArrayList<>();
        page.seen().forEach((hash, time) -> {
            if (time > 0 && time < oldest) {
                old.add(hash);
            }
        });
        return old;
    }

    private Delivery delivery(Trigger trigger, long hash, long time, JsonNode event) {
        long now = clock.millis();
        long expires = now + trigger.target().retry().age().toMillis();
        return new Delivery(String.format(Locale.ROOT, "%016x", hash), time, now, expires, 0, event);
    }

    // ---- loads that are told as one

    private Kept.Gathered added(Kept.@Nullable Gathered before, JsonNode load) {
        long now = clock.millis();
        return new Kept.Gathered(
                load.path("jobId").asLong(),
                load.path("queryId").asLong(),
                load.path("files").asLong() + (before == null ? 0 : before.files()),
                load.path("rows").asLong() + (before == null ? 0 : before.rows()),
                load.path("failedFiles").asLong() + (before == null ? 0 : before.failed()),
                before == null ? now : before.since(),
                now);
    }

    private void gather(Book.Page page) {
        Kept kept = page.kept();
        Kept.Gathered gathered = kept.progress().gathered();
        if (gathered == null) {
            return;
        }
        Trigger trigger = trigger(page);
        On on = trigger.on();
        boolean enough = on.files() > 0 && gathered.files() >= on.files();
        boolean quiet = !on.quiet().isZero()
                && clock.millis() - gathered.last() >= on.quiet().toMillis();
        if (!enough && !quiet) {
            return;
        }
        String job = kept.definition().path("On").path("CopyJob").asText();
        JsonNode event = new CopyJobLoad(
                        job,
                        gathered.jobId(),
                        gathered.queryId(),
                        gathered.files(),
                        gathered.rows(),
                        gathered.failed(),
                        List.of(),
                        Instant.ofEpochMilli(gathered.last()))
                .event();
        Delivery delivery = delivery(trigger, Digest.hash(event.path("id").asText()), gathered.last(), event);
        Kept.Progress next =
                new Kept.Progress(kept.progress().upTo(), kept.progress().looked(), null);
        scheduling.write(Change.of(kept.with(next), List.of(delivery), List.of()));
    }

    // ---- what must be asked for

    /** Looks into the ledger and the stores. Holds the scheduling only to tell what it has found. */
    void look() {
        Optional<Instant> since;
        List<Book.Page> listed = new ArrayList<>();
        synchronized (scheduling) {
            since = oldest(On.LOADS);
            awake().stream()
                    .filter(page -> !trigger(page).on().prefixes().isEmpty())
                    .forEach(listed::add);
        }
        for (Book.Page page : listed) {
            try {
                list(page);
            } catch (RuntimeException e) {
                log.warn("a trigger cannot look trigger={}", page.kept().key().name(), e);
            }
        }
        since.ifPresent(from -> arrived.addAll(loads.look(from, clock.instant())));
    }

    /** What has come under the prefixes of a trigger. */
    private static final class Come {
        /** Those that are to be told of: no more than may wait. */
        private final List<Arrival> told = new ArrayList<>();
        /** Those that were there before the trigger: there may be millions. */
        private final List<Long> known = new ArrayList<>();
    }

    private void list(Book.Page page) {
        Kept kept;
        On on;
        int room;
        synchronized (scheduling) {
            kept = page.kept();
            on = trigger(page).on();
            room = MOST_WAITING - page.waiting();
        }
        boolean counts = kept.progress().looked() || on.existing();
        Come come = new Come();
        Set<Long> there;
        try {
            there = listing.list(on, page::saw, each -> {
                if (!counts) {
                    come.known.add(each.hash());
                } else if (come.told.size() < room) {
                    come.told.add(each);
                }
            });
        } catch (ForebayException e) {
            if (!Thread.currentThread().isInterrupted()) {
                trouble(page, String.valueOf(e.getMessage()));
            }
            return;
        }
        synchronized (scheduling) {
            if (page.kept().changed() == kept.changed() && awake().contains(page)) {
                found(page, come, there);
            }
            over(page);
        }
    }

    private void found(Book.Page page, Come come, Set<Long> there) {
        Trigger trigger = trigger(page);
        List<Long> gone = new ArrayList<>();
        page.seen().forEach((hash, time) -> {
            if (time == 0 && !there.contains(hash)) {
                gone.add(hash);
            }
        });
        for (int from = 0; from < come.told.size(); from += PORTION) {
            List<Delivery> put = new ArrayList<>();
            Map<Long, Long> seen = new HashMap<>();
            for (Arrival each : come.told.subList(from, Math.min(come.told.size(), from + PORTION))) {
                seen.put(each.hash(), 0L);
                // one that was deleted and has come again is another
                long id = Digest.hash(each.event().path("id").asText() + clock.millis());
                put.add(delivery(trigger, id, each.time(), each.event()));
            }
            scheduling.write(new Change(page.kept().key(), page.kept(), put, List.of(), seen, List.of()));
        }
        for (int from = 0; from < come.known.size(); from += PORTION) {
            Map<Long, Long> seen = new HashMap<>();
            come.known
                    .subList(from, Math.min(come.known.size(), from + PORTION))
                    .forEach(each -> seen.put(each, 0L));
            scheduling.write(new Change(page.kept().key(), page.kept(), List.of(), List.of(), seen, List.of()));
        }
        Kept.Progress before = page.kept().progress();
        if (!before.looked() || !gone.isEmpty()) {
            Kept kept = page.kept().with(new Kept.Progress(before.upTo(), true, before.gathered()));
            scheduling.write(new Change(kept.key(), kept, List.of(), List.of(), Map.of(), gone));
        }
    }

    /** It can list again. */
    private void over(Book.Page page) {
        Kept kept = page.kept();
        String why = troubles.remove(kept.key());
        if (why != null && why.equals(kept.outcome().error())) {
            scheduling.write(Change.of(kept.with(kept.outcome().trouble(null))));
        }
    }

    private void trouble(Book.Page page, String why) {
        synchronized (scheduling) {
            Kept kept = page.kept();
            troubles.put(kept.key(), why);
            if (!why.equals(kept.outcome().error())) {
                log.warn(
                        "a trigger cannot list trigger={} reason={}", kept.key().name(), why);
                scheduling.write(Change.of(kept.with(kept.outcome().trouble(why))));
            }
        }
    }

    List<List<@Nullable Object>> rows(Launcher launcher) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Book.Page page : book.list(Kept.Kind.TRIGGER)) {
            rows.add(Tables.trigger(page, triggers.get(page.kept().key()), launcher));
        }
        return rows;
    }
}
