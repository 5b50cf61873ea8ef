package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;

/** A function of this server's. Thread-safe. */
@FunctionalInterface
public interface LambdaFunction {
    /** @throws TaskFailure what the function says of its failure */
    JsonNode invoke(JsonNode payload) throws TaskFailure, InterruptedException;
}
