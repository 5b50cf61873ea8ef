package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error that ended a state.
 *
 * @param heartbeat whether it was a missed heartbeat, which is reported as a time-out
 * @param branch whether it came from a branch
 */
record Failure(@Nullable String error, @Nullable String cause, boolean heartbeat, boolean branch) {
    static Failure of(ObjectNode data) {
        return new Failure(
                data.path("error").asText(null),
                data.path("cause").asText(null),
                data.path("heartbeat").asBoolean(),
                data.path("branch").asBoolean());
    }

    static Failure of(@Nullable String error, @Nullable String cause) {
        return new Failure(error, cause, false, false);
    }

    /** As events hold it: what is absent has no member. */
    ObjectNode into(ObjectNode data) {
        if (error != null) {
            data.put("error", Limits.cut(error, Limits.ERROR));
        }
        if (cause != null) {
            data.put("cause", Limits.cut(cause, Limits.CAUSE));
        }
        if (heartbeat) {
            data.put("heartbeat", true);
        }
        if (branch) {
            data.put("branch", true);
        }
        return data;
    }

    /** What a catcher sees. */
    ObjectNode output() {
        return Json.object().put("Error", error).put("Cause", cause);
    }

    /** Whether a retrier's or catcher's names take it. States.Runtime is taken by none. */
    boolean takenBy(List<String> names) {
        return !ErrorName.RUNTIME.equals(error) && names.stream().anyMatch(this::is);
    }

    private boolean is(String name) {
        return switch (name) {
            case ErrorName.ALL -> true;
            case ErrorName.TASK_FAILED -> !ErrorName.TIMEOUT.equals(error);
            case ErrorName.HEARTBEAT_TIMEOUT -> heartbeat || name.equals(error);
            case ErrorName.BRANCH_FAILED -> branch || name.equals(error);
            default -> name.equals(error);
        };
    }
}
