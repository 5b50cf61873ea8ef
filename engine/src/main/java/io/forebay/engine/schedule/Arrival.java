package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that has happened.
 *
 * @param id the same when it is told again
 * @param time in milliseconds since 1970
 */
record Arrival(String source, String id, long time, JsonNode event) {
    long hash() {
        return Names.hash(id);
    }
}
