package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import java.util.Optional;

/** A function of this server's. Thread-safe. */
@FunctionalInterface
public interface LambdaFunction {
    /** @throws TaskFailure what the function says of its failure */
    JsonNode invoke(JsonNode payload) throws TaskFailure, InterruptedException;

    /**
     * What a function that has failed says of it: {@code {"errorType": …, "errorMessage": …}}; empty when it says something
     * else. SOURCE: the AWS Lambda Developer Guide, "Error handling".
     */
    static Optional<TaskFailure> error(String reply) {
        try {
            JsonNode said = Json.parse(reply);
            return said.path("errorType").isTextual()
                    ? Optional.of(new TaskFailure(said.path("errorType").asText(), Json.text(said)))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
