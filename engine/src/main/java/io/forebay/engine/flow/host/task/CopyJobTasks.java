package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.warehouse.TableName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code forebay:copyJobRun.sync}: COPY JOB RUN, and what came of it, from the ledger. The statement is the Data API's, with the
 * task's token: after a crash it is found again, and what it had loaded is counted too.
 */
final class CopyJobTasks {
    private static final int MOST_NAMED = 20;

    private final StatementCalls statements;

    CopyJobTasks(DataApi dataApi, String caller) {
        this.statements = new StatementCalls(dataApi, caller);
    }

    /** Which failed files fail the task. */
    private enum FailOn {
        /** Any that the job has, whenever they failed. */
        ANY,
        /** Those of this run. */
        NEW,
        NONE
    }

    /** @throws TaskFailure Forebay.CopyJobFailed; Forebay.StatementFailed */
    JsonNode run(TaskCall call) throws TaskFailure, InterruptedException {
        String name = call.parameters().path("JobName").asText();
        if (name.isEmpty()) {
            throw TaskFailure.runtime("JobName is required.");
        }
        FailOn failOn = failOn(call.parameters().path("FailOn"));
        JsonNode ran = statements.run(
                call, "COPY JOB RUN " + TableName.quote(name), call.task().clientToken());
        ObjectNode told = told(call, name, ran);
        long failing = told.path(failOn == FailOn.NEW ? "FailedFiles" : "FailedFilesInAll")
                .asLong();
        if (failOn != FailOn.NONE && failing > 0) {
            throw failed(call, name, failOn, ran);
        }
        return told;
    }

    private static FailOn failOn(JsonNode given) throws TaskFailure {
        if (given.isMissingNode()) {
            return FailOn.ANY;
        }
        for (FailOn each : FailOn.values()) {
            if (each.name().equals(given.asText())) {
                return each;
            }
        }
        throw TaskFailure.runtime("FailOn must be ANY, NEW or NONE, not " + Json.text(given) + ".");
    }

    private ObjectNode told(TaskCall call, String name, JsonNode ran) throws TaskFailure, InterruptedException {
        String loads = " FROM forebay.sys_load_history l WHERE l.copy_job_id = j.job_id AND l.status = 'completed' AND "
                + within("l.end_time", ran) + ")";
        String failed =
                "(SELECT count(*) FROM forebay.sys_copy_job_detail f WHERE f.job_id = j.job_id AND f.status = 'E'";
        List<List<JsonNode>> rows = statements.rows(
                call,
                "SELECT (SELECT CAST(coalesce(sum(l.source_file_count), 0) AS BIGINT)" + loads
                        + ", (SELECT CAST(coalesce(sum(l.loaded_rows), 0) AS BIGINT)" + loads
                        + ", (SELECT CAST(coalesce(sum(l.error_count), 0) AS BIGINT)" + loads
                        + ", " + failed + " AND " + within("f.enqueue_time", ran) + "), " + failed + ")"
                        + " FROM forebay.sys_copy_job j WHERE " + named("j", name));
        if (rows.size() != 1) {
            throw new TaskFailure("Forebay.StatementFailed", "There is no copy job " + name + " any more.");
        }
        List<JsonNode> row = rows.get(0);
        return Json.object()
                .put("JobName", name)
                .put("LoadedFiles", row.get(0).asLong())
                .put("LoadedRows", row.get(1).asLong())
                .put("RejectedRows", row.get(2).asLong())
                .put("FailedFiles", row.get(3).asLong())
                .put("FailedFilesInAll", row.get(4).asLong());
    }

    private TaskFailure failed(TaskCall call, String name, FailOn failOn, JsonNode ran)
            throws TaskFailure, InterruptedException {
        List<String> files = new ArrayList<>();
        for (List<JsonNode> row : statements.rows(
                call,
                "SELECT 's3://' || f.file_location || '/' || f.file_name AS file FROM forebay.sys_copy_job_detail f"
                        + " JOIN forebay.sys_copy_job j ON j.job_id = f.job_id WHERE f.status = 'E' AND "
                        + named("j", name)
                        + (failOn == FailOn.NEW ? " AND " + within("f.enqueue_time", ran) : "")
                        + " ORDER BY file LIMIT " + (MOST_NAMED + 1))) {
            files.add(row.get(0).asText());
        }
        boolean more = files.size() > MOST_NAMED;
        return new TaskFailure(
                "Forebay.CopyJobFailed",
                "Files of copy job " + name + " could not be loaded: "
                        + String.join(", ", more ? files.subList(0, MOST_NAMED) : files) + (more ? " and more" : "")
                        + ". The view stl_load_errors says why; COPY JOB RETRY or SKIP gets on with them.");
    }

    private static String named(String alias, String name) {
        return "lower(trim(" + alias + ".job_name)) = lower('" + name.replace("'", "''") + "')";
    }

    /** The API tells milliseconds, and cuts off what is behind them. */
    private static String within(String column, JsonNode ran) {
        return column + " >= " + time(ran, "CreatedAt", 0) + " AND " + column + " < " + time(ran, "UpdatedAt", 1);
    }

    private static String time(JsonNode ran, String member, long later) {
        long millis = ran.path(member).decimalValue().movePointRight(3).longValue() + later;
        return "TIMESTAMP '"
                + LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' ') + "'";
    }
}
