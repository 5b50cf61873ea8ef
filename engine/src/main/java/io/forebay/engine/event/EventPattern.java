package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.ForebayException;

/** Which events are meant. Thread-safe. */
public final class EventPattern {
    private EventPattern() {}

    /** @throws ForebayException INVALID_PARAMETER that names the field and what it must be */
    public static EventPattern of(JsonNode pattern) {
        throw new UnsupportedOperationException();
    }

    public boolean matches(JsonNode event) {
        throw new UnsupportedOperationException();
    }
}
