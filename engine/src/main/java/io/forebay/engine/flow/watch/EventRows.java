package io.forebay.engine.flow.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.EventType;
import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one execution that users see, as rows. */
final class EventRows {
    private EventRows() {}

    static long count(List<Event> events) {
        return events.stream().filter(event -> event.type().shown()).count();
    }

    /**
     * The rows, or the last of them.
     *
     * @param most characters of their details together: a text that many events share is one for each row
     */
    static List<List<@Nullable Object>> of(String arn, List<Event> events, long most) {
        Map<Long, String> names = new HashMap<>();
        List<@Nullable String> states = new ArrayList<>();
        for (Event event : events) {
            if (event.type().effect() == EventType.Effect.ENTERED) {
                names.put(event.frame(), event.data().path("name").asText());
            }
            states.add(event.type().effect() == EventType.Effect.END ? null : names.get(event.frame()));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long text = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            Event event = events.get(i);
            if (event.type().shown()) {
                ObjectNode details = event.details();
                String shown = details.isEmpty() ? null : Json.text(details);
                text += shown == null ? 0 : shown.length();
                if (text > most) {
                    break;
                }
                rows.add(Arrays.asList(
                        arn,
                        event.id(),
                        event.previousEventId(),
                        event.timestamp(),
                        event.type().label(),
                        states.get(i),
                        shown));
            }
        }
        Collections.reverse(rows);
        return rows;
    }
}
