package io.forebay.server.http.aws;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A service that answers operations.
 *
 * @param target how {@code X-Amz-Target} names it, before the dot
 * @param signing the service that requests are signed for
 */
record AwsService(String target, String signing, Operations operations) {
    /** What it does. */
    @FunctionalInterface
    interface Operations {
        /** @param caller whose request it is, as an ARN */
        JsonNode call(String caller, String operation, JsonNode body) throws AwsException;
    }
}
