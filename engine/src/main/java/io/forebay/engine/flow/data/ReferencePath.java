package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a result is put: one node of the input, made with the objects on the way to it when it is not there. */
public final class ReferencePath {
    private final Path path;

    private ReferencePath(Path path) {
        this.path = path;
    }

    /** @throws BadSyntax when it may name more than one node, or not one of the input */
    public static ReferencePath compile(String text) {
        Path path = Path.compile(text);
        if (!path.ofInput()) {
            throw new BadSyntax("The path '" + text + "' does not begin at the input");
        }
        if (!path.single()) {
            throw new BadSyntax("The path '" + text + "' is not a reference path to a single node");
        }
        return new ReferencePath(path);
    }

    /** The input itself stays as it was. */
    public JsonNode write(JsonNode input, JsonNode value) {
        return write(input, path.steps(), 0, value);
    }

    private JsonNode write(@Nullable JsonNode node, List<Step> steps, int place, JsonNode value) {
        if (place == steps.size()) {
            return value;
        }
        Step step = steps.get(place);
        String name = step.name();
        if (name == null) {
            if (!(node instanceof ArrayNode array) || step.index() >= array.size()) {
                throw mismatch();
            }
            ArrayNode copy = Json.array().addAll(array);
            copy.set(step.index(), write(array.get(step.index()), steps, place + 1, value));
            return copy;
        }
        if (node != null && !node.isObject()) {
            throw mismatch();
        }
        ObjectNode copy = Json.object();
        if (node instanceof ObjectNode object) {
            copy.setAll(object);
        }
        copy.set(name, write(copy.get(name), steps, place + 1, value));
        return copy;
    }

    private StateFailure mismatch() {
        return StateFailure.runtime(
                "Unable to apply ReferencePath " + path.text() + " to the input: its way is not of objects");
    }
}
