package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;

/** A path leads nowhere. Its message is that of the JSONPath library, which is the service's own. */
public final class NoSuchPath extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String path;

    NoSuchPath(String path, String message) {
        super(message, null, false, false);
        this.path = path;
    }

    public String path() {
        return path;
    }

    public StateFailure failure() {
        return StateFailure.runtime("Invalid path '" + path + "' : " + getMessage());
    }

    /** @param field whose value the path is; {@code input} is what it was looked for in */
    StateFailure failure(String field, JsonNode input) {
        return StateFailure.runtime("The JSONPath '" + path + "' specified for the field '" + field
                + "' could not be found in the input '" + Json.text(input) + "'");
    }
}
