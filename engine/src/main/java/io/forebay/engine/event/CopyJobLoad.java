package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.List;

/**
 * A load of a copy job that is committed, or several that are told as one.
 *
 * @param queryId of the load, the last one of several: what the ledger's views call query_id
 * @param files how many were loaded
 * @param failedFiles how many were not, in the same loads
 * @param objects the URIs of the loaded files, as many as are to be told
 * @param time of the commit
 */
public record CopyJobLoad(
        String job,
        long jobId,
        long queryId,
        long files,
        long rows,
        long failedFiles,
        List<String> objects,
        Instant time) {
    /** How many objects an event names. */
    public static final int NAMED = 100;

    public CopyJobLoad {
        objects = List.copyOf(objects);
    }

    public JsonNode event() {
        ObjectNode detail = Json.object();
        detail.put("job", job).put("jobId", jobId).put("queryId", queryId);
        detail.put("files", files).put("rows", rows).put("failedFiles", failedFiles);
        ArrayNode named = detail.putArray("objects");
        objects.stream().limit(NAMED).forEach(named::add);
        String arn = "arn:forebay:copyjob:local:000000000000:" + job;
        return Envelope.of("forebay.copyjob", "Copy Job Load", jobId + "\n" + queryId, time, arn, detail);
    }
}
