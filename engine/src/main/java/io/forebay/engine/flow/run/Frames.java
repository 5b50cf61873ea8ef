package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Variables;
import io.forebay.engine.flow.definition.Machine;
import io.forebay.engine.flow.definition.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The whole, its branches and iterations: what events have made of them, and what they wait for. */
final class Frames {
    /** The source of items that came with the input. */
    private static final String STATE = "STATE_DATA";

    private final Start start;
    private final Frame root;
    private final Map<Long, Frame> all = new HashMap<>();
    /** Those that have a next event of their own. The lowest goes first, so that a replay goes the same way. */
    private final TreeSet<Long> ready = new TreeSet<>();

    private final Pending pending = new Pending();
    private long next = 1;

    Frames(Machine machine, Start start) {
        this.start = start;
        this.root = new Frame(0, null, machine, 0, null, start.input(), Variables.NONE);
        all.put(0L, root);
        refresh(root);
    }

    Frame root() {
        return root;
    }

    Optional<Frame> ready() {
        return ready.isEmpty() ? Optional.empty() : Optional.ofNullable(all.get(ready.first()));
    }

    Pending pending() {
        return pending;
    }

    void eachInnermost(Consumer<Frame> reader) {
        all.values().stream()
                .filter(frame -> frame.live() && frame.phase != Phase.DONE && !hasLiveChildren(frame))
                .sorted((left, right) -> Long.compare(left.id, right.id))
                .forEach(reader);
    }

    private static boolean hasLiveChildren(Frame frame) {
        if (frame.children != null) {
            for (Frame child : frame.children.frames()) {
                if (child.live()) {
                    return true;
                }
            }
        }
        return false;
    }

    void apply(Event event) {
        Frame frame = all.get(event.frame());
        if (frame == null) {
            throw new IllegalArgumentException("Event " + event.sequence() + " is of no frame that is there");
        }
        if (event.id() > 0) {
            frame.last = event.id();
        }
        ObjectNode data = event.data();
        switch (event.type().effect()) {
            case ENTERED -> enter(frame, event);
            case EXITED -> exit(frame, event);
            case SCHEDULED -> schedule(frame, event);
            case STARTED -> start(frame, event);
            case SUBMITTED -> underway(frame).submit(data.path("output"));
            case BEAT -> underway(frame).beat(event);
            case SUCCEEDED -> succeed(frame, data.path("output"));
            case FAILED -> fail(frame, event);
            case TIMER -> await(frame, event, Phase.WORKING);
            case RETRY -> {
                frame.attempts.merge(data.path("retrier").asInt(), 1, Integer::sum);
                frame.task = null;
                await(frame, event, Phase.RETRY);
            }
            case AGAIN -> {
                forget(frame);
                frame.again();
            }
            case BRANCHES -> branch(frame, data);
            case ITEMS -> items(frame, event);
            case ITERATION -> iterate(frame, event);
            case JOINED -> join(frame);
            case LOST -> lose(frame);
            case ABORTED -> {
                // an iteration has an event of its own for that
                frame.aborted = frame.item == null;
                frame.phase = Phase.ENTERED;
                frame.task = null;
                frame.due = null;
            }
            case CUT -> frame.aborted = true;
            case GATHERED ->
                succeed(
                        frame,
                        frame.run != null ? frame.run.result() : children(frame).results());
            default -> run(frame, event);
        }
        refresh(frame);
        if (frame.parent != null) {
            refresh(frame.parent);
        }
    }

    private void enter(Frame frame, Event event) {
        forget(frame);
        frame.enter(event);
    }

    private void exit(Frame frame, Event event) {
        forget(frame);
        frame.exit(event);
        if (frame.phase == Phase.DONE && frame.parent != null && frame.item == null) {
            children(frame.parent).done(frame);
            drop(frame);
        }
    }

    private void schedule(Frame frame, Event event) {
        State.Task task = (State.Task) frame.current();
        frame.task = new Underway(start.id(), frame.state, task.resource(), event);
        frame.phase = event.type() == EventType.ACTIVITY_SCHEDULED ? Phase.WORKING : Phase.SCHEDULED;
    }

    private static void start(Frame frame, Event event) {
        underway(frame).start(event);
        frame.phase = Phase.WORKING;
    }

    private static void succeed(Frame frame, JsonNode output) {
        frame.result = output;
        frame.phase = Phase.SUCCEEDED;
        frame.task = null;
        frame.due = null;
    }

    /** A Map that fails while its items are told or run aborts them first. */
    private static void fail(Frame frame, Event event) {
        Failure failure = Failure.of(event.data());
        frame.caught |= event.data().path("caught").asBoolean();
        boolean own = event.type() == EventType.MAP_STATE_FAILED || event.type() == EventType.PARALLEL_STATE_FAILED;
        boolean begun = frame.phase == Phase.ENTERED || frame.phase == Phase.WORKING;
        frame.task = null;
        frame.due = null;
        if (!own && begun && frame.current() instanceof State.Map) {
            fail(frame, failure);
            return;
        }
        if (own && frame.children != null) {
            frame.children.frames().forEach(Frames::abort);
        }
        frame.failure = failure;
        frame.phase = Phase.FAILED;
    }

    private static void fail(Frame frame, Failure failure) {
        frame.phase = Phase.WORKING;
        if (frame.run != null) {
            frame.run.failure = failure;
        } else if (frame.children != null) {
            frame.children.failure = failure;
        } else {
            frame.children = Children.none(failure);
        }
    }

    private static void abort(Frame frame) {
        frame.aborted = true;
        if (frame.children != null) {
            frame.children.frames().forEach(Frames::abort);
        }
    }

    private static void await(Frame frame, Event event, Phase phase) {
        frame.due = Instant.ofEpochMilli(event.data().path("due").asLong());
        frame.timer = event.sequence();
        frame.phase = phase;
    }

    private void branch(Frame frame, ObjectNode data) {
        State.Parallel state = (State.Parallel) frame.current();
        Children children = Children.branches(state.branches().size());
        frame.children = children;
        frame.phase = Phase.WORKING;
        JsonNode input = data.path("input");
        for (int index = 0; index < state.branches().size(); index++) {
            Machine machine = state.branches().get(index);
            add(children, new Frame(next++, frame, machine, index, null, input, frame.variables.inner()), frame.last);
        }
    }

    private void items(Frame frame, Event event) {
        ObjectNode data = event.data();
        frame.phase = Phase.WORKING;
        if (data.has("distributed")) {
            // its run begins with an event of its own
            frame.run = new MapRun(event, Items.read(data.get("items"), STATE));
            return;
        }
        List<Item> items = Items.read(data.path("items"), STATE);
        frame.children = Children.iterations(
                items == null ? List.of() : items,
                data.path("concurrency").asLong(),
                Threshold.of(data),
                data.path("effective"));
    }

    private void iterate(Frame frame, Event event) {
        State.Map state = (State.Map) frame.current();
        Children children = children(frame);
        Item item = children.next();
        if (item == null) {
            throw new IllegalArgumentException("Event " + event.sequence() + " begins no item that is left");
        }
        Variables variables = frame.variables.inner();
        JsonNode input = event.data().path("value");
        add(children, new Frame(next++, frame, state.processor(), item.index(), item, input, variables), event.id());
    }

    private void add(Children children, Frame frame, long last) {
        frame.last = last;
        children.add(frame);
        all.put(frame.id, frame);
        refresh(frame);
    }

    private void join(Frame frame) {
        if (frame.parent != null) {
            children(frame.parent).done(frame);
            frame.parent.last = frame.last;
        }
        drop(frame);
    }

    private static void lose(Frame frame) {
        frame.lost = true;
        if (frame.parent != null) {
            frame.parent.last = frame.last;
            children(frame.parent).lost(frame);
        }
    }

    private static void run(Frame frame, Event event) {
        if (frame.run == null) {
            throw new IllegalArgumentException("Event " + event.sequence() + " is of no run of a Map");
        }
        frame.run.apply(event);
    }

    void redrive() {
        redrive(root);
    }

    private void redrive(Frame frame) {
        frame.aborted = false;
        frame.lost = false;
        if (frame.phase != Phase.ENTER && frame.phase != Phase.DONE && frame.phase != Phase.SUCCEEDED) {
            Children children = frame.children;
            MapRun run = frame.run;
            if (children != null && children.unfinished()) {
                children.redrive();
                frame.failure = null;
                frame.phase = Phase.WORKING;
                children.frames().forEach(this::redrive);
            } else if (run != null && run.unfinished()) {
                run.redrive();
                frame.failure = null;
                frame.phase = Phase.WORKING;
            } else {
                forget(frame);
                frame.anew();
            }
        }
        refresh(frame);
    }

    /** All that was inside of it. */
    private void forget(Frame frame) {
        if (frame.children != null) {
            List<Frame> inner = new ArrayList<>();
            frame.children.frames().forEach(inner::add);
            inner.forEach(this::drop);
        }
    }

    private void drop(Frame frame) {
        forget(frame);
        all.remove(frame.id);
        ready.remove(frame.id);
        pending.forget(frame);
        frame.aborted = true;
    }

    private void refresh(Frame frame) {
        if (!all.containsKey(frame.id)) {
            return;
        }
        if (isReady(frame)) {
            ready.add(frame.id);
        } else {
            ready.remove(frame.id);
        }
        pending.settle(frame);
        if (frame.children != null && (!frame.live() || frame.phase == Phase.FAILED)) {
            frame.children.frames().forEach(this::refresh);
        }
    }

    private static boolean isReady(Frame frame) {
        if (!frame.live()) {
            return false;
        }
        return switch (frame.phase) {
            case ENTER, ENTERED, SCHEDULED, SUCCEEDED, FAILED, DONE -> true;
            case RETRY -> false;
            case WORKING ->
                frame.run != null
                        ? frame.run.ready() || !frame.run.begun() || frame.run.again
                        : frame.children != null && frame.children.ready();
        };
    }

    static Underway underway(Frame frame) {
        if (frame.task == null) {
            throw new IllegalArgumentException("No task is under way in '" + frame.state + "'");
        }
        return frame.task;
    }

    static Children children(Frame frame) {
        if (frame.children == null) {
            throw new IllegalArgumentException("'" + frame.state + "' has no branches and no iterations");
        }
        return frame.children;
    }
}
