package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The variables of one scope, and those of the scopes around it, which it may only read. Immutable. */
public final class Variables {
    public static final Variables NONE = new Variables(null, Map.of(), 0);

    private final @Nullable Variables outer;
    private final Map<String, JsonNode> own;
    private final long bytes;

    private Variables(@Nullable Variables outer, Map<String, JsonNode> own, long bytes) {
        this.outer = outer;
        this.own = own;
        this.bytes = bytes;
    }

    /** Of a branch or an iteration. */
    public Variables inner() {
        return own.isEmpty() && outer == null ? NONE : new Variables(this, Map.of(), bytes);
    }

    /** Takes the members of what was checked already, as by {@link #check}. */
    public Variables with(JsonNode assigned) {
        if (assigned.isEmpty()) {
            return this;
        }
        Map<String, JsonNode> all = new HashMap<>(own);
        long size = bytes;
        for (Map.Entry<String, JsonNode> entry : assigned.properties()) {
            JsonNode before = all.put(entry.getKey(), entry.getValue());
            size += JsonSize.of(entry.getValue()) - (before == null ? 0 : JsonSize.of(before));
        }
        return new Variables(outer, all, size);
    }

    /** @throws StateFailure when they are too large */
    public void check(JsonNode assigned, String state) {
        long sum = 0;
        for (JsonNode value : assigned) {
            sum += JsonSize.of(value);
        }
        if (sum > Limits.DATA) {
            throw new StateFailure(
                    ErrorName.DATA_LIMIT,
                    "The variables assigned in the state '" + state + "' have more than " + Limits.DATA + " bytes.");
        }
        if (bytes + sum > Limits.VARIABLES && with(assigned).bytes > Limits.VARIABLES) {
            throw new StateFailure(
                    ErrorName.DATA_LIMIT, "The variables have more than " + Limits.VARIABLES + " bytes in all.");
        }
    }

    public Optional<JsonNode> find(String name) {
        JsonNode value = own.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        return outer == null ? Optional.empty() : outer.find(name);
    }

    /** All that can be read; an inner one hides none, as no two scopes share a name. */
    void each(BiConsumer<String, JsonNode> reader) {
        own.forEach(reader);
        if (outer != null) {
            outer.each(reader);
        }
    }
}
