package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened outside. {@code work} is a {@link Work}'s id; of a work that is not pending it is ignored. */
public sealed interface Signal {
    /** Nothing: go on with what is left to do, at the start and after a replay. */
    record Resume() implements Signal {}

    /** A worker has taken the activity. */
    record TaskStarted(String work, String workerName) implements Signal {}

    /** The service has taken the job, or the token: the end is still to come. */
    record TaskSubmitted(String work, JsonNode output) implements Signal {}

    record TaskSucceeded(String work, JsonNode output) implements Signal {}

    /** An error of {@code States.Timeout} is a time-out. */
    record TaskFailed(String work, @Nullable String error, @Nullable String cause) implements Signal {}

    record TaskHeartbeat(String work) implements Signal {}

    record TimerOver(String work) implements Signal {}

    record ItemsRead(String work, List<JsonNode> items) implements Signal {
        public ItemsRead {
            items = List.copyOf(items);
        }
    }

    record ChildSucceeded(String work, JsonNode output) implements Signal {}

    record ChildFailed(String work, @Nullable String error, @Nullable String cause) implements Signal {}

    /** @param output the state's result: MapRunArn and ResultWriterDetails */
    record ResultsWritten(String work, JsonNode output) implements Signal {}

    /** Of {@link Work.Items} or {@link Work.Results}. The error is that of the reader or writer. */
    record MapFailed(String work, String cause) implements Signal {}

    record Stop(@Nullable String error, @Nullable String cause) implements Signal {}

    /** Of an execution that ended without success: goes on from what failed. */
    record Redrive() implements Signal {}
}
