package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Variables;
import io.forebay.engine.flow.definition.Machine;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run through a machine's states: the whole, a branch, or an iteration. Only events change it. */
final class Frame {
    final long id;
    final @Nullable Frame parent;
    final Machine machine;
    /** Of the branch or iteration in its parent. */
    final int index;

    final @Nullable Item item;

    Phase phase = Phase.ENTER;
    /** The one that it is in, or enters next. */
    String state;
    /** As it came into the state. */
    JsonNode input;

    Variables variables;
    /** The last of the history's events here. */
    long last;

    long enteredId;
    Instant enteredAt = Instant.EPOCH;
    /** How often each retrier has tried again. */
    final Map<Integer, Integer> attempts = new HashMap<>();

    /** An error of a catcher is not caught again. */
    boolean caught;

    /** Its error has ended it; kept for a redrive. */
    boolean lost;

    boolean aborted;

    @Nullable
    Underway task;
    /** Of a Wait state, or of a retry. */
    @Nullable
    Instant due;

    long timer;

    @Nullable
    JsonNode result;

    @Nullable
    Failure failure;

    @Nullable
    Children children;

    @Nullable
    MapRun run;

    /** What of {@link Execution#pending} is due to it. */
    List<Work> works = List.of();

    Frame(
            long id,
            @Nullable Frame parent,
            Machine machine,
            int index,
            @Nullable Item item,
            JsonNode input,
            Variables variables) {
        this.id = id;
        this.parent = parent;
        this.machine = machine;
        this.index = index;
        this.item = item;
        this.state = machine.startAt();
        this.input = input;
        this.variables = variables;
    }

    State current() {
        return machine.load(state);
    }

    /** The result of what it did; there when the phase is SUCCEEDED or DONE. */
    JsonNode resultOr(JsonNode otherwise) {
        return result == null ? otherwise : result;
    }

    Failure failure() {
        return failure == null ? Failure.of(null, null) : failure;
    }

    int retries() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean live() {
        return !lost && !aborted;
    }

    void enter(Event event) {
        state = event.data().path("name").asText();
        input = event.data().path("input");
        enteredId = event.id();
        enteredAt = event.timestamp();
        anew();
    }

    void exit(Event event) {
        ObjectNode data = event.data();
        variables = variables.with(data.path("assignedVariables"));
        JsonNode output = data.path("output");
        clear();
        if (data.has("next")) {
            state = data.path("next").asText();
            input = output;
            phase = Phase.ENTER;
        } else {
            result = output;
            phase = Phase.DONE;
        }
    }

    /** Begins its state's work anew. */
    void again() {
        phase = Phase.ENTERED;
        clear();
    }

    /** As {@link #again}, as if nothing had failed before. */
    void anew() {
        again();
        attempts.clear();
        caught = false;
    }

    private void clear() {
        task = null;
        due = null;
        result = null;
        failure = null;
        children = null;
        run = null;
    }

    /** What {@code $$.Map} is: of the innermost iteration around it. */
    @Nullable
    ObjectNode mapContext() {
        for (Frame frame = this; frame != null; frame = frame.parent) {
            if (frame.item != null) {
                return Json.object().set("Item", frame.item.context());
            }
        }
        return null;
    }
}
