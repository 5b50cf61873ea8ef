package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.ReferencePath;
import org.jspecify.annotations.Nullable;

/** ResultPath. Without a path, as JSON null says, the result is dropped. */
public record Placement(@Nullable ReferencePath path) {
    static final Placement ALL = new Placement(ReferencePath.compile("$"));

    public JsonNode place(JsonNode rawInput, JsonNode result) {
        return path == null ? rawInput : path.write(rawInput, result);
    }
}
