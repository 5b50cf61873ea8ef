package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.run.Work;

/**
 * A task that an execution asks for.
 *
 * @param execution the ARN of who asks
 * @param roleArn of its state machine
 */
public record TaskCall(String execution, String roleArn, Work.Task task) {
    public JsonNode parameters() {
        return task.parameters();
    }

    /** The operation, such as {@code executeStatement}. */
    public String action() {
        return task.resource().call();
    }
}
