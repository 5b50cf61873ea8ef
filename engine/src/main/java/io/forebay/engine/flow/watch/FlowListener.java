package io.forebay.engine.flow.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is told what executions do, once it is on the disk. What happened before a restart is not told again, but that an
 * execution ended may be when the server died in that instant. Called by many threads; each call returns at once.
 */
public interface FlowListener {
    FlowListener NONE = all(List.of());

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

    /** Tells all of them. */
    static FlowListener all(List<FlowListener> listeners) {
        List<FlowListener> all = List.copyOf(listeners);
        return new FlowListener() {
            @Override
            public void started(String machine, boolean child) {
                all.forEach(each -> each.started(machine, child));
            }

            @Override
            public void entered(String machine) {
                all.forEach(each -> each.entered(machine));
            }

            @Override
            public void taskEnded(String service, Duration took, boolean succeeded) {
                all.forEach(each -> each.taskEnded(service, took, succeeded));
            }

            @Override
            public void ended(ExecutionView execution, Optional<String> failedState) {
                all.forEach(each -> each.ended(execution, failedState));
            }
        };
    }
}
