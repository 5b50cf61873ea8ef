package io.forebay.engine.flow.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is told what executions do, once it is on the disk. What happened before a restart is not told again, but that an
 * execution ended may be when the server died in that instant. Called by many threads; each call returns at once.
 */
public interface FlowListener {
    FlowListener NONE = new FlowListeners(List.of());

    /** @param child whether it is one of a distributed Map's */
    void started(String machine, boolean child);

    /** A state was entered. */
    void entered(String machine);

    /**
     * An attempt of a task is over.
     *
     * @param service what was called, such as {@code aws-sdk:redshiftdata:executeStatement}, {@code lambda}, {@code activity}
     * @param succeeded whether it gave a result
     */
    void taskEnded(String service, Duration took, boolean succeeded);

    /** @param failedState of one that has failed or timed out, as far as it can be told */
    void ended(ExecutionView execution, Optional<String> failedState);

    /** Tells all of them, also when one fails. */
    static FlowListener all(List<FlowListener> listeners) {
        return new FlowListeners(listeners);
    }
}
