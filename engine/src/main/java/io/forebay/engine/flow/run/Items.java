package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of a Map as events hold them: an array, or an object whose members are the items. */
final class Items {
    private Items() {}

    /** Null when they are not told yet. */
    static @Nullable List<Item> read(@Nullable JsonNode json, String source) {
        if (json == null || json.isMissingNode()) {
            return null;
        }
        List<Item> items = new ArrayList<>(json.size());
        if (json.isObject()) {
            json.fields()
                    .forEachRemaining(
                            member -> items.add(new Item(items.size(), member.getValue(), member.getKey(), source)));
        } else {
            json.forEach(value -> items.add(new Item(items.size(), value, null, source)));
        }
        return items;
    }

    static ObjectNode event(List<JsonNode> items) {
        return Json.object().set("items", Json.array().addAll(items));
    }
}
