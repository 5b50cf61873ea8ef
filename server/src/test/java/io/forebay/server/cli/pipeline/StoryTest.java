package io.forebay.server.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant BEGIN = Instant.parse("2026-11-28T02:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Story story = new Story(lines::add, 80);
    private int id;

    private static JsonNode event(int id, int previous, long millis, String type, String... details) {
        ObjectNode event = new ObjectMapper()
                .createObjectNode()
                .put("id", id)
                .put("previousEventId", previous)
                .put("type", type)
                .put("timestamp", BigDecimal.valueOf(BEGIN.toEpochMilli() + millis, 3));
        ObjectNode own = event.putObject("someEventDetails");
        for (int i = 0; i < details.length; i += 2) {
            own.put(details[i], details[i + 1]);
        }
        return event;
    }

    /** One that follows from a certain one. */
    private int after(int previous, long millis, String type, String... details) {
        story.add(event(++id, previous, millis, type, details));
        return id;
    }

    /** One that follows from the last. */
    private void then(long millis, String type, String... details) {
        after(id, millis, type, details);
    }

    @Test
    void hasALineForEachStateOnceItIsOver() {
        then(0, "ExecutionStarted");
        then(0, "PassStateEntered", "name", "SetUp");
        then(12, "PassStateExited", "name", "SetUp");
        then(12, "TaskStateEntered", "name", "Load");
        then(12, "TaskScheduled", "resource", "executeStatement");
        assertThat(lines).containsExactly("02:00:00 02:00:00    12 ms  SetUp");
        assertThat(story.running(BEGIN.plusMillis(2112))).isEqualTo("Load 2.1 s");
        story.announce();
        story.announce();
        then(65_012, "TaskStateExited", "name", "Load");
        then(65_012, "ExecutionSucceeded");
        story.end("SUCCEEDED");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly("02:00:00                    Load", "02:00:00 02:01:05   1m 05s  Load");
        assertThat(story.failed()).isNull();
    }

    @Test
    void tellsEachAttemptAndItsErrorInOneLineOfTheScreen() {
        then(0, "TaskStateEntered", "name", "Load");
        then(0, "TaskScheduled");
        then(1_000, "TaskFailed", "error", "E", "cause", "it\nis\tlong " + "and long ".repeat(20));
        then(5_000, "TaskScheduled");
        then(6_500, "TaskSucceeded", "resource", "executeStatement", "output", "{}");
        then(6_500, "TaskStateExited", "name", "Load");
        assertThat(lines)
                .containsExactly(
                        "02:00:00 02:00:01    1.0 s  Load  failed",
                        "         E: it is long and long and long and long and long and long and long an…",
                        "02:00:05 02:00:06    1.5 s  Load");
        assertThat(lines).allMatch(line -> line.length() <= 80);
    }

    @Test
    void putsBranchesBelowTheirStateAndNamesTheInnermostThatFailed() {
        then(0, "ParallelStateEntered", "name", "Both");
        then(0, "ParallelStateStarted");
        int left = after(2, 0, "TaskStateEntered", "name", "Left");
        int right = after(2, 0, "WaitStateEntered", "name", "Right");
        int failed = after(left, 900, "TaskFailed", "error", "E");
        after(right, 900, "WaitStateAborted");
        after(failed, 900, "ParallelStateFailed");
        then(900, "ExecutionFailed", "error", "E");
        story.end("FAILED");
        assertThat(lines)
                .containsExactly(
                        "02:00:00                    Both",
                        "02:00:00 02:00:00   900 ms    Left  failed",
                        "         E",
                        "02:00:00 02:00:00   900 ms    Right  aborted",
                        "02:00:00 02:00:00   900 ms  Both  failed");
        assertThat(story.failed()).isEqualTo("Left");
    }

    @Test
    void numbersIterations() {
        then(0, "MapStateEntered", "name", "Each");
        then(0, "MapStateStarted");
        for (int i = 0; i < 2; i++) {
            then(0, "MapIterationStarted", "name", "Each", "index", Integer.toString(i));
            then(0, "PassStateEntered", "name", "Load");
            then(0, "PassStateExited", "name", "Load");
            then(0, "MapIterationSucceeded", "name", "Each", "index", Integer.toString(i));
        }
        then(5, "MapStateSucceeded");
        then(5, "MapStateExited", "name", "Each");
        then(5, "PassStateEntered", "name", "Last");
        then(5, "PassStateExited", "name", "Last");
        assertThat(lines)
                .containsExactly(
                        "02:00:00                    Each",
                        "02:00:00 02:00:00     0 ms    Load [0]",
                        "02:00:00 02:00:00     0 ms    Load [1]",
                        "02:00:00 02:00:00     5 ms  Each",
                        "02:00:00 02:00:00     0 ms  Last");
    }

    @Test
    void forgetsAFailureThatWasCaught() {
        then(0, "TaskStateEntered", "name", "Load");
        then(0, "TaskFailed", "error", "E");
        then(0, "TaskStateExited", "name", "Load");
        then(0, "ChoiceStateEntered", "name", "Decide");
        then(3, "ExecutionFailed", "error", "States.NoChoiceMatched");
        story.end("FAILED");
        assertThat(story.failed()).isEqualTo("Decide");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("02:00:00 02:00:00     3 ms  Decide  failed");
    }

    @Test
    void showsTheErrorOfAStatementThatWasAskedFor() {
        then(0, "TaskStateEntered", "name", "Ask");
        then(
                0,
                "TaskSucceeded",
                "resource",
                "describeStatement",
                "output",
                "{\"Status\":\"FAILED\",\"Error\":\"ERROR: division by zero\"}");
        then(0, "TaskStateExited", "name", "Ask");
        assertThat(lines).contains("         SQL FAILED: ERROR: division by zero");
    }

    @Test
    void countsTheTimeOfWhatIsRedrivenFromThen() {
        story.past(List.of(
                event(1, 0, 0, "TaskStateEntered", "name", "Load"),
                event(2, 1, 50, "TaskFailed", "error", "E"),
                event(3, 2, 50, "ExecutionFailed", "error", "E")));
        assertThat(lines).isEmpty();
        id = 3;
        then(60_000, "ExecutionRedriven");
        after(2, 60_000, "TaskScheduled");
        then(61_000, "TaskSucceeded", "resource", "x");
        then(61_000, "TaskStateExited", "name", "Load");
        assertThat(lines).containsExactly("02:01:00 02:01:01    1.0 s  Load");
    }

    @Test
    void showsNoControlCharacters() {
        then(0, "PassStateEntered", "name", "A\u001b[2J");
        then(0, "PassStateExited", "name", "A\u001b[2J");
        assertThat(lines).containsExactly("02:00:00 02:00:00     0 ms  A\\x1b[2J");
    }
}
