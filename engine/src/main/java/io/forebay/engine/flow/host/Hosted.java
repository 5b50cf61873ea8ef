package io.forebay.engine.flow.host;

import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.Execution;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An execution that runs here: what has happened is on the disk before anything is done about it. Thread-safe. */
final class Hosted {
    private static final Logger log = LoggerFactory.getLogger(Hosted.class);

    private final Host host;
    private final Summary started;
    private final Definition definition;
    /** Guarded by itself. */
    private final List<Event> events = new ArrayList<>();
    /** What is under way, and how each is given up. */
    private final Map<String, Runnable> works = new HashMap<>();

    /** Whether its start is on the disk. */
    private final CompletableFuture<Boolean> kept = new CompletableFuture<>();

    private final Telling telling;
    private Execution execution;
    private boolean halted;
    /** Of the journal, up to where this execution has written it. */
    private long upTo;

    /** One that is there already has {@link #kept} told at once. */
    Hosted(Host host, Summary started, Definition definition, List<Event> events) {
        this.host = host;
        this.started = started;
        this.definition = definition;
        this.events.addAll(events);
        this.execution = replayed();
        this.telling = new Telling(host.listener(), started, events);
    }

    private Execution replayed() {
        Execution replayed = Execution.of(definition, events.get(0));
        events.subList(1, events.size()).forEach(replayed::apply);
        return replayed;
    }

    /** @param durably false when the disk has refused its start: nothing ever happens here then */
    Hosted kept(boolean durably) {
        kept.complete(durably);
        return this;
    }

    /** Waits until its start is on the disk. @return false when it was refused */
    boolean isKept() {
        return kept.join();
    }

    String arn() {
        return started.arn();
    }

    String roleArn() {
        return execution.start().roleArn();
    }

    /** Goes on with what is left to do. */
    void resume() {
        signal(new Signal.Resume());
    }

    /** @return whether anything has followed from it */
    synchronized boolean signal(Signal signal) {
        if (!isKept() || halted) {
            return false;
        }
        List<Event> next;
        try {
            next = execution.signal(signal, now());
            if (!next.isEmpty()) {
                for (List<Event> happened : FlowJournal.portions(next)) {
                    upTo = host.journal().add(FlowJournal.happened(arn(), happened), () -> remember(happened));
                }
            }
            host.journal().force(upTo);
        } catch (ForebayException e) {
            log.error("an execution waits for the disk execution={}", arn(), e);
            execution = replayed();
            boolean never = e.is(CommonError.TOO_MUCH);
            host.again(this, never ? new Signal.Stop(ErrorName.DATA_LIMIT, e.getMessage()) : signal);
            return false;
        } catch (RuntimeException e) {
            log.error("an execution could not go on execution={}", arn(), e);
            execution = replayed();
            return false;
        }
        telling.tell(next);
        try {
            reconcile();
        } catch (ForebayException | UncheckedIOException e) {
            log.error("what has ended could not be kept yet execution={}", arn(), e);
            notifyAll();
            host.again(this, new Signal.Resume());
        }
        return !next.isEmpty();
    }

    /** Not before what has happened last, whatever the clock says. */
    private Instant now() {
        Instant now = host.clock().instant();
        Instant last = events.get(events.size() - 1).timestamp();
        return now.isBefore(last) ? last : now;
    }

    private void reconcile() {
        Set<String> pending = new HashSet<>();
        for (Work work : execution.pending()) {
            pending.add(work.id());
            works.computeIfAbsent(work.id(), id -> host.start(this, work));
        }
        works.entrySet().removeIf(each -> {
            boolean over = !pending.contains(each.getKey());
            if (over) {
                each.getValue().run();
            }
            return over;
        });
        if (execution.status() != Status.RUNNING) {
            host.ended(this, summary(), events());
        }
        notifyAll();
    }

    synchronized Summary summary() {
        return new Summary(
                started.arn(),
                started.name(),
                started.machineArn(),
                started.definition(),
                started.parent(),
                execution.status(),
                started.started(),
                execution.ended().map(Instant::toEpochMilli).orElse(0L),
                started.input(),
                execution.output().map(Json::text).orElse(null),
                execution.error().orElse(null),
                execution.cause().orElse(null),
                execution.redrives());
    }

    private void remember(List<Event> next) {
        synchronized (events) {
            events.addAll(next);
        }
    }

    /** Without waiting for what happens just now. */
    List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    Summary started() {
        return started;
    }

    Telling telling() {
        return telling;
    }

    /** The states that it is in, and how often. */
    synchronized Map<String, Integer> states() {
        return execution.states();
    }

    /** Whether a work is still to be done. */
    synchronized boolean awaits(String work) {
        return execution.find(work).isPresent();
    }

    synchronized Optional<Work.Task> findTask(String token) {
        return execution.findTask(token);
    }

    /** Waits for the end. @return whether it has come */
    synchronized boolean await(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (execution.status() == Status.RUNNING && !halted) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return execution.status() != Status.RUNNING;
    }

    /** The server stops: nothing more happens here; the next one goes on. */
    synchronized void halt() {
        halted = true;
        works.values().forEach(Runnable::run);
        works.clear();
        notifyAll();
    }
}
