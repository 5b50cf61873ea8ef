package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The run of a distributed Map: its items, and the child executions that they are given to. */
final class MapRun {
    /** Children that are pending at once where the definition sets no bound. */
    private static final int MOST_AT_ONCE = 1_000;

    String arn = "";
    /** What MapStateStarted has told: how to read items, how many at once, where results go. */
    final ObjectNode plan;

    final long sequence;

    @Nullable
    List<Item> items;

    @Nullable
    JsonNode written;

    @Nullable
    Failure failure;

    boolean over;
    /** Its redrive is to be told. */
    boolean again;

    int redrives;

    private final Threshold threshold;
    private List<JsonNode> inputs = List.of();
    private boolean planned;
    private final SortedMap<Integer, JsonNode> outputs = new TreeMap<>();
    private final SortedMap<Integer, Failure> failures = new TreeMap<>();
    private final TreeSet<Integer> left = new TreeSet<>();

    /** What {@code $$.Map.Item.Source} is. */
    private String source() {
        JsonNode reader = plan.path("reader");
        JsonNode place = reader.path("parameters");
        return reader.path("resource").asText().contains("listObjects")
                ? "S3_LIST_OBJECTS_V2"
                : "s3://" + place.path("Bucket").asText() + "/"
                        + place.path("Key").asText();
    }

    /** @param started of MapStateStarted */
    MapRun(Event started, @Nullable List<Item> items) {
        this.plan = started.data();
        this.sequence = started.sequence();
        this.items = items;
        this.threshold = Threshold.of(plan);
    }

    void apply(Event event) {
        ObjectNode data = event.data();
        int index = data.path("index").asInt();
        switch (event.type()) {
            case MAP_RUN_STARTED -> arn = data.path("mapRunArn").asText();
            case ITEMS_READ -> items = Items.read(data.path("items"), source());
            case CHILDREN_PLANNED -> plan(data.path("inputs"));
            case CHILD_SUCCEEDED -> succeed(index, data.path("output"));
            case CHILD_FAILED -> fail(index, Failure.of(data));
            case RESULTS_WRITTEN -> written = data.path("output");
            case MAP_RUN_REDRIVEN -> again = false;
            default -> over = true;
        }
    }

    private void plan(JsonNode children) {
        List<JsonNode> all = new ArrayList<>(children.size());
        children.forEach(all::add);
        inputs = all;
        planned = true;
        for (int index = 0; index < all.size(); index++) {
            left.add(index);
        }
    }

    boolean planned() {
        return planned;
    }

    private void succeed(int index, JsonNode output) {
        if (left.remove(index)) {
            outputs.put(index, output);
        }
    }

    private void fail(int index, Failure cause) {
        if (left.remove(index)) {
            failures.put(index, cause);
            if (failure == null && threshold.exceeded(failures.size(), inputs.size())) {
                failure = Threshold.failure();
            }
        }
    }

    /** Whether its name is told. */
    boolean begun() {
        return !arn.isEmpty();
    }

    boolean finished() {
        return planned && left.isEmpty();
    }

    boolean writes() {
        return plan.has("writer");
    }

    /** Whether there is a next event of its frame. */
    boolean ready() {
        boolean toBePlanned = items != null && !planned;
        boolean toBeEnded = finished() && (!writes() || written != null);
        return over || failure != null || toBePlanned || toBeEnded;
    }

    /** Those that failed are left again. */
    void redrive() {
        left.addAll(failures.keySet());
        failures.clear();
        failure = null;
        over = false;
        again = true;
        redrives++;
    }

    boolean unfinished() {
        return written == null;
    }

    List<Work> works(String state) {
        if (failure != null || over) {
            return List.of();
        }
        if (items == null) {
            JsonNode reader = plan.path("reader");
            return List.of(new Work.Items(
                    "items-" + sequence + suffix(),
                    state,
                    reader.path("resource").asText(),
                    reader.path("parameters"),
                    reader.path("config"),
                    reader.path("most").asLong()));
        }
        if (finished()) {
            return writes() && written == null ? List.of(results(state)) : List.of();
        }
        long concurrency = plan.path("concurrency").asLong();
        long most = concurrency == 0 ? MOST_AT_ONCE : concurrency;
        List<Work> works = new ArrayList<>();
        for (int index : left) {
            if (works.size() >= most) {
                break;
            }
            works.add(new Work.Child(
                    childId(index),
                    state,
                    arn,
                    index,
                    inputs.get(index),
                    plan.path("express").asBoolean(),
                    redrives));
        }
        return works;
    }

    private String suffix() {
        return redrives == 0 ? "" : "-" + redrives;
    }

    String childId(int index) {
        return "child-" + sequence + "-" + index + suffix();
    }

    private Work results(String state) {
        JsonNode writer = plan.path("writer");
        return new Work.Results(
                "results-" + sequence + suffix(),
                state,
                arn,
                writer.path("resource").asText(),
                writer.path("parameters"),
                writer.path("config"),
                children());
    }

    private ArrayNode children() {
        ArrayNode all = Json.array();
        for (int index = 0; index < inputs.size(); index++) {
            ObjectNode child = all.addObject().put("index", index);
            child.set("input", inputs.get(index));
            JsonNode output = outputs.get(index);
            if (output != null) {
                child.set("output", output);
            }
            Failure cause = failures.get(index);
            if (cause != null) {
                cause.into(child);
            }
        }
        return all;
    }

    JsonNode result() {
        if (written != null) {
            return written;
        }
        ArrayNode array = Json.array();
        boolean flat = plan.path("flatten").asBoolean();
        for (JsonNode output : outputs.values()) {
            if (flat && output.isArray()) {
                output.forEach(array::add);
            } else {
                array.add(output);
            }
        }
        return array;
    }
}
