package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.dataapi.DataApiException;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code aws-sdk:redshiftdata:…}: the Data API of this process. A statement gets its token from the execution. */
final class RedshiftDataTasks implements TaskService {
    private static final Set<String> SUBMITS = Set.of("executeStatement", "batchExecuteStatement");
    private static final List<String> TIMES = List.of("CreatedAt", "UpdatedAt");

    private final DataApi dataApi;
    private final String caller;

    /** @param caller whose statements they are */
    RedshiftDataTasks(DataApi dataApi, String caller) {
        this.dataApi = dataApi;
        this.caller = caller;
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure {
        ObjectNode request = call.parameters() instanceof ObjectNode object ? object.deepCopy() : Json.object();
        if (SUBMITS.contains(call.action()) && !request.has("ClientToken")) {
            request.put("ClientToken", call.task().clientToken());
        }
        try {
            JsonNode answer = Names.capital(dataApi.call(caller, Names.capital(call.action()), request));
            times(answer);
            return answer;
        } catch (DataApiException e) {
            throw new TaskFailure(
                    "RedshiftData." + e.type(),
                    e.getMessage() + " (Service: RedshiftData, Status Code: " + e.status() + ", Request ID: "
                            + UUID.randomUUID() + ") (SDK Attempt Count: 1)");
        }
    }

    /** Seconds since 1970 become texts of ISO 8601. */
    private static void times(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : TIMES) {
                JsonNode value = object.get(name);
                if (value != null && value.isNumber()) {
                    BigDecimal seconds = value.decimalValue();
                    object.put(
                            name,
                            Timestamps.text(Instant.ofEpochMilli(
                                    seconds.movePointRight(3).longValue())));
                }
            }
        }
        node.forEach(RedshiftDataTasks::times);
    }
}
