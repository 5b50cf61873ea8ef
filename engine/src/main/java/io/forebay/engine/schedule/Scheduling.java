package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.load.Stores;
import io.forebay.engine.schedule.definition.Schedule;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All schedules and triggers of this server. Thread-safe. */
public final class Scheduling implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);

    private static final Duration TURN = Duration.ofMillis(250);
    /** Turns that are left out after one that has failed: five seconds. */
    private static final int REST = 19;
    /** No delivery waits longer: of a flexible window, or of a pause. */
    private static final Duration FAR = Duration.ofDays(2);

    /** Before a dead letter that a queue has refused is sent again. */
    private static final Duration LETTER_PAUSE = Duration.ofMillis(500);

    private final Clock clock;
    private final Book book;
    private final Launcher launcher;
    private final DeadLetters letters;
    private final Deliveries deliveries;
    private final ScheduleCalls calls = new ScheduleCalls(this);
    private final Counts counts = new Counts();
    private final Triggers triggers;
    private final Duration poll;
    /** What was made of a schedule or a trigger, and the disk has not taken: until it does nothing more is made. */
    private final Map<Kept.Key, Change> unwritten = new HashMap<>();

    private int rest;
    private final Map<Kept.Key, Live> schedules = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "schedule");
        thread.setDaemon(true);
        return thread;
    });

    private Scheduling(Path folder, Services services, Clock clock) {
        this.clock = clock;
        this.poll = services.poll();
        this.book = new Book(folder.resolve("schedule.journal"));
        this.launcher = new Launcher(services.machines(), services.statements(), services.caller());
        this.letters = new DeadLetters(services.queues(), LETTER_PAUSE);
        this.deliveries = new Deliveries(launcher, letters);
        this.triggers = new Triggers(this, book, services, clock);
        book.list(Kept.Kind.SCHEDULE).forEach(page -> revive(page.kept()));
        triggers.revive();
    }

    /**
     * What schedules and triggers start and look at.
     *
     * @param caller whose statements they start
     * @param queues where dead letters go
     * @param poll the pause between two looks at stores and at the ledger
     */
    public record Services(
            StateMachines machines,
            DataApi statements,
            String caller,
            Stores stores,
            Warehouse warehouse,
            MessageQueues queues,
            Duration poll) {}

    /**
     * Takes up what the last server has left. Nothing is started before {@link #begin}.
     *
     * @param folder this server's own
     */
    public static Scheduling open(Path folder, Services services, Clock clock) {
        return new Scheduling(folder, services, clock);
    }

    /** The time goes on: to be called when it is known what files say. */
    public void begin() {
        timer.scheduleWithFixedDelay(this::tick, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::look, TURN.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void revive(Kept kept) {
        try {
            Kept.Key key = kept.key();
            schedules.put(key, new Live(Schedule.read(key.group(), key.name(), kept.definition())));
        } catch (ForebayException e) {
            log.error(
                    "a schedule is not understood any more schedule={}",
                    kept.key().shown(),
                    e);
        }
    }

    // ---- the time goes on

    /** Goes on, and rests when that fails, as on a disk that is full: each attempt is told in the log. */
    private void tick() {
        if (--rest < 0 && !turn()) {
            rest = REST;
        }
    }

    /** Decides and delivers what is due. @return whether all could go on */
    boolean turn() {
        try {
            synchronized (this) {
                boolean well = true;
                for (Book.Page page : book.list(Kept.Kind.SCHEDULE)) {
                    well &= turn(page);
                }
                return triggers.turn() && well;
            }
        } catch (RuntimeException | VirtualMachineError e) { // a timer that throws never comes again
            log.error("schedules could not go on", e);
            return false;
        }
    }

    /** Looks what has come into stores and the ledger. */
    void look() {
        try {
            triggers.look();
        } catch (RuntimeException | VirtualMachineError e) {
            log.warn("could not look for what triggers wait for", e);
        }
    }

    private boolean turn(Book.Page page) {
        Kept.Key key = page.kept().key();
        Live live = schedules.get(key);
        if (live == null || page.kept().absent() || !live.schedule().enabled()) {
            return true;
        }
        try {
            Instant now = clock.instant();
            if (page.kept().ahead(now.toEpochMilli())) {
                goOnFromNow(page);
            }
            Instant next = live.next(page.kept());
            if (next != null && !next.isAfter(now)) {
                Occurrences.decide(page.kept(), live.schedule(), now).ifPresent(this::write);
            }
            if (page.waiting() > 0) {
                deliver(page, rule(live.schedule()), now);
            }
            if (live.schedule().deleteAfter() && page.waiting() == 0 && live.next(page.kept()) == null) {
                log.info("a schedule has done its work and is deleted schedule={}", key.shown());
                write(Change.gone(key));
                schedules.remove(key);
            }
            return true;
        } catch (RuntimeException e) {
            log.error("a schedule could not go on schedule={}", key.shown(), e);
            return false;
        }
    }

    /** After the clock was put back. What was decided for a time that is far ahead is given up with it. */
    void goOnFromNow(Book.Page page) {
        long now = clock.millis();
        log.warn(
                "the clock was put back by more than an hour, it goes on from now of={}",
                page.kept().key().shown());
        List<String> far = page.pending().stream()
                .filter(each -> each.due() > now + FAR.toMillis())
                .map(Delivery::id)
                .toList();
        write(Change.of(page.kept().from(now), List.of(), far));
    }

    private static Deliveries.Rule rule(Schedule schedule) {
        return new Deliveries.Rule(
                schedule.target(),
                schedule.overlap(),
                (delivery, name) -> schedule.payload(
                        Instant.ofEpochMilli(delivery.time()),
                        name + "-" + delivery.attempts(),
                        delivery.attempts() + 1));
    }

    /** Makes some of what is due of a schedule or a trigger: others are not to wait until all of it is made. */
    synchronized void deliver(Book.Page page, Deliveries.Rule rule, Instant now) {
        Kept kept = page.kept();
        Change made = unwritten.remove(kept.key());
        if (made != null && Objects.requireNonNull(made.kept()).created() == kept.created()) {
            made = Change.of(
                    kept.with(Objects.requireNonNull(made.kept()).outcome()), page.still(made.put()), made.done());
        } else {
            made = deliveries.make(page, rule, now.toEpochMilli()).orElse(null);
        }
        if (made != null) {
            unwritten.put(kept.key(), made);
            write(made);
            unwritten.remove(kept.key());
        }
    }

    synchronized void write(Change change) {
        Kept.Outcome before =
                book.find(change.key()).map(page -> page.kept().outcome()).orElse(Kept.Outcome.NONE);
        book.write(change);
        Kept kept = change.kept();
        if (kept != null) {
            counts.count(kept.key().kind(), before, kept.outcome());
        }
        Live live = schedules.get(change.key());
        if (live != null) {
            live.changed();
        }
    }

    // ---- what is to be done

    /** Makes a schedule of a file, or gives it another definition. @throws ForebayException INVALID_PARAMETER */
    public void putSchedule(String name, JsonNode definition) {
        put(Schedule.DEFAULT_GROUP, name, definition, true);
    }

    /** Makes a trigger of a file, or gives it another definition. @throws ForebayException INVALID_PARAMETER */
    public synchronized void putTrigger(String name, JsonNode definition) {
        triggers.put(name, definition);
    }

    /** Disables what was made of files that are gone. */
    public synchronized void filesAre(Set<String> scheduleNames, Set<String> triggerNames) {
        for (Kept.Kind kind : List.of(Kept.Kind.SCHEDULE, Kept.Kind.TRIGGER)) {
            Set<String> there = kind == Kept.Kind.SCHEDULE ? scheduleNames : triggerNames;
            for (Book.Page page : book.list(kind)) {
                Kept kept = page.kept();
                if (kept.file() && !kept.absent() && !there.contains(kept.key().name())) {
                    log.info(
                            "the file is gone, and with it kind={} name={}",
                            kind,
                            kept.key().name());
                    write(ended(page, kept.gone(clock.millis())));
                }
            }
        }
    }

    /** Nothing that waits is delivered any more. */
    static Change ended(Book.Page page, Kept kept) {
        return Change.of(
                kept, List.of(), page.pending().stream().map(Delivery::id).toList());
    }

    synchronized Kept put(String group, String name, JsonNode definition, boolean file) {
        Schedule schedule = Schedule.read(group, name, definition);
        Kept.Key key = new Kept.Key(Kept.Kind.SCHEDULE, group, name);
        Optional<Book.Page> page = book.find(key);
        Kept before = page.map(Book.Page::kept).orElse(null);
        Live live = schedules.get(key);
        if (before != null && before.file() == file && !before.absent() && Json.same(before.definition(), definition)) {
            return before;
        }
        Instant now = clock.instant();
        Instant since = now.truncatedTo(ChronoUnit.SECONDS);
        long upTo = since.minusMillis(1).toEpochMilli();
        boolean wakes = true;
        if (before != null && live != null && live.schedule().sameTimes(schedule)) {
            since = Instant.ofEpochMilli(before.since());
            wakes = before.absent() || !live.schedule().enabled();
            upTo = wakes ? now.toEpochMilli() : before.progress().upTo();
        }
        Kept kept = new Kept(
                key,
                definition,
                file,
                false,
                before == null ? now.toEpochMilli() : before.created(),
                now.toEpochMilli(),
                since.toEpochMilli(),
                new Kept.Progress(upTo, false, null),
                before == null ? Kept.Outcome.NONE : before.outcome());
        if (schedule.enabled() && wakes) {
            checkThatItFires(kept, schedule);
        }
        write(page.isEmpty() || schedule.enabled() ? Change.of(kept) : ended(page.get(), kept));
        schedules.put(key, new Live(schedule));
        return kept;
    }

    /** A file may be older than its schedule's last time: a server must start with it. */
    private static void checkThatItFires(Kept kept, Schedule schedule) {
        if (Occurrences.next(kept, schedule).isPresent()) {
            return;
        }
        String never = "The schedule " + schedule.text() + " does not fire any more.";
        if (!kept.file()) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, never);
        }
        log.warn("{} schedule={}", never, kept.key().shown());
    }

    synchronized void delete(Kept.Key key) {
        write(Change.gone(key));
        schedules.remove(key);
    }

    // ---- what there is

    /** How many were started, and given up, since the start of the process. */
    public Counts counts() {
        return counts;
    }

    /**
     * Answers one operation of the EventBridge Scheduler API.
     *
     * @param path decoded, such as {@code /schedules/nightly}
     * @param query by its names
     * @throws ScheduleException for what the API answers with an error
     */
    public synchronized JsonNode call(String method, String path, Map<String, String> query, JsonNode body) {
        return calls.call(method, path, query, body);
    }

    synchronized List<List<@Nullable Object>> triggerRows() {
        return triggers.rows(launcher);
    }

    synchronized List<List<@Nullable Object>> scheduleRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Book.Page page : book.list(Kept.Kind.SCHEDULE)) {
            Live live = schedules.get(page.kept().key());
            rows.add(Tables.schedule(
                    page,
                    live == null ? null : live.schedule(),
                    live == null ? null : live.next(page.kept()),
                    launcher));
        }
        return rows;
    }

    Clock clock() {
        return clock;
    }

    synchronized Optional<Kept> find(Kept.Key key) {
        return book.find(key).map(Book.Page::kept);
    }

    synchronized List<Kept> list(Kept.Kind kind) {
        return book.list(kind).stream().map(Book.Page::kept).toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("schedules do not come to rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letters.close();
        synchronized (this) {
            book.close();
        }
    }
}
