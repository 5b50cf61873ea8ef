package io.forebay.engine.flow.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.EventType;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one execution that users see, as rows. */
final class EventRows {
    private EventRows() {}

    static List<List<@Nullable Object>> of(String arn, List<Event> events) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<Long, String> states = new HashMap<>();
        for (Event event : events) {
            if (event.type().effect() == EventType.Effect.ENTERED) {
                states.put(event.frame(), event.data().path("name").asText());
            }
            if (event.type().shown()) {
                ObjectNode details = event.details();
                rows.add(Arrays.asList(
                        arn,
                        event.id(),
                        event.previousEventId(),
                        event.timestamp(),
                        event.type().label(),
                        event.type().effect() == EventType.Effect.END ? null : states.get(event.frame()),
                        details.isEmpty() ? null : Json.text(details)));
            }
        }
        return rows;
    }
}
