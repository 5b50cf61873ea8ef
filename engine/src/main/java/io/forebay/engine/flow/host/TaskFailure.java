package io.forebay.engine.flow.host;

import io.forebay.engine.flow.value.ErrorName;
import org.jspecify.annotations.Nullable;

/** How a task has failed, as its state machine sees it. */
public final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final @Nullable String error;

    /** @param cause the message */
    public TaskFailure(@Nullable String error, @Nullable String cause) {
        super(cause);
        this.error = error;
    }

    /** Of a task that asks for what there is not, or cannot be. */
    public static TaskFailure runtime(String cause) {
        return new TaskFailure(ErrorName.RUNTIME, cause);
    }

    /** @param task what has returned it, as the service names it */
    public static TaskFailure tooLarge(String task) {
        return new TaskFailure(
                ErrorName.DATA_LIMIT,
                "The state/task '" + task
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    public @Nullable String error() {
        return error;
    }
}
