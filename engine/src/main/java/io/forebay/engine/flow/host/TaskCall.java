package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.run.Work;
import java.util.function.BooleanSupplier;

/**
 * A task that an execution asks for.
 *
 * @param execution the ARN of who asks
 * @param roleArn of its state machine
 * @param closing whether the server stops: a thread that is interrupted then leaves what it has begun to the next server
 */
public record TaskCall(String execution, String roleArn, Work.Task task, BooleanSupplier closing) {
    /** On a server that goes on. */
    public TaskCall(String execution, String roleArn, Work.Task task) {
        this(execution, roleArn, task, () -> false);
    }

    public JsonNode parameters() {
        return task.parameters();
    }

    /** The operation, such as {@code executeStatement}. */
    public String action() {
        return task.resource().call();
    }
}
