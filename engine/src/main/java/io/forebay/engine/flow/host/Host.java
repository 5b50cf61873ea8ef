package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All machines and executions of this server. Thread-safe. */
final class Host implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Host.class);

    /** SOURCE: the Step Functions Developer Guide, "Quotas": how long a history is kept. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** SOURCE: the same page: how long an execution of type EXPRESS may take. */
    static final int EXPRESS_SECONDS = 300;

    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** For tasks that are interrupted to end what they have begun. */
    private static final long REST_SECONDS = 5;
    /** What waits for services at once; more wait for them. */
    private static final int CALLERS = 256;

    /** Most wait: for the disk, for services. */
    private static final int THREADS = 48;

    private final Clock clock;
    private final FlowJournal journal;
    private final Histories histories;
    private final Tasks tasks;
    private final FlowListener listener;
    private final List<Consumer<Summary>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, MachineRecord> machines = new ConcurrentHashMap<>();
    private final Map<String, Hosted> running = new ConcurrentHashMap<>();
    private final Map<String, Summary> ended = new ConcurrentHashMap<>();
    private final Map<String, Definition> definitions = new ConcurrentHashMap<>();
    /** Of definitions: one for all summaries that have it. */
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    private final ExecutorService threads;
    private final ExecutorService callers;
    private final ScheduledExecutorService timers;
    private final AtomicBoolean shrinking = new AtomicBoolean();
    private volatile boolean closing;

    Host(Path folder, Clock clock, Tasks tasks, FlowListener listener) {
        this.clock = clock;
        this.tasks = tasks;
        this.listener = listener;
        this.histories = new Histories(folder.resolve("histories"));
        this.threads = pool(THREADS, "flow-");
        ThreadPoolExecutor waiting = new ThreadPoolExecutor(
                CALLERS, CALLERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> daemon(work, "flow-task"));
        waiting.allowCoreThreadTimeOut(true);
        this.callers = waiting;
        this.timers = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "flow-timer"));
        Replayed replayed = new Replayed();
        this.journal = new FlowJournal(folder.resolve("flow.journal"), replayed);
        tasks.by(this);
        replayed.revive();
        timers.scheduleWithFixedDelay(this::sweep, SWEEP.toSeconds(), SWEEP.toSeconds(), TimeUnit.SECONDS);
    }

    private static ExecutorService pool(int threads, String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, work -> daemon(work, name + number.incrementAndGet()));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What the journal tells of the last server's executions. */
    private final class Replayed implements FlowJournal.Replay {
        private final Map<String, Summary> started = new HashMap<>();
        private final Map<String, List<Event>> events = new HashMap<>();

        @Override
        public void machine(MachineRecord machine) {
            machines.put(machine.arn(), machine);
        }

        @Override
        public void machineGone(String arn) {
            machines.remove(arn);
        }

        @Override
        public void started(Summary execution, Event first) {
            started.put(execution.arn(), shared(execution));
            events.put(execution.arn(), new ArrayList<>(List.of(first)));
        }

        @Override
        public void happened(String arn, List<Event> more) {
            List<Event> all = events.get(arn);
            if (all == null && ended.containsKey(arn)) {
                all = kept(arn);
                if (all != null) {
                    started.put(arn, ended.remove(arn));
                    events.put(arn, all);
                }
            }
            if (all != null) {
                long last = all.get(all.size() - 1).sequence();
                more.stream().filter(event -> event.sequence() > last).forEach(all::add);
            }
        }

        /** Null when it is gone: of what was forgotten later, or by a fault of the disk. */
        private @Nullable List<Event> kept(String arn) {
            try {
                return new ArrayList<>(histories.read(arn));
            } catch (StatesException | UncheckedIOException e) {
                log.warn("there is no history of what was redriven execution={}", arn, e);
                return null;
            }
        }

        @Override
        public void ended(Summary execution) {
            started.remove(execution.arn());
            List<Event> all = events.remove(execution.arn());
            if (all != null && !Arns.isExpress(execution.arn())) {
                histories.restore(execution.arn(), all);
            }
            ended.put(execution.arn(), shared(execution));
        }

        private Summary shared(Summary execution) {
            return execution.of(Host.this.shared(execution.definition()));
        }

        @Override
        public void forgotten(String arn) {
            started.remove(arn);
            events.remove(arn);
            if (ended.remove(arn) != null) {
                histories.delete(arn); // which its end may have restored
            }
        }

        void revive() {
            started.forEach((arn, summary) -> {
                Hosted hosted = new Hosted(
                        Host.this,
                        summary,
                        limited(arn, definition(summary.definition())),
                        events.getOrDefault(arn, List.of()));
                running.put(arn, hosted.kept(true));
            });
            running.values().forEach(hosted -> {
                if (orphan(hosted.started())) {
                    later(hosted, new Signal.Stop(null, null));
                } else {
                    threads.execute(hosted::resume);
                }
            });
        }
    }

    /** Of a distributed Map that is over. */
    private boolean orphan(Summary execution) {
        return execution.child() && !running.containsKey(String.valueOf(execution.parent()));
    }

    Clock clock() {
        return clock;
    }

    /** Whether the server stops. */
    boolean closing() {
        return closing;
    }

    FlowJournal journal() {
        return journal;
    }

    FlowListener listener() {
        return listener;
    }

    /** @param text one that begins with {@link Tasks#PROCESSOR} for a child of a distributed Map */
    Definition definition(String text) {
        Definition known = definitions.get(text);
        if (known == null) {
            int line = text.indexOf('\n');
            known = text.startsWith(Tasks.PROCESSOR)
                    ? definition(text.substring(line + 1)).processor(text.substring(Tasks.PROCESSOR.length(), line))
                    : Definition.read(text);
            definitions.put(text, known);
        }
        return known;
    }

    /** The same text, once in memory: thousands of executions, and children of distributed Maps, have it. */
    private String shared(String definition) {
        return texts.computeIfAbsent(definition, same -> same);
    }

    static Definition limited(String arn, Definition definition) {
        return Arns.isExpress(arn) ? definition.within(EXPRESS_SECONDS) : definition;
    }

    // ---- machines

    Optional<MachineRecord> machine(String arn) {
        return Optional.ofNullable(machines.get(arn));
    }

    Collection<MachineRecord> machines() {
        return machines.values();
    }

    void keep(MachineRecord machine) {
        journal.force(journal.add(FlowJournal.machine(machine), () -> machines.put(machine.arn(), machine)));
    }

    void drop(String arn) {
        journal.force(journal.add(FlowJournal.machineGone(arn), () -> machines.remove(arn)));
    }

    // ---- executions

    Optional<Summary> summary(String arn) {
        Hosted hosted = running.get(arn);
        return hosted == null ? Optional.ofNullable(ended.get(arn)) : Optional.of(hosted.summary());
    }

    Optional<Hosted> running(String arn) {
        return Optional.ofNullable(running.get(arn));
    }

    List<Summary> executions() {
        Map<String, Summary> all = new HashMap<>();
        running.values().forEach(hosted -> all.put(hosted.arn(), hosted.summary()));
        all.putAll(ended);
        // one that was redriven meanwhile
        running.values().forEach(hosted -> all.putIfAbsent(hosted.arn(), hosted.summary()));
        return new ArrayList<>(all.values());
    }

    int underWay() {
        return running.size();
    }

    Collection<Hosted> running() {
        return running.values();
    }

    Collection<Summary> over() {
        return ended.values();
    }

    List<Event> history(String arn) {
        Hosted hosted = running.get(arn);
        return hosted == null ? histories.read(arn) : hosted.events();
    }

    /**
     * Starts an execution, durably.
     *
     * @param definition that it runs
     * @return empty when there is one of its ARN, durably, that runs or has ended
     * @throws ForebayException when it could not be kept
     */
    Optional<Hosted> start(
            MachineRecord machine, Definition definition, String text, Start start, @Nullable String parent) {
        Instant now = clock.instant();
        Event first = start.event(now);
        Summary summary = new Summary(
                start.id(),
                start.name(),
                machine.arn(),
                shared(text),
                parent,
                Status.RUNNING,
                first.timestamp().toEpochMilli(),
                0,
                Json.text(start.input()),
                null,
                null,
                null,
                0);
        Hosted hosted = new Hosted(this, summary, limited(start.id(), definition), List.of(first));
        Hosted before = running.putIfAbsent(start.id(), hosted);
        if (before != null) {
            if (!before.isKept()) {
                throw new ForebayException(CommonError.DISK_FULL, "the start of " + start.id() + " could not be kept");
            }
            return Optional.empty();
        }
        if (ended.containsKey(start.id())) { // since it was last looked for
            running.remove(start.id());
            hosted.kept(true);
            return Optional.empty();
        }
        try {
            journal.write(FlowJournal.started(summary, first));
        } catch (RuntimeException e) {
            running.remove(start.id());
            hosted.kept(false);
            throw e;
        }
        hosted.kept(true);
        hosted.telling().started();
        threads.execute(hosted::resume);
        return Optional.of(hosted);
    }

    /** Goes on with one that has failed. @return false when it cannot */
    boolean redrive(Summary summary) {
        Hosted hosted =
                new Hosted(this, summary, definition(summary.definition()), histories.read(summary.arn())).kept(true);
        if (running.putIfAbsent(summary.arn(), hosted) != null) {
            return false;
        }
        ended.remove(summary.arn());
        if (hosted.signal(new Signal.Redrive())) {
            return true;
        }
        ended.put(summary.arn(), summary);
        running.remove(summary.arn());
        return false;
    }

    /** @param hosted that has come to its end; one from before a redrive, which is told of something late, ends nothing */
    void ended(Hosted hosted, Summary summary, List<Event> events) {
        if (running.get(summary.arn()) != hosted) {
            return;
        }
        if (Arns.isExpress(summary.arn())) { // nobody can ask about it any more
            journal.add(FlowJournal.forgotten(summary.arn()), () -> running.remove(summary.arn()));
        } else {
            histories.write(summary.arn(), events);
            journal.add(FlowJournal.ended(summary), () -> {
                ended.put(summary.arn(), summary);
                running.remove(summary.arn());
            });
        }
        shrinkIfLarge();
        hosted.telling().ended(summary, events);
        tasks.ended(summary);
        listeners.forEach(each -> tell(each, summary));
    }

    /** It has ended whatever becomes of that. */
    private static void tell(Consumer<Summary> listener, Summary summary) {
        try {
            listener.accept(summary);
        } catch (RuntimeException e) {
            log.error("who listens was not told of an end execution={}", summary.arn(), e);
        }
    }

    /** Is told of each that ends, once that is kept; perhaps again by the next server. */
    void listen(Consumer<Summary> listener) {
        listeners.add(listener);
    }

    /** Brings a work under way. @return how it is given up */
    Runnable start(Hosted hosted, Work work) {
        if (work instanceof Work.Timer timer) {
            long delay = Math.max(Duration.between(clock.instant(), timer.due()).toMillis(), 0);
            ScheduledFuture<?> waiting = timers.schedule(
                    () -> later(hosted, new Signal.TimerOver(timer.id())), delay, TimeUnit.MILLISECONDS);
            return () -> waiting.cancel(false);
        }
        if (work instanceof Work.Task task && task.resource().kind() == Resource.Kind.ACTIVITY) {
            return tasks.offer(hosted, task);
        }
        Future<?> calling = callers.submit(() -> tasks.run(hosted, work));
        return () -> {
            calling.cancel(true);
            if (work instanceof Work.Child child) {
                tasks.giveUp(hosted, child);
            } else if (work instanceof Work.Task task) {
                tasks.giveUp(hosted, task);
            }
        };
    }

    /** Tells an execution of something on another thread. */
    void later(Hosted hosted, Signal signal) {
        if (!closing) {
            threads.execute(() -> hosted.signal(signal));
        }
    }

    /** Tells it once more when the disk may have recovered. */
    void again(Hosted hosted, Signal signal) {
        if (!closing) {
            timers.schedule(() -> later(hosted, signal), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Who waits for a token. */
    Optional<Hosted> waiting(String token) {
        return running.values().stream()
                .filter(each -> each.findTask(token).isPresent())
                .findFirst();
    }

    private void sweep() {
        try {
            long oldest = clock.instant().minus(KEPT).toEpochMilli();
            for (Summary summary : ended.values()) {
                if (summary.stopped() < oldest) {
                    journal.add(FlowJournal.forgotten(summary.arn()));
                    ended.remove(summary.arn());
                    histories.delete(summary.arn());
                }
            }
            shrinkIfLarge();
        } catch (RuntimeException e) {
            log.warn("could not clear up old executions", e);
        }
    }

    /** Many short executions make it long in no time. */
    private void shrinkIfLarge() {
        if (!closing && journal.large() && shrinking.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    histories.force(); // most of them, while others go on
                    journal.rewrite(this::live);
                } catch (RuntimeException e) {
                    log.warn("could not make the journal of executions small", e);
                } finally {
                    shrinking.set(false);
                }
            });
        }
    }

    /** What a journal must hold: of those that have ended, the histories hold the events. */
    private Stream<JsonNode> live() {
        histories.force();
        List<JsonNode> records = new ArrayList<>();
        machines.values().forEach(each -> records.add(FlowJournal.machine(each)));
        ended.values().forEach(each -> records.add(FlowJournal.ended(each)));
        for (Hosted each : running.values()) {
            List<Event> events = each.events();
            records.add(FlowJournal.started(each.started(), events.get(0)));
            FlowJournal.portions(events.subList(1, events.size()))
                    .forEach(portion -> records.add(FlowJournal.happened(each.arn(), portion)));
        }
        return records.stream();
    }

    @Override
    public void close() {
        closing = true;
        timers.shutdownNow();
        running.values().forEach(Hosted::halt);
        callers.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)
                    || !callers.awaitTermination(REST_SECONDS, TimeUnit.SECONDS)) {
                log.warn("executions do not come to rest");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.close();
    }
}
