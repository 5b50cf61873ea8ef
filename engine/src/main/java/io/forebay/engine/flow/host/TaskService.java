package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;

/** A service that tasks call. Thread-safe. */
@FunctionalInterface
public interface TaskService {
    /**
     * Does what is asked; called again with the same client token after a crash. The thread is interrupted when nobody waits
     * for it any more.
     *
     * @throws TaskFailure for what the state machine is to see
     */
    JsonNode call(TaskCall call) throws TaskFailure, InterruptedException;
}
