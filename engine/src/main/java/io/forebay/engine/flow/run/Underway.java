package io.forebay.engine.flow.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.definition.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task that was scheduled. */
final class Underway {
    private final String execution;
    private final String state;
    private final Resource resource;
    private final long sequence;
    private final ObjectNode data;
    private @Nullable Instant started;
    private @Nullable Instant beat;
    private long beatSequence;
    private @Nullable JsonNode submitted;

    Underway(String execution, String state, Resource resource, Event scheduled) {
        this.execution = execution;
        this.state = state;
        this.resource = resource;
        this.sequence = scheduled.sequence();
        this.data = scheduled.data();
    }

    void start(Event event) {
        started = event.timestamp();
        beat(event);
    }

    void beat(Event event) {
        beat = event.timestamp();
        beatSequence = event.sequence();
    }

    void submit(JsonNode output) {
        submitted = output;
    }

    boolean started() {
        return started != null;
    }

    Resource resource() {
        return resource;
    }

    String workId() {
        return "task-" + sequence;
    }

    String timeoutId() {
        return "timeout-" + sequence;
    }

    String heartbeatId() {
        return "heartbeat-" + sequence + "-" + beatSequence;
    }

    List<Work> works() {
        List<Work> works = new ArrayList<>(3);
        Long timeout = seconds("timeoutInSeconds");
        Long heartbeat = seconds("heartbeatInSeconds");
        JsonNode credentials = data.get("credentials");
        JsonNode token = data.get("token");
        works.add(new Work.Task(
                workId(),
                UUID.nameUUIDFromBytes((execution + "/" + sequence).getBytes(UTF_8))
                        .toString(),
                state,
                resource,
                data.path(data.has("parameters") ? "parameters" : "input"),
                credentials,
                token == null ? null : token.asText(),
                submitted,
                timeout,
                heartbeat));
        if (started != null && timeout != null) {
            works.add(new Work.Timer(timeoutId(), started.plusSeconds(timeout)));
        }
        if (beat != null && heartbeat != null) {
            works.add(new Work.Timer(heartbeatId(), beat.plusSeconds(heartbeat)));
        }
        return works;
    }

    private @Nullable Long seconds(String field) {
        JsonNode value = data.get(field);
        return value == null ? null : value.asLong();
    }
}
