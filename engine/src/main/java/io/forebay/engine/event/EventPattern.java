package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;

/**
 * Which events are meant: all fields that the pattern names must have one of the values that it lists. A number equals
 * another with the same value, however it is written. Thread-safe. SOURCE: the EventBridge User Guide, "Comparison
 * operators for use in event patterns", and the README of aws/event-ruler.
 */
public final class EventPattern {
    private static final int LONGEST = 4096;

    private final Fields fields;

    private EventPattern(Fields fields) {
        this.fields = fields;
    }

    /** @throws ForebayException INVALID_PARAMETER that names the field and what it must be */
    public static EventPattern of(JsonNode pattern) {
        int length = Json.text(pattern).length();
        if (length > LONGEST) {
            throw refused("", "it has " + length + " characters; " + LONGEST + " are allowed");
        }
        return new EventPattern(Fields.read(pattern, ""));
    }

    public boolean matches(JsonNode event) {
        return fields.match(List.of(event), event);
    }

    /** @param place of the field, its names joined by dots; empty for the whole pattern */
    static ForebayException refused(String place, String why) {
        return new ForebayException(
                CommonError.INVALID_PARAMETER,
                "Event pattern is not valid" + (place.isEmpty() ? "" : ", at " + place) + ": " + why + ".");
    }
}
