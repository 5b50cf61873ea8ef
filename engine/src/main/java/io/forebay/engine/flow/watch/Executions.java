package io.forebay.engine.flow.watch;

import io.forebay.engine.flow.run.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives what there is to see of the executions. Thread-safe. */
public interface Executions {
    /** Where none are. */
    Executions NONE = new Executions() {
        @Override
        public List<ExecutionView> newest(int most) {
            return List.of();
        }

        @Override
        public Optional<List<Event>> findHistory(String arn) {
            return Optional.empty();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };

    /** Those that were started last, the newest first; those that run come before all that are over. */
    List<ExecutionView> newest(int most);

    /** In their order, those that are no part of the history that users see among them; empty when it is gone. */
    Optional<List<Event>> findHistory(String arn);

    /** By the clock that times them. */
    Instant now();
}
