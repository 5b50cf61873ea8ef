package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.host.LambdaFunction;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function that is a command: it reads the payload, and writes its result, both JSON. With another exit code than 0 it has
 * failed; what it wrote is its error then, {@code {"errorType": …, "errorMessage": …}} if it says so.
 */
public final class LambdaCommand implements LambdaFunction {
    private final Commands commands;
    private final List<String> command;
    private final Duration timeout;

    /** @param command the program, and what it is told */
    public LambdaCommand(Commands commands, List<String> command, Duration timeout) {
        this.commands = commands;
        this.command = List.copyOf(command);
        this.timeout = timeout;
    }

    @Override
    public JsonNode invoke(JsonNode payload) throws TaskFailure, InterruptedException {
        Commands.Ended ended = commands.run(new Commands.Command(command, Map.of(), Json.text(payload), timeout));
        if (ended.code() != 0) {
            throw failure(ended);
        }
        try {
            return ended.output().isBlank() ? Json.mapper().nullNode() : Json.parse(ended.output());
        } catch (JsonProcessingException e) {
            throw new TaskFailure("Lambda.Unknown", "The function's reply is no JSON.");
        }
    }

    private static TaskFailure failure(Commands.Ended ended) {
        return LambdaFunction.error(ended.output())
                .orElseGet(() -> new TaskFailure("Lambda.Unknown", ShellTasks.failure(ended)));
    }
}
