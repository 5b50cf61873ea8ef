package io.forebay.engine.flow.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which state an execution has failed in: the innermost, of the branch or iteration that failed last. */
public final class FailedState {
    private FailedState() {}

    /** @param events all of one that is over; of one that timed out, the state that was entered last */
    public static Optional<String> of(List<Event> events) {
        Set<Long> looked = new HashSet<>();
        for (int at = events.size() - 1; at >= 0; at--) {
            Event event = events.get(at);
            if (tells(event.type()) && looked.add(event.frame()) && event.type().effect() == EventType.Effect.FAILED) {
                return entered(events, at, event.frame());
            }
        }
        return events.stream()
                .filter(FailedState::enters)
                .reduce((earlier, later) -> later)
                .map(FailedState::name);
    }

    /** Whether it says how its branch or iteration went, and not only what came of those in it. */
    private static boolean tells(EventType type) {
        return switch (type) {
            case PARALLEL_STATE_FAILED, MAP_STATE_FAILED -> false;
            default ->
                switch (type.effect()) {
                    case END, LOST, ABORTED, CUT -> false;
                    default -> true;
                };
        };
    }

    private static Optional<String> entered(List<Event> events, int from, long frame) {
        for (int at = from; at >= 0; at--) {
            Event event = events.get(at);
            if (event.frame() == frame && enters(event)) {
                return Optional.of(name(event));
            }
        }
        return Optional.empty();
    }

    private static boolean enters(Event event) {
        return event.type().effect() == EventType.Effect.ENTERED;
    }

    private static String name(Event event) {
        return event.data().path("name").asText();
    }
}
