package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.value.BadSyntax;
import java.util.Optional;

/** A path into an event. */
final class EventPath {
    private static final int LONGEST = 256;

    private final Path path;

    private EventPath(Path path) {
        this.path = path;
    }

    static EventPath read(JsonNode value, String title) {
        String text = value.asText();
        if (!value.isTextual() || text.length() > LONGEST) {
            throw InputShape.refused(title + " must be a path of at most " + LONGEST + " characters");
        }
        if (!text.equals("$") && !text.startsWith("$.") && !text.startsWith("$[")) {
            throw InputShape.refused(title + " must begin with '$.', not '" + text + "'");
        }
        try {
            return new EventPath(Path.compile(text));
        } catch (BadSyntax e) {
            throw InputShape.refused(title + ": " + e.reason());
        }
    }

    String text() {
        return path.text();
    }

    /** Empty when it finds nothing; a path that may find several gives an array, which is never empty. */
    Optional<JsonNode> find(JsonNode event) {
        JsonNode found = path.find(event);
        if (found == null || !path.single() && found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found);
    }
}
