package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.schedule.expression.Digest;

/**
 * Something that has happened.
 *
 * @param hash of its id, which is the same when it is told again
 * @param time in milliseconds since 1970
 */
record Arrival(String source, long hash, long time, JsonNode event) {
    /** An event that has its id. */
    static Arrival of(String source, long time, JsonNode event) {
        return new Arrival(source, Digest.hash(event.path("id").asText()), time, event);
    }
}
