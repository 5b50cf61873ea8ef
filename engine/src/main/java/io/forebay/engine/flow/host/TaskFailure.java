package io.forebay.engine.flow.host;

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

    public @Nullable String error() {
        return error;
    }
}
