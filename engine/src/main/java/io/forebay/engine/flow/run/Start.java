package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an execution begins with.
 *
 * @param id its ARN
 * @param machineId the machine's ARN
 */
public record Start(String id, String name, String machineId, String machineName, String roleArn, JsonNode input) {
    /** The first event of its journal. */
    public Event event(Instant now) {
        ObjectNode data = Json.object();
        data.set("input", input);
        data.put("roleArn", roleArn).put("id", id).put("name", name);
        data.put("machineId", machineId).put("machineName", machineName);
        return new Event(1, 1, 0, EventType.EXECUTION_STARTED, now.truncatedTo(ChronoUnit.MILLIS), 0, data);
    }

    static Start of(Event event) {
        if (event.type() != EventType.EXECUTION_STARTED) {
            throw new IllegalArgumentException(
                    "An execution does not begin with " + event.type().label());
        }
        ObjectNode data = event.data();
        return new Start(
                data.path("id").asText(),
                data.path("name").asText(),
                data.path("machineId").asText(),
                data.path("machineName").asText(),
                data.path("roleArn").asText(),
                data.path("input"));
    }
}
