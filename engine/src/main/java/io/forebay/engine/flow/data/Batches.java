package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ItemBatcher of a distributed Map: items that one child execution gets together.
 *
 * @param items most of them in one batch; 0 for any number
 * @param bytes most of one child's input; 0 for the limit of all inputs
 * @param input what every child gets besides
 */
public record Batches(long items, long bytes, @Nullable JsonNode input) {
    /** The inputs of the children. */
    public List<JsonNode> of(List<JsonNode> all) {
        long most = bytes == 0 ? Limits.DATA : Math.min(bytes, Limits.DATA);
        long frame = JsonSize.of(batch(Json.array()));
        List<JsonNode> inputs = new ArrayList<>();
        ArrayNode batch = Json.array();
        long size = frame;
        for (JsonNode item : all) {
            long more = JsonSize.of(item) + 1;
            boolean full = items > 0 && batch.size() == items || size + more > most + 1;
            if (full && batch.size() > 0) {
                inputs.add(batch(batch));
                batch = Json.array();
                size = frame;
            }
            if (size + more > most + 1) {
                throw new StateFailure(
                        ErrorName.DATA_LIMIT, "An item does not fit the " + most + " bytes of a batch's input.");
            }
            batch.add(item);
            size += more;
        }
        if (batch.size() > 0) {
            inputs.add(batch(batch));
        }
        return inputs;
    }

    private JsonNode batch(ArrayNode batch) {
        ObjectNode child = Json.object();
        if (input != null) {
            child.set("BatchInput", input);
        }
        child.set("Items", batch);
        return child;
    }
}
