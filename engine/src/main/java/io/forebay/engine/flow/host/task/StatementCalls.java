package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.dataapi.DataApiException;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements by the Data API of this process, and waits for their ends. Thread-safe. */
final class StatementCalls {
    private static final int WAIT_SECONDS = 30;

    private final DataApi dataApi;
    private final String caller;

    StatementCalls(DataApi dataApi, String caller) {
        this.dataApi = dataApi;
        this.caller = caller;
    }

    /**
     * Runs a statement, or waits for the one that has the token. A thread that is interrupted has it cancelled, unless the
     * server stops.
     *
     * @return what DescribeStatement tells
     * @throws TaskFailure Forebay.StatementFailed
     */
    JsonNode run(TaskCall call, String sql, @Nullable String token) throws TaskFailure, InterruptedException {
        ObjectNode request = Json.object().put("Sql", sql);
        if (token != null) {
            request.put("ClientToken", token);
        }
        String id = ask("ExecuteStatement", request).path("Id").asText();
        try {
            JsonNode now = awaited(id);
            while (!over(now)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                now = awaited(id);
            }
            if (!now.path("Status").asText().equals("FINISHED")) {
                throw new TaskFailure(
                        "Forebay.StatementFailed",
                        now.path("Error").asText(now.path("Status").asText()));
            }
            return now;
        } catch (InterruptedException e) {
            if (!call.closing().getAsBoolean()) {
                cancel(id);
            }
            throw e;
        }
    }

    private static boolean over(JsonNode described) {
        return switch (described.path("Status").asText()) {
            case "FINISHED", "FAILED", "ABORTED" -> true;
            default -> false;
        };
    }

    private JsonNode awaited(String id) throws TaskFailure {
        try {
            return dataApi.await(caller, id, WAIT_SECONDS);
        } catch (DataApiException e) {
            throw failure(e);
        }
    }

    private void cancel(String id) {
        try {
            dataApi.call(caller, "CancelStatement", Json.object().put("Id", id));
        } catch (DataApiException e) {
            return; // it has ended meanwhile
        }
    }

    /** The first page of a query's rows; each cell is a number, a text or null. */
    List<List<JsonNode>> rows(TaskCall call, String sql) throws TaskFailure, InterruptedException {
        String id = run(call, sql, null).path("Id").asText();
        List<List<JsonNode>> rows = new ArrayList<>();
        for (JsonNode record :
                ask("GetStatementResult", Json.object().put("Id", id)).path("Records")) {
            List<JsonNode> row = new ArrayList<>();
            record.forEach(field -> row.add(field.elements().next()));
            rows.add(row);
        }
        return rows;
    }

    private JsonNode ask(String operation, JsonNode request) throws TaskFailure {
        try {
            return dataApi.call(caller, operation, request);
        } catch (DataApiException e) {
            throw failure(e);
        }
    }

    private static TaskFailure failure(DataApiException e) {
        return new TaskFailure("RedshiftData." + e.type(), e.getMessage());
    }
}
