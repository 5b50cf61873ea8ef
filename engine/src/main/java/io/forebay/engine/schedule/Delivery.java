package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What is decided and not delivered yet. Times are in milliseconds since 1970.
 *
 * @param id what names and tokens are made of: ASCII letters, digits and dashes, at most 20
 * @param time of the occurrence, or when the event was
 * @param due not before
 * @param expires not after
 * @param attempts how many were made
 * @param event null for a schedule's
 */
record Delivery(String id, long time, long due, long expires, int attempts, @Nullable JsonNode event) {
    /** How many attempts there were after the first. */
    int retries() {
        return Math.max(attempts - 1, 0);
    }

    /** As it was when it was tried last. */
    Delivery tried() {
        return new Delivery(id, time, due, expires, retries(), event);
    }

    Delivery again(long next) {
        return new Delivery(id, time, next, expires, attempts + 1, event);
    }
}
