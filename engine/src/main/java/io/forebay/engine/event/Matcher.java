package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A part of a pattern. */
interface Matcher {
    /**
     * Whether a part of an event matches. Where an event has an array of objects, the fields of one element must match
     * together.
     *
     * @param all that the event has at this place, in all elements of the arrays on the way
     * @param one of them, in the element that is looked at; missing for none
     */
    boolean match(List<JsonNode> all, JsonNode one);
}
