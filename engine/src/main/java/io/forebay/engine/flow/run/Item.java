package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import org.jspecify.annotations.Nullable;

/** One item of a Map. @param key of an object's member; null for an array's element */
record Item(int index, JsonNode value, @Nullable String key, String source) {
    /** What {@code $$.Map.Item} is. */
    ObjectNode context() {
        ObjectNode item = Json.object();
        item.put("Index", index);
        if (key != null) {
            item.put("Key", key);
        }
        item.set("Value", value);
        item.put("Source", source);
        return item;
    }
}
