package io.forebay.engine.flow.host.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run for tasks, and functions that are commands. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ShellTasksTest {
    @TempDir
    Path folder;

    private JsonNode run(String parameters) throws Exception {
        return new ShellTasks(new Commands(folder)).run(Json.parse(parameters.replace('\'', '"')));
    }

    private JsonNode shell(String script, String more) throws Exception {
        ObjectNode parameters = (ObjectNode) Json.parse("{" + more.replace('\'', '"') + "}");
        parameters.putArray("Command").add("sh").add("-c").add(script);
        return new ShellTasks(new Commands(folder)).run(parameters);
    }

    @Test
    void givesWhatACommandWrites() throws Exception {
        assertThat(shell("echo two words", "")).hasToString("{\"ExitCode\":0,\"Output\":\"two words\"}");
        assertThat(shell("cat", "'Input': {'n': 1.10}")).hasToString("{\"ExitCode\":0,\"Output\":{\"n\":1.10}}");
        assertThat(shell("cat", "'Input': 'ü\\n\\n'").path("Output").asText()).isEqualTo("ü\n");
        assertThat(run("{'Command': ['echo', '$HOME', 1]}").path("Output").asText())
                .isEqualTo("$HOME 1");
    }

    @Test
    void showsACommandNothingOfTheServersEnvironmentButItsPath() throws Exception {
        String seen = shell("env | sort; pwd", "'Environment': {'DAY': '2026-11-27', 'N': 1}")
                .path("Output")
                .asText();
        assertThat(seen.lines())
                .contains("DAY=2026-11-27", "N=1", "PATH=" + System.getenv("PATH"))
                .anyMatch(line -> Path.of(line).endsWith(folder.getFileName()))
                .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="));
    }

    @Test
    void failsWithTheEndOfWhatACommandSaysIsWrong() {
        Calls.fails(
                () -> shell("echo out; echo first >&2; echo why >&2; exit 3", ""),
                "Forebay.ShellFailed",
                "exit code 3: first\nwhy");
        Calls.fails(
                () -> shell("yes long | head -c 100000 >&2; echo end >&2; exit 1", ""), "Forebay.ShellFailed", "end");
        Calls.fails(() -> run("{'Command': ['./none']}"), "States.TaskFailed", "cannot be started");
        Calls.fails(() -> run("{'Command': 'ls -l'}"), "States.Runtime", "list of strings");
        Calls.fails(() -> run("{'Command': [['a']]}"), "States.Runtime", "strings only");
        Calls.fails(() -> run("{'Command': ['ls'], 'TimeoutSeconds': 0}"), "States.Runtime", "TimeoutSeconds");
    }

    @Test
    void takesNoOutputWithoutEndAndReadsAllOfIt() throws Exception {
        Calls.fails(() -> shell("yes", ""), "States.DataLimitExceeded", "" + Limits.DATA);
        assertThat(shell("head -c 200000 /dev/zero | tr '\\0' x", "")
                        .path("Output")
                        .asText())
                .hasSize(200_000);
    }

    /** A command that reads none of its input holds nobody up. */
    @Test
    void waitsForNoCommandToReadItsInput() throws Exception {
        assertThat(shell("echo done", "'Input': '" + "x".repeat(200_000) + "'")
                        .path("Output")
                        .asText())
                .isEqualTo("done");
    }

    private long pid(Path file) throws IOException {
        EngineFixture.await(() -> Files.exists(file) && file.toFile().length() > 0, () -> file + " does not come");
        return Long.parseLong(Files.readString(file).strip());
    }

    private static void gone(long pid) {
        EngineFixture.await(
                () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), () -> pid + " still runs");
    }

    @Test
    void killsACommandThatTakesTooLongWithAllThatItHasStarted() throws Exception {
        assertThatThrownBy(
                        () -> shell("sleep 100 & echo $! > child.tmp; mv child.tmp child; wait", "'TimeoutSeconds': 1"))
                .hasMessage(null);
        gone(pid(folder.resolve("child")));
    }

    @Test
    void killsWhatNobodyWaitsForAnyMore() throws Exception {
        FutureTask<JsonNode> call =
                new FutureTask<>(() -> shell("echo $$ > parent.tmp; mv parent.tmp parent; sleep 100; echo never", ""));
        Thread thread = new Thread(call);
        thread.start();
        long pid = pid(folder.resolve("parent"));
        assertThat(ProcessHandle.of(pid)).isPresent();
        thread.interrupt();
        thread.join();
        assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
        gone(pid);
    }

    @Test
    void runsNothingUnlessItIsAllowed() {
        Calls.fails(
                () -> new ShellTasks(null).run(Json.parse("{\"Command\": [\"ls\"]}")),
                "States.Permissions",
                "shell.allow");
    }

    private JsonNode function(String script, String payload) throws Exception {
        return new LambdaCommand(new Commands(folder), List.of("sh", "-c", script), Duration.ofSeconds(10))
                .invoke(Json.parse(payload));
    }

    @Test
    void callsFunctionsThatAreCommands() throws Exception {
        assertThat(function("cat", "{\"a\": 1.50}")).hasToString("{\"a\":1.50}");
        assertThat(function("true", "{}").isNull()).isTrue();
        Calls.fails(() -> function("echo no json", "{}"), "Lambda.Unknown", "no JSON");
        Calls.fails(() -> function("echo why >&2; exit 1", "{}"), "Lambda.Unknown", "exit code 1: why");
        Calls.fails(
                () -> function("echo '{\"errorType\": \"Odd\", \"errorMessage\": \"so\"}'; exit 1", "{}"), "Odd", "so");
    }
}
