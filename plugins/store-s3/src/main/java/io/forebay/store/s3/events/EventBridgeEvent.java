package io.forebay.store.s3.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.store.ObjectUri;
import java.util.List;

/** An event of EventBridge, whose keys are not encoded: {@code +} and {@code %} are themselves. */
final class EventBridgeEvent {
    private EventBridgeEvent() {}

    static List<ObjectUri> created(JsonNode root) {
        JsonNode detail = root.path("detail");
        if (!detail.isObject()) {
            throw EventParser.poison("an event of EventBridge has no detail");
        }
        String version = EventParser.text(detail, "event-version");
        if (detail.has("event-version") && !version.startsWith("1.")) {
            throw EventParser.poison("an event of EventBridge has an event-version that is not 1.x");
        }
        if (!EventParser.text(root, "detail-type").equals("Object Created")) {
            return List.of();
        }
        return List.of(EventObject.uri(
                EventParser.text(detail.path("bucket"), "name"), EventParser.text(detail.path("object"), "key")));
    }
}
