package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has started or ended, as Step Functions tells EventBridge of it. SOURCE: the Step Functions Developer
 * Guide, "Automating event delivery with EventBridge".
 *
 * @param status as the API names it
 * @param stopped null while it runs
 * @param input a text of JSON, as is output
 * @param redrives how often it has been redriven
 */
public record ExecutionStatusChange(
        String executionArn,
        String machineArn,
        String name,
        String status,
        Instant started,
        @Nullable Instant stopped,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        int redrives) {
    /** Bytes of input and output together that an event holds. */
    private static final int MOST = 248 * 1024;

    public JsonNode event() {
        ObjectNode detail = Json.object();
        detail.put("executionArn", executionArn).put("stateMachineArn", machineArn);
        detail.put("name", name).put("status", status);
        detail.put("startDate", started.toEpochMilli());
        detail.put("stopDate", stopped == null ? null : (Long) stopped.toEpochMilli());
        boolean fits = bytes(input) + (output == null ? 0 : bytes(output)) <= MOST;
        detail.put("input", fits ? input : null).put("output", fits ? output : null);
        detail.putObject("inputDetails").put("included", fits);
        if (output == null) {
            detail.putNull("outputDetails");
        } else {
            detail.putObject("outputDetails").put("included", fits);
        }
        detail.put("error", error).put("cause", cause).put("redriveCount", redrives);
        Instant time = stopped == null ? started : stopped;
        return Envelope.of(
                "aws.states",
                "Step Functions Execution Status Change",
                executionArn + '\n' + status + '\n' + time + '\n' + redrives,
                time,
                executionArn,
                detail);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
