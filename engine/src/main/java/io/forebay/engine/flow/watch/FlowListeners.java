package io.forebay.engine.flow.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several listeners, of whom one that fails keeps nothing from the others. */
final class FlowListeners implements FlowListener {
    private static final Logger log = LoggerFactory.getLogger(FlowListeners.class);

    private final List<FlowListener> all;

    FlowListeners(List<FlowListener> all) {
        this.all = List.copyOf(all);
    }

    private void tell(Consumer<FlowListener> what) {
        for (FlowListener each : all) {
            try {
                what.accept(each);
            } catch (RuntimeException e) {
                log.warn(
                        "who listens to executions has failed listener={}",
                        each.getClass().getSimpleName(),
                        e);
            }
        }
    }

    @Override
    public void started(String machine, boolean child) {
        tell(each -> each.started(machine, child));
    }

    @Override
    public void entered(String machine) {
        tell(each -> each.entered(machine));
    }

    @Override
    public void taskEnded(String service, Duration took, boolean succeeded) {
        tell(each -> each.taskEnded(service, took, succeeded));
    }

    @Override
    public void ended(ExecutionView execution, Optional<String> failedState) {
        tell(each -> each.ended(execution, failedState));
    }
}
