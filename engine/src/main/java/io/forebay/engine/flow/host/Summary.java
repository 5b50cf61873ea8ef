package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Status;
import org.jspecify.annotations.Nullable;

/**
 * An execution as lists show it. What it did is in its history.
 *
 * @param definition that it was started with
 * @param parent the execution of a distributed Map, or of a task, that has started it; null for none
 * @param stopped in milliseconds since 1970, as is started; 0 while it runs
 * @param input a text of JSON, as is output
 */
record Summary(
        String arn,
        String name,
        String machineArn,
        String definition,
        @Nullable String parent,
        Status status,
        long started,
        long stopped,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        int redrives) {
    /** With an equal text of its definition. */
    Summary of(String definition) {
        return new Summary(
                arn,
                name,
                machineArn,
                definition,
                parent,
                status,
                started,
                stopped,
                input,
                output,
                error,
                cause,
                redrives);
    }

    /** Whether it is one of a distributed Map's. */
    boolean child() {
        return parent != null && definition.startsWith(Tasks.PROCESSOR);
    }

    boolean over() {
        return status != Status.RUNNING;
    }
}
