package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.definition.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What must be under way now. The same work has the same id after any replay; a task that is tried again is another work. A
 * work that is no longer pending is to be given up: its signals are ignored.
 */
public sealed interface Work {
    String id();

    /**
     * Call a service, function or activity, and tell how it ended.
     *
     * @param clientToken stable over restarts, for calls that take a token against doubled effects; a UUID
     * @param token what SendTaskSuccess and its like name; only for activities and {@code .waitForTaskToken}
     * @param submitted the answer of the service when {@link Signal.TaskSubmitted} was told already; null before
     * @param timeout in seconds, as is the heartbeat; their timers are works of their own
     */
    record Task(
            String id,
            String clientToken,
            String state,
            Resource resource,
            JsonNode parameters,
            @Nullable JsonNode credentials,
            @Nullable String token,
            @Nullable JsonNode submitted,
            @Nullable Long timeout,
            @Nullable Long heartbeat)
            implements Work {}

    /** Tell {@link Signal.TimerOver} at an instant, or at once when it is past. */
    record Timer(String id, Instant due) implements Work {}

    /**
     * Run a child execution of a distributed Map: {@code definition.processor(state)} with an input.
     *
     * @param redrives above 0 when a child that failed before is to be redriven, or run again
     */
    record Child(String id, String state, String mapRun, int index, JsonNode input, boolean express, int redrives)
            implements Work {}

    /** Read the items of a distributed Map. @param most 0 for all of them */
    record Items(String id, String state, String resource, JsonNode parameters, JsonNode config, long most)
            implements Work {}

    /** Write the results of a distributed Map's children, each with its index, input, and output or error. */
    record Results(
            String id,
            String state,
            String mapRun,
            String resource,
            JsonNode parameters,
            JsonNode config,
            JsonNode children)
            implements Work {}
}
