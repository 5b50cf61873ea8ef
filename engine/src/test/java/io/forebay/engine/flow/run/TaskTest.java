package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks of each kind: how they end, what they are told, and how long they may take. */
class TaskTest {
    private static final String LAMBDA = "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:1:function:f'";
    private static final String ACTIVITY = "'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:1:activity:a'";
    private static final String TOKEN =
            "'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'";

    private static Play play(String task, String fields) {
        return new Play(Machines.of("'A': {" + task + ", " + fields + "}"), "{}");
    }

    @Test
    void failsInTheWordsOfItsKind() {
        for (String[] kind : new String[][] {
            {CALL, "TaskFailed", "TaskTimedOut"},
            {LAMBDA, "LambdaFunctionFailed", "LambdaFunctionTimedOut"},
            {ACTIVITY, "ActivityFailed", "ActivityTimedOut"},
        }) {
            Play failing = play(kind[0], "'End': true");
            failing.answer("A", task -> new Signal.TaskStarted(task.id(), "w")).fail("A", "E", "c");
            failing.run();
            assertThat(failing.failure()).isEqualTo("E: c");
            assertThat(failing.types()).endsWith(kind[1], "ExecutionFailed").doesNotContain("TaskStateExited");
            Play late = play(kind[0], "'TimeoutSeconds': 5, 'End': true");
            late.answer("A", task -> new Signal.TaskStarted(task.id(), "w")).silent("A");
            late.run();
            assertThat(late.failure()).isEqualTo("States.Timeout: -");
            assertThat(late.types()).endsWith(kind[2], "ExecutionFailed");
        }
    }

    /** It is not the time that an activity waits for its worker. */
    @Test
    void countsItsTimeFromItsStart() {
        Play play = play(ACTIVITY, "'TimeoutSeconds': 30, 'HeartbeatSeconds': 10, 'End': true")
                .silent("A");
        play.signal(new Signal.Resume());
        assertThat(play.execution.pending()).hasOnlyElementsOfType(Work.Task.class);
        play.now = play.now.plusSeconds(1000);
        play.signal(new Signal.TaskStarted(play.execution.pending().get(0).id(), "w"));
        play.goOn();
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(1010));
        assertThat(play.types()).endsWith("ActivityTimedOut", "ExecutionFailed");
    }

    @Test
    void hasNoTimeOfItsOwnWithoutAField() {
        Play play = play(CALL, "'End': true").silent("A");
        play.run();
        assertThat(play.execution.pending()).hasOnlyElementsOfType(Work.Task.class);
        assertThat(play.first(EventType.TASK_SCHEDULED).details().has("timeoutInSeconds"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'HeartbeatSeconds': '{% $states.input.n %}' | 7
            'TimeoutSeconds': '{% $states.input.n %}', 'HeartbeatSeconds': '{% 3 %}' | 3
            """)
    void takesTimesFromJsonata(String fields, int seconds) {
        Play play =
                new Play(Machines.jsonata("'A': {" + CALL + ", " + fields + ", 'End': true}"), "{\"n\":7}").silent("A");
        play.run();
        assertThat(play.waits).containsExactly(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'TimeoutSeconds': '{% 1.5 %}'
            'TimeoutSeconds': '{% `7` %}'
            'TimeoutSeconds': '{% $states.input.no %}'
            'HeartbeatSeconds': '{% null %}'
            'TimeoutSeconds': '{% 0 %}'
            'TimeoutSeconds': '{% 100000000 %}'
            'HeartbeatSeconds': '{% -1 %}'
            """)
    void refusesWrongTimesOfJsonata(String field) {
        Play play = new Play(
                Machines.jsonata(
                        "'A': {" + CALL + ", " + field + ", 'Next': 'Z', 'Catch': [{'ErrorEquals':"
                                + " ['States.QueryEvaluationError'], 'Output': 'caught', 'Next': 'Z'}]}",
                        "'Z': {'Type': 'Succeed'}"),
                "{}");
        assertThat(play.run().output()).isEqualTo("\"caught\"");
        assertThat(play.tasks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TimeoutSeconds, 0", "HeartbeatSeconds, -1", "TimeoutSeconds, 100000000"})
    void refusesTimesOfPathsThatAreNone(String field, long value) {
        Play play = new Play(
                Machines.of("'A': {" + CALL + ", '" + field + "Path': '$.t', 'End': true}"), "{\"t\":" + value + "}");
        assertThat(play.run().failure())
                .startsWith("States.Runtime: ")
                .endsWith("The " + field + "Path field refers to value " + value
                        + " which is not between 1 and 99999999.");
    }

    @Test
    void refusesAHeartbeatThatIsNoShorterThanItsTime() {
        Play play = new Play(
                Machines.of(
                        "'A': {" + CALL + ", 'TimeoutSecondsPath': '$.t', 'HeartbeatSecondsPath': '$.h', 'End': true}"),
                "{\"t\":5,\"h\":5}");
        assertThat(play.run().failure())
                .startsWith("States.Runtime: ")
                .endsWith("The heartbeat of 5 seconds is not less than the timeout of 5 seconds");
    }

    @Test
    void retriesWhatAnExpressionFails() {
        Play play = new Play(
                Machines.jsonata("'A': {" + CALL + ", 'Arguments': '{% $states.input.no %}', 'End': true, 'Retry':"
                        + " [{'ErrorEquals': ['States.QueryEvaluationError'], 'MaxAttempts': 2}]}"),
                "{}");
        play.run();
        assertThat(play.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(play.failure()).startsWith("States.QueryEvaluationError: ");
    }

    @Test
    void getsANewTokenForEachTry() {
        Play play = play(
                        TOKEN, "'Parameters': {'t.$': '$$.Task.Token'}, 'End': true, 'Retry': [{'ErrorEquals': ['E']}]")
                .fail("A", "E", null)
                .answer("A", "1");
        play.run();
        assertThat(play.tasks)
                .hasSize(2)
                .extracting(Work.Task::token)
                .doesNotHaveDuplicates()
                .doesNotContainNull()
                .allSatisfy(token -> assertThat(token.length()).isBetween(1, 1024));
        assertThat(play.tasks)
                .allSatisfy(
                        task -> assertThat(task.parameters().path("t").asText()).isEqualTo(task.token()));
    }

    @Test
    void isToldItsCredentials() {
        Play play = new Play(
                Machines.of("'A': {" + CALL + ", 'Credentials': {'RoleArn.$': 'States.Format(`role/{}`, $.r)'},"
                        + " 'End': true}"),
                "{\"r\":\"x\"}");
        play.run();
        assertThat(play.tasks.get(0).credentials()).isEqualTo(Json.parseOwn("{\"RoleArn\":\"role/x\"}"));
    }

    /** Every visit of a state counts its retries anew. */
    @Test
    void forgetsItsRetriesWhenItIsLeft() {
        Play play = new Play(
                        Machines.of(
                                "'A': {" + CALL + ", 'Next': 'B', 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}],"
                                        + " 'Parameters': {'n.$': '$$.State.RetryCount'}}",
                                "'B': {'Type': 'Choice', 'Choices': [{'Variable': '$', 'NumericEquals': 1, 'Next': 'A'}],"
                                        + " 'Default': 'Z'}",
                                "'Z': {'Type': 'Succeed'}"),
                        "{}")
                .fail("A", "E", null)
                .answer("A", "1")
                .fail("A", "E", null)
                .answer("A", "2");
        play.run();
        assertThat(play.output()).isEqualTo("2");
        assertThat(play.waits).isEqualTo(List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertThat(play.tasks)
                .extracting(task -> task.parameters().path("n").asInt())
                .containsExactly(0, 1, 0, 1);
    }

    @Test
    void takesTheCatcherThatMatchesFirst() {
        Play play = new Play(
                        Machines.of(
                                "'A': {" + CALL
                                        + ", 'Next': 'Z', 'Catch': [{'ErrorEquals': ['X', 'E'], 'ResultPath': '$.one',"
                                        + " 'Next': 'Z'}, {'ErrorEquals': ['E'], 'ResultPath': '$.two', 'Next': 'Z'}]}",
                                "'Z': {'Type': 'Succeed'}"),
                        "{}")
                .fail("A", "E", "c");
        assertThat(play.run().output()).isEqualTo("{\"one\":{\"Error\":\"E\",\"Cause\":\"c\"}}");
    }

    @Test
    void retriesBeforeItCatches() {
        Play play = new Play(
                        Machines.of(
                                "'A': {" + CALL + ", 'Next': 'Z', 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}],"
                                        + " 'Catch': [{'ErrorEquals': ['E'], 'Next': 'Z'}]}",
                                "'Z': {'Type': 'Pass', 'Result': 'caught', 'End': true}"),
                        "{}")
                .fail("A", "E", "c");
        assertThat(play.run().output()).isEqualTo("\"caught\"");
        assertThat(play.tasks).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            {% 1.5 %}
            {% -1 %}
            {% null %}
            {% [1] %}
            """)
    void refusesWrongWaitsOfJsonata(String seconds) {
        Play play = Play.of(Machines.jsonata("'A': {'Type': 'Wait', 'Seconds': '" + seconds + "', 'End': true}"));
        assertThat(play.failure()).startsWith("States.QueryEvaluationError: ").contains("'Seconds'");
    }
}
