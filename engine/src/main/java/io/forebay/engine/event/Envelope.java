package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What all events have around their detail. */
final class Envelope {
    private Envelope() {}

    /**
     * @param identity what happened, and only that: the event's id follows from it, so that told twice it is the same
     * @param resource the ARN of what it happened to
     */
    static JsonNode of(String source, String type, String identity, Instant time, String resource, ObjectNode detail) {
        String name = source + '\n' + type + '\n' + identity;
        ObjectNode event = Json.object();
        event.put("version", "0");
        event.put(
                "id",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        event.put("detail-type", type);
        event.put("source", source);
        event.put("account", "000000000000");
        event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", "local");
        event.putArray("resources").add(resource);
        event.set("detail", detail);
        return event;
    }
}
