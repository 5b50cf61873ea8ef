package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code forebay:shell.sync}: a command of this machine. */
final class ShellTasks {
    static final String NOT_ALLOWED = "Commands are not allowed here. The setting shell.allow allows them.";

    private final @Nullable Commands commands;

    /** @param commands null when the settings allow none */
    ShellTasks(@Nullable Commands commands) {
        this.commands = commands;
    }

    /** @throws TaskFailure Forebay.ShellFailed when its exit code is not 0 */
    JsonNode run(JsonNode parameters) throws TaskFailure, InterruptedException {
        if (commands == null) {
            throw new TaskFailure("States.Permissions", NOT_ALLOWED);
        }
        Commands.Ended ended = commands.run(command(parameters));
        if (ended.code() != 0) {
            throw new TaskFailure("Forebay.ShellFailed", failure(ended));
        }
        var answer = Json.object().put("ExitCode", 0);
        answer.set("Output", parsed(ended.output()));
        return answer;
    }

    static String failure(Commands.Ended ended) {
        String errors = ended.errors().strip();
        return "The command ended with exit code " + ended.code() + (errors.isEmpty() ? "." : ": " + errors);
    }

    private static JsonNode parsed(String output) {
        try {
            return Json.parse(output);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(output.replaceFirst("\\R$", ""));
        }
    }

    private static Commands.Command command(JsonNode parameters) throws TaskFailure {
        List<String> command = new ArrayList<>();
        for (JsonNode each : parameters.path("Command")) {
            command.add(text(each, "Command"));
        }
        if (command.isEmpty() || !parameters.path("Command").isArray()) {
            throw TaskFailure.runtime("Command must be a list of strings: a program, and what it is told.");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : parameters.path("Environment").properties()) {
            environment.put(each.getKey(), text(each.getValue(), "Environment"));
        }
        JsonNode input = parameters.path("Input");
        JsonNode timeout = parameters.path("TimeoutSeconds");
        if (!timeout.isMissingNode() && (!timeout.canConvertToInt() || timeout.asInt() < 1)) {
            throw TaskFailure.runtime("TimeoutSeconds must be a whole number from 1.");
        }
        return new Commands.Command(
                command,
                environment,
                input.isMissingNode() ? "" : input.isTextual() ? input.textValue() : Json.text(input),
                Duration.ofSeconds(timeout.asInt(Limits.SECONDS)));
    }

    private static String text(JsonNode value, String owner) throws TaskFailure {
        if (!value.isValueNode() || value.isNull()) {
            throw TaskFailure.runtime(owner + " must have strings only, not " + Json.text(value) + ".");
        }
        return value.asText();
    }
}
