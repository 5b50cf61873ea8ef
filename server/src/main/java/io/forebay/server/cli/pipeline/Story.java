package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes lines of an execution's events, in their order: one for each state, or each attempt of it, that is over. */
final class Story {
    /** The branch or iteration that events belong to, by what led to each of them. */
    private static final class Strand {
        final @Nullable Strand parent;
        /** Of an iteration of a Map. */
        final String label;

        final int depth;

        @Nullable
        Open open;

        Strand(@Nullable Strand parent, String label) {
            this.parent = parent;
            this.label = label;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }
    }

    /** A state that was entered and not left. */
    private static final class Open {
        final Strand strand;
        final String name;
        Instant since;
        boolean announced;
        /** Whether its last attempt is told already. */
        boolean told;

        Open(Strand strand, String name, Instant since) {
            this.strand = strand;
            this.name = name;
            this.since = since;
        }
    }

    private static final String ENTERED = "StateEntered";
    /** Before a state's name: two clocks, a time and the gaps between. */
    private static final int MARGIN = 28;

    /** Before what went wrong, which is long. */
    private static final String BELOW = " ".repeat(9);

    private final Consumer<String> lines;
    private final int width;
    private final Strand root = new Strand(null, "");
    private final Map<Long, Strand> strands = new HashMap<>();
    private final Set<Long> parallels = new HashSet<>();
    private final List<Open> open = new ArrayList<>();
    private boolean silent;
    private long last;
    private Instant lastTime = Instant.EPOCH;
    private @Nullable String failed;

    /** @param width columns of a line */
    Story(Consumer<String> lines, int width) {
        this.lines = lines;
        this.width = width;
    }

    static String heading() {
        return "START    END          TIME  STATE";
    }

    /** Takes in what happened before there was anybody to tell. */
    void past(List<JsonNode> events) {
        silent = true;
        events.forEach(this::add);
        silent = false;
    }

    /** The last event's id. */
    long last() {
        return last;
    }

    void add(JsonNode event) {
        long id = event.path("id").asLong();
        String type = event.path("type").asText();
        Instant time = Words.time(event.path("timestamp"));
        JsonNode details = details(event);
        long previous = event.path("previousEventId").asLong();
        Strand before = strands.getOrDefault(previous, root);
        last = id;
        lastTime = time;
        strands.put(id, strand(type, details, previous, before));
        Strand strand = strands.getOrDefault(id, root);
        if (type.endsWith(ENTERED)) {
            enter(strand, details.path("name").asText(), time, type.equals("Fail" + ENTERED));
        } else if (type.endsWith("StateExited")) {
            leave(strand, time);
        } else if (type.equals("ParallelStateStarted")) {
            parallels.add(id);
            announce(strand.open);
        } else if (type.equals("MapStateStarted")) {
            announce(strand.open);
        } else if (type.equals("ExecutionRedriven")) {
            open.forEach(each -> again(each, time));
        } else if (type.endsWith("Scheduled") && strand.open != null && strand.open.told) {
            again(strand.open, time);
        } else if (type.endsWith("StateAborted")) {
            tell(strand.open, time, "aborted", "");
        } else if (!type.startsWith("Execution") && !type.startsWith("MapIteration") && failing(type)) {
            fail(strand.open, time, Words.problem(details), type.endsWith("StateFailed"));
        } else if (type.equals("TaskSucceeded")) {
            statement(strand, details);
        }
    }

    private static boolean failing(String type) {
        return type.endsWith("Failed") || type.endsWith("TimedOut");
    }

    /** The details of an event, whatever its type; an empty object when it has none. */
    static JsonNode details(JsonNode event) {
        for (Map.Entry<String, JsonNode> member : (Iterable<Map.Entry<String, JsonNode>>) event::fields) {
            if (member.getKey().endsWith("EventDetails")) {
                return member.getValue();
            }
        }
        return StatesClient.request();
    }

    private Strand strand(String type, JsonNode details, long previous, Strand before) {
        String name = details.path("name").asText();
        if (type.endsWith(ENTERED)) {
            return parallels.contains(previous) ? new Strand(before, before.label) : before;
        }
        if (type.equals("MapIterationStarted")) {
            Strand map = up(before, name);
            return new Strand(map, map.label + " [" + details.path("index").asInt() + "]");
        }
        if (type.endsWith("StateExited") || type.startsWith("MapIteration")) {
            return up(before, name);
        }
        if (type.equals("ParallelStateFailed") || type.equals("MapStateFailed")) {
            return outOf(before);
        }
        return before;
    }

    /** Where a state of this name is open. */
    private static Strand up(Strand from, String name) {
        for (Strand strand = from; strand != null; strand = strand.parent) {
            if (strand.open != null && strand.open.name.equals(name)) {
                return strand;
            }
        }
        return from;
    }

    /** From a branch that has failed to the state that it is in. */
    private static Strand outOf(Strand from) {
        Strand strand = from;
        while (strand.parent != null && strand.open != null && strand.open.told) {
            strand = strand.parent;
        }
        return strand;
    }

    private void enter(Strand strand, String name, Instant time, boolean fails) {
        if (strand.open != null) {
            open.remove(strand.open);
        }
        Open entered = new Open(strand, name, time);
        strand.open = entered;
        open.add(entered);
        if (fails) {
            fail(entered, time, "", false);
        }
    }

    private void leave(Strand strand, Instant time) {
        if (strand.open != null && strand.open.told) { // and was caught
            failed = null;
        }
        tell(strand.open, time, "", "");
        open.removeIf(each -> each == strand.open || inside(each.strand, strand));
        strand.open = null;
    }

    private static boolean inside(Strand strand, Strand outer) {
        for (Strand each = strand.parent; each != null; each = each.parent) {
            if (each == outer) {
                return true;
            }
        }
        return false;
    }

    private static void again(Open state, Instant time) {
        state.since = time;
        state.told = false;
        state.announced = false;
    }

    /** @param outer whether what has failed is inside of it, and was told */
    private void fail(@Nullable Open state, Instant time, String problem, boolean outer) {
        if (state != null && !(outer && failed != null)) {
            failed = state.name;
        }
        tell(state, time, "failed", problem);
    }

    /** SQL that has failed is a success of the task that asked how it is. */
    private void statement(Strand strand, JsonNode details) {
        if (strand.open == null || !details.path("resource").asText().startsWith("describeStatement")) {
            return;
        }
        try {
            JsonNode output = StatesClient.parse(details.path("output").asText("{}"));
            String status = output.path("Status").asText();
            if (status.equals("FAILED") || status.equals("ABORTED")) {
                print(0, BELOW, "SQL " + status + ": " + output.path("Error").asText());
            }
        } catch (JsonProcessingException e) {
            // cut off, as AWS does with long outputs
            return;
        }
    }

    /** Shows that a state has begun. */
    private void announce(@Nullable Open state) {
        if (state != null && !state.announced && !state.told) {
            state.announced = true;
            print(state.strand.depth, Words.left(Words.clock(state.since), MARGIN), state.name + state.strand.label);
        }
    }

    private void tell(@Nullable Open state, Instant time, String word, String problem) {
        if (state == null || state.told) {
            return;
        }
        state.told = true;
        String took = Words.right(Words.took(Duration.between(state.since, time)), 9);
        String start = Words.clock(state.since) + " " + Words.clock(time) + took + "  ";
        print(state.strand.depth, start, state.name + state.strand.label + (word.isEmpty() ? "" : "  " + word));
        if (!problem.isEmpty()) {
            print(0, BELOW, problem);
        }
    }

    private void print(int depth, String start, String text) {
        if (!silent) {
            String indented = start + "  ".repeat(Math.min(depth, 10));
            lines.accept(indented + Words.cut(text, Math.max(width - indented.length(), 20)));
        }
    }

    /** Shows what has begun and is not over. */
    void announce() {
        open.forEach(this::announce);
    }

    /** Once the execution is over: what is told of the states that it was in. */
    void end(String status) {
        String word =
                switch (status) {
                    case "FAILED" -> "failed";
                    case "TIMED_OUT" -> "timed out";
                    default -> "aborted";
                };
        for (int at = open.size() - 1; at >= 0; at--) {
            Open state = open.get(at);
            if (!state.told && failed == null) {
                failed = state.name;
            }
            tell(state, lastTime, word, "");
        }
    }

    /** The state that has failed last. */
    @Nullable
    String failed() {
        return failed;
    }

    /** What runs, such as {@code LoadDates 12.3 s, LoadVenues 4.5 s}. */
    String running(Instant now) {
        List<String> names = new ArrayList<>();
        for (Open state : open) {
            boolean outer = open.stream().anyMatch(each -> inside(each.strand, state.strand));
            if (!state.told && !outer) {
                names.add(state.name + state.strand.label + " " + Words.took(Duration.between(state.since, now)));
            }
        }
        return String.join(", ", names);
    }
}
