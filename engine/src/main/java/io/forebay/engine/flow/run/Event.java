package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Timestamps;
import java.time.Instant;

/**
 * One thing that has happened. Written before anything is done about it; all that a replay needs is in it.
 *
 * @param sequence its place in the journal, from 1, without gaps
 * @param id its place in the history, from 1, without gaps; 0 when it is no part of that
 * @param previousEventId the history's event that led to it; 0 for none
 * @param timestamp in milliseconds
 * @param frame the branch or iteration that it belongs to; 0 for the whole
 * @param data never changed
 */
public record Event(
        long sequence, long id, long previousEventId, EventType type, Instant timestamp, long frame, ObjectNode data) {
    /** As the journal holds it. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("sequence", sequence);
        if (id > 0) {
            json.put("id", id).put("previous", previousEventId);
        }
        json.put("type", type.label()).put("at", timestamp.toEpochMilli());
        if (frame > 0) {
            json.put("frame", frame);
        }
        if (!data.isEmpty()) {
            json.set("data", data);
        }
        return json;
    }

    public String toText() {
        return Json.text(toJson());
    }

    /** Of what {@link #toJson} gave. */
    public static Event of(JsonNode json) {
        return new Event(
                json.path("sequence").asLong(),
                json.path("id").asLong(),
                json.path("previous").asLong(),
                EventType.of(json.path("type").asText()),
                Instant.ofEpochMilli(json.path("at").asLong()),
                json.path("frame").asLong(),
                json.get("data") instanceof ObjectNode data ? data : Json.object());
    }

    /** As GetExecutionHistory shows it: inputs, outputs and parameters are texts of JSON. The timestamp is of ISO 8601. */
    public ObjectNode toHistory() {
        ObjectNode event = Json.object();
        event.put("timestamp", Timestamps.text(timestamp));
        event.put("type", type.label()).put("id", id).put("previousEventId", previousEventId);
        String key = type.details();
        if (key != null) {
            event.set(key, details());
        }
        return event;
    }

    /** The details alone; empty when this type of event has none. */
    public ObjectNode details() {
        ObjectNode details = Json.object();
        for (String field : type.fields()) {
            JsonNode value = data.get(field);
            if (value == null) {
                continue;
            }
            switch (field) {
                case "input", "output" -> {
                    details.put(field, Json.text(value));
                    details.putObject(field + "Details").put("truncated", false);
                }
                case "parameters" -> details.put(field, Json.text(value));
                case "assignedVariables" -> {
                    ObjectNode texts = details.putObject(field);
                    value.fields().forEachRemaining(member -> texts.put(member.getKey(), Json.text(member.getValue())));
                    details.putObject(field + "Details").put("truncated", false);
                }
                default -> details.set(field, value);
            }
        }
        return details;
    }
}
