package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.forebay.engine.flow.value.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The branches of a Parallel state, or the iterations of an inline Map. Those that are done leave only their results. */
final class Children {
    private final List<Item> items;
    private final int size;
    private final long concurrency;
    private final Threshold threshold;
    private final JsonNode input;
    private final SortedMap<Integer, JsonNode> results = new TreeMap<>();
    private final SortedMap<Integer, Frame> frames = new TreeMap<>();
    private int begun;
    private int failed;

    @Nullable
    Failure failure;

    private Children(List<Item> items, int size, long concurrency, Threshold threshold, JsonNode input) {
        this.items = items;
        this.size = size;
        this.concurrency = concurrency;
        this.threshold = threshold;
        this.input = input;
    }

    static Children branches(int size) {
        return new Children(List.of(), size, 0, new Threshold(0, 0, false), Json.object());
    }

    /** @param input what the items' own are made of */
    static Children iterations(List<Item> items, long concurrency, Threshold threshold, JsonNode input) {
        return new Children(items, items.size(), concurrency, threshold, input);
    }

    /** Of a Map whose items could not be told. */
    static Children none(Failure failure) {
        Children children = branches(0);
        children.failure = failure;
        return children;
    }

    void add(Frame frame) {
        frames.put(frame.index, frame);
        begun = Math.max(begun, frame.index + 1);
    }

    void done(Frame frame) {
        results.put(frame.index, frame.resultOr(Json.object()));
        frames.remove(frame.index);
    }

    /** It stays here, to be redriven. */
    void lost(Frame frame) {
        failed++;
        if (failure == null && threshold.exceeded(failed, size)) {
            failure = threshold.told() ? Threshold.failure() : frame.failure();
        }
    }

    Iterable<Frame> frames() {
        return frames.values();
    }

    /** The next item that may begin. */
    @Nullable
    Item next() {
        int running = begun - results.size() - failed;
        boolean free = concurrency == 0 || running < concurrency;
        return failure == null && begun < items.size() && free ? items.get(begun) : null;
    }

    boolean over() {
        return results.size() + failed == size;
    }

    /** Whether there is a next event of its parent. */
    boolean ready() {
        return failure != null || next() != null || over();
    }

    JsonNode input() {
        return input;
    }

    ArrayNode results() {
        return Json.array().addAll(results.values());
    }

    /** Whether any of them is left to be redriven. */
    boolean unfinished() {
        return results.size() < size;
    }

    void redrive() {
        failure = null;
        failed = 0;
    }
}
