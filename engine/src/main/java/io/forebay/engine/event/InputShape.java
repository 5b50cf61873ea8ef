package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.ForebayException;

/** What a target is given of an event. Thread-safe. */
public interface InputShape {
    /**
     * Of a target's members Input, InputPath and InputTransformer, at most one of which may be there; without any the
     * target is given the whole event.
     *
     * @throws ForebayException INVALID_PARAMETER
     */
    static InputShape of(JsonNode target) {
        throw new UnsupportedOperationException();
    }

    /**
     * A text of JSON.
     *
     * @throws ForebayException INVALID_PARAMETER when it would be none
     */
    String apply(JsonNode event, Reserved reserved);
}
