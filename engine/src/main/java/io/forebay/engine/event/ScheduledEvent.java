package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;

/**
 * That a schedule's time has come, which a target without an Input is given.
 *
 * @param arn of the schedule
 * @param time the nominal one
 */
public record ScheduledEvent(String arn, Instant time) {
    public JsonNode event() {
        return Envelope.of("aws.events", "Scheduled Event", arn + '\n' + time, time, arn, Json.object());
    }
}
