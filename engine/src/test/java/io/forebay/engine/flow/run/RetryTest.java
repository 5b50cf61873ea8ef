package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.ErrorName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry, Catch, time-outs and heartbeats. */
class RetryTest {
    private static Play play(String fields, String... more) {
        return new Play(Machines.of("'A': {" + CALL + ", " + fields + "}", more), Machines.json("{'in': 1}"));
    }

    private static final String END = "'Z': {'Type': 'Succeed'}";

    @Test
    void keepsACounterForEachRetrier() {
        Play play = play(
                "'Next': 'Z', 'Retry': [{'ErrorEquals': ['ErrorA', 'ErrorB'], 'IntervalSeconds': 1, 'BackoffRate': 2.0,"
                        + " 'MaxAttempts': 2}, {'ErrorEquals': ['ErrorC'], 'IntervalSeconds': 5}],"
                        + " 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]",
                END);
        for (String error : List.of("ErrorA", "ErrorB", "ErrorC", "ErrorB")) {
            play.fail("A", error, "c");
        }
        play.run();
        assertThat(play.waits).containsExactly(seconds(1), seconds(2), seconds(5));
        assertThat(play.output()).isEqualTo("{\"Error\":\"ErrorB\",\"Cause\":\"c\"}");
        assertThat(play.typesAfterStart().subList(0, 7))
                .containsExactly(
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskFailed",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskFailed");
        assertThat(play.types()).contains("TaskStateExited");
    }

    @Test
    void triesThreeTimesAtFirst() {
        Play play =
                play("'End': true, 'Retry': [{'ErrorEquals': ['States.ALL']}]").fail("A", "E", null);
        play.run();
        assertThat(play.waits).containsExactly(seconds(1), seconds(2), seconds(4));
        assertThat(play.execution.status()).isEqualTo(Status.FAILED);
        assertThat(play.tasks).extracting(Work.Task::id).doesNotHaveDuplicates().hasSize(4);
        assertThat(play.tasks).extracting(Work.Task::clientToken).doesNotHaveDuplicates();
    }

    @Test
    void capsEachWait() {
        Play play = play("'End': true, 'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 3, 'BackoffRate': 1.5,"
                        + " 'MaxAttempts': 4, 'MaxDelaySeconds': 6}]")
                .fail("A", "E", null);
        play.run();
        assertThat(play.waits).containsExactly(seconds(3), Duration.ofMillis(4500), seconds(6), seconds(6));
    }

    @Test
    void jittersFromNothingToTheWholeWait() {
        Play play = play("'End': true, 'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 10, 'BackoffRate': 1,"
                        + " 'MaxAttempts': 20, 'JitterStrategy': 'FULL'}]")
                .fail("A", "E", null);
        play.run();
        assertThat(play.waits).hasSizeBetween(19, 20).allMatch(wait -> wait.compareTo(seconds(10)) <= 0);
        assertThat(play.waits).doesNotHaveDuplicates();
    }

    @Test
    void neverRetriesWithNoAttempts() {
        Play play = play("'End': true, 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 0},"
                        + " {'ErrorEquals': ['States.ALL']}]")
                .fail("A", "E", null);
        play.run();
        assertThat(play.waits).isEmpty();
    }

    @Test
    void countsRetriesInTheContext() {
        Play play = play("'Parameters': {'n.$': '$$.State.RetryCount'}, 'End': true,"
                        + " 'Retry': [{'ErrorEquals': ['States.ALL']}]")
                .fail("A", "E", null)
                .fail("A", "E", null)
                .answer("A", "1");
        play.run();
        assertThat(play.tasks)
                .extracting(task -> task.parameters().path("n").asInt())
                .containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "E, E, true",
        "E, e, false",
        "E, States.ALL, true",
        "E, States.TaskFailed, true",
        "States.Timeout, States.TaskFailed, false",
        "States.Timeout, States.ALL, true",
        "States.Timeout, States.Timeout, true",
        "States.Timeout, States.HeartbeatTimeout, false",
        "States.Permissions, States.TaskFailed, true",
        "States.Runtime, States.ALL, false",
        "States.Runtime, States.Runtime, false",
        "States.Runtime, States.TaskFailed, false",
        "States.DataLimitExceeded, States.ALL, true",
        "States.Http.StatusCode.404, States.Http.StatusCode.404, true",
        "E, State.ALL, false",
    })
    void catchesByName(String error, String name, boolean caught) {
        Play play = play("'Next': 'Z', 'Catch': [{'ErrorEquals': ['" + name + "'], 'Next': 'Z'}]", END)
                .fail("A", error, "c");
        play.run();
        assertThat(play.execution.status()).isEqualTo(caught ? Status.SUCCEEDED : Status.FAILED);
    }

    @Test
    void putsTheErrorWhereTheCatcherSays() {
        Play play = play(
                        "'Next': 'Z', 'OutputPath': '$.no.such.path', 'Catch': [{'ErrorEquals': ['E'], 'Next': 'Z',"
                                + " 'ResultPath': '$.error', 'Assign': {'e.$': '$.Error'}}]",
                        "'Z': {'Type': 'Pass', 'Parameters': {'e.$': '$e', 'in.$': '$'}, 'End': true}")
                .fail("A", "E", null);
        play.run();
        assertThat(play.output())
                .isEqualTo("{\"e\":\"E\",\"in\":{\"in\":1,\"error\":{\"Error\":\"E\",\"Cause\":null}}}");
    }

    @Test
    void givesNullsForAnErrorWithoutAName() {
        Play play = play("'Next': 'Z', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]", END)
                .fail("A", null, null);
        play.run();
        assertThat(play.output()).isEqualTo("{\"Error\":null,\"Cause\":null}");
    }

    @Test
    void doesNotCatchWhatFailsInACatcher() {
        Play play = play(
                        "'Next': 'Z', 'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': '$.in.x', 'Next': 'Z'}]",
                        END)
                .fail("A", "E", null);
        play.run();
        assertThat(play.failure()).startsWith("States.Runtime: ");
    }

    @Test
    void timesOutAfterItsStart() {
        Play play = play(
                        "'TimeoutSeconds': 30, 'Next': 'Z', 'Catch': [{'ErrorEquals': ['States.Timeout'], 'Next': 'Z'}]",
                        END)
                .silent("A");
        play.run();
        assertThat(play.waits).containsExactly(seconds(30));
        assertThat(play.types()).containsSubsequence("TaskStarted", "TaskTimedOut", "TaskStateExited");
        assertThat(play.output()).isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":null}");
    }

    @Test
    void takesTimeoutsFromPaths() {
        Play play = new Play(
                        Machines.of("'A': {" + CALL
                                + ", 'TimeoutSecondsPath': '$.t', 'HeartbeatSecondsPath': '$.h', 'End': true}"),
                        "{\"t\":9,\"h\":4}")
                .silent("A");
        play.run();
        assertThat(play.tasks.get(0).timeout()).isEqualTo(9);
        assertThat(play.waits).containsExactly(seconds(4));
        assertThat(play.failure()).isEqualTo("States.Timeout: -");
        Play wrong = new Play(
                        Machines.of("'A': {" + CALL + ", 'TimeoutSecondsPath': '$.t', 'End': true}"), "{\"t\":\"x\"}")
                .run();
        assertThat(wrong.failure())
                .isEqualTo(
                        "States.Runtime: The TimeoutSecondsPath field refers to value \"x\" which is not a valid integer:"
                                + " $.t");
    }

    @Test
    void takesTimeoutsFromJsonata() {
        Play play = new Play(
                        Machines.jsonata(
                                "'A': {" + CALL + ", 'TimeoutSeconds': '{% $states.input.t * 2 %}', 'End': true}"),
                        "{\"t\":9}")
                .silent("A");
        play.run();
        assertThat(play.waits).containsExactly(seconds(18));
    }

    @Test
    void matchesAMissedHeartbeatByBothNames() {
        for (String name : List.of(ErrorName.HEARTBEAT_TIMEOUT, ErrorName.TIMEOUT)) {
            Play play = play(
                            "'HeartbeatSeconds': 5, 'Next': 'Z', 'Catch': [{'ErrorEquals': ['" + name
                                    + "'], 'Next': 'Z'}]",
                            END)
                    .silent("A");
            play.run();
            assertThat(play.output()).isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":null}");
        }
    }

    @Test
    void putsItsHeartbeatOff() {
        Play play = play("'HeartbeatSeconds': 5, 'End': true").silent("A");
        play.signal(new Signal.Resume());
        String task = play.execution.pending().iterator().next().id();
        play.now = play.now.plusSeconds(4);
        String before = timer(play);
        play.signal(new Signal.TaskHeartbeat(task));
        assertThat(play.signal(new Signal.TimerOver(before)))
                .as("of the beat before")
                .isEmpty();
        play.goOn();
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(9));
        assertThat(play.types()).containsSubsequence("TaskStarted", "TaskTimedOut", "ExecutionFailed");
    }

    private static String timer(Play play) {
        return play.execution.pending().stream()
                .filter(Work.Timer.class::isInstance)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void ignoresWhatComesTooLate() {
        Play play = play("'TimeoutSeconds': 5, 'End': true, 'Retry': [{'ErrorEquals': ['States.Timeout']}]")
                .silent("A");
        play.signal(new Signal.Resume());
        String task = play.execution.pending().get(0).id();
        play.now = play.now.plusSeconds(5);
        play.signal(new Signal.TimerOver(timer(play)));
        assertThat(play.signal(
                        new Signal.TaskSucceeded(task, play.execution.start().input())))
                .isEmpty();
        assertThat(play.signal(new Signal.TaskHeartbeat(task))).isEmpty();
        assertThat(play.execution.pending()).hasSize(1).allMatch(Work.Timer.class::isInstance);
    }

    @Test
    void retriesAWholeMap() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Map', 'End': true, 'ItemProcessor': "
                                + Machines.inner("B", "'B': {" + CALL + ", 'End': true}")
                                + ", 'Retry': [{'ErrorEquals': ['E']}]}"),
                        "[1,2]")
                .answer("B", "1")
                .fail("B", "E", null)
                .answer("B", "2");
        play.run();
        assertThat(play.types().stream().filter("MapStateStarted"::equals)).hasSize(2);
        assertThat(play.output()).isEqualTo("[2,2]");
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
