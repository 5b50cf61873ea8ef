package io.forebay.server.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.flow.watch.FlowListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A message for each execution that has failed or timed out; none for one that was stopped, nor for a child of a distributed
 * Map, whose parent tells. Thread-safe.
 */
public final class ExecutionAlerts implements FlowListener {
    /** Characters of a cause: it may be a whole document. */
    static final int LONGEST = 1_000;

    private final Consumer<String> messages;

    /** @param messages takes each message's JSON, and returns at once */
    ExecutionAlerts(Consumer<String> messages) {
        this.messages = messages;
    }

    public ExecutionAlerts(Webhook webhook) {
        this(webhook::post);
    }

    @Override
    public void started(String machine, boolean child) {}

    @Override
    public void entered(String machine) {}

    @Override
    public void taskEnded(String service, Duration took, boolean succeeded) {}

    @Override
    public void ended(ExecutionView execution, Optional<String> failedState) {
        boolean failed = execution.status() == Status.FAILED || execution.status() == Status.TIMED_OUT;
        if (failed && !execution.child()) {
            messages.accept(json(execution, failedState));
        }
    }

    /** Without inputs and outputs: they are nobody's business there. */
    private static String json(ExecutionView execution, Optional<String> failedState) {
        String status = execution.status().name().toLowerCase(Locale.ROOT);
        String cause = execution.cause() == null ? "" : cut(execution.cause());
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("event", "execution_" + status);
        node.put("machine", execution.machine());
        node.put("execution", execution.name());
        node.put("execution_arn", execution.arn());
        node.put("time", String.valueOf(execution.stopped()));
        node.put("state", failedState.orElse(null));
        node.put("error", execution.error());
        node.put("cause", cause);
        node.put("redrives", execution.redrives());
        String where = failedState.map(state -> " in state " + state).orElse("");
        String what = execution.error() == null ? "" : ": " + execution.error();
        node.put(
                "text",
                "State machine " + execution.machine() + ": execution " + execution.name() + " "
                        + status.replace('_', ' ') + where + what + (cause.isEmpty() ? "" : ": " + cause));
        return node.toString();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
