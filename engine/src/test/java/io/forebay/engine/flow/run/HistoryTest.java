package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events of each type of state, in their order. */
class HistoryTest {
    private static Play play(String states) {
        return Play.of(Machines.of(states));
    }

    @Test
    void passesAndSucceeds() {
        Play play = play("'A': {'Type': 'Pass', 'Result': {'x': 1}, 'Next': 'B'}, 'B': {'Type': 'Succeed'}");
        assertThat(play.types())
                .containsExactly(
                        "ExecutionStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "SucceedStateEntered",
                        "SucceedStateExited",
                        "ExecutionSucceeded");
        assertThat(play.output()).isEqualTo("{\"x\":1}");
    }

    @Test
    void numbersEventsAndLinksThem() {
        Play play = play("'A': {'Type': 'Pass', 'End': true}");
        assertThat(play.events).extracting(Event::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(play.events).extracting(Event::previousEventId).containsExactly(0L, 0L, 2L, 3L);
        assertThat(play.events).extracting(Event::sequence).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void showsTheApisDetails() {
        Play play = play("'A': {'Type': 'Pass', 'Result': {'x': 1.10}, 'Assign': {'v': 'w'}, 'End': true}");
        assertThat(Json.text(play.first(EventType.EXECUTION_STARTED).toHistory()))
                .isEqualTo(Machines.json("{'timestamp':'2026-03-01T10:00:00.000Z','type':'ExecutionStarted','id':1,"
                        + "'previousEventId':0,'executionStartedEventDetails':{'input':'{}','inputDetails':"
                        + "{'truncated':false},'roleArn':'arn:aws:iam::123456789012:role/r'}}"));
        assertThat(Json.text(play.first(EventType.PASS_STATE_EXITED).details()))
                .isEqualTo("{\"name\":\"A\",\"output\":\"{\\\"x\\\":1.10}\",\"outputDetails\":{\"truncated\":false},"
                        + "\"assignedVariables\":{\"v\":\"\\\"w\\\"\"},"
                        + "\"assignedVariablesDetails\":{\"truncated\":false}}");
    }

    @Test
    void callsAService() {
        Play play = play("'A': {" + CALL + ", 'TimeoutSeconds': 9, 'End': true}");
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(Json.text(play.first(EventType.TASK_SCHEDULED).details()))
                .isEqualTo(Machines.json("{'resourceType':'aws-sdk:redshiftdata','resource':'executeStatement',"
                        + "'region':'','parameters':'{}','timeoutInSeconds':9}"));
        assertThat(play.first(EventType.TASK_SUCCEEDED)
                        .details()
                        .path("resource")
                        .asText())
                .isEqualTo("executeStatement");
    }

    @Test
    void callsALambdaFunction() {
        Play play = play("'A': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:1:function:f', 'End': true}");
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionStarted",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void waitsForAWorkerOfAnActivity() {
        Play play = new Play(
                Machines.of(
                        "'A': {'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:1:activity:a', 'TimeoutSeconds': 5,"
                                + " 'End': true}"),
                "{}");
        play.answer("A", task -> new Signal.TaskStarted(task.id(), "w"));
        play.answer("A", "7");
        play.run();
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "TaskStateEntered",
                        "ActivityScheduled",
                        "ActivityStarted",
                        "ActivitySucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(play.tasks.get(0).token()).isNotBlank();
    }

    @Test
    void waitsForATaskToken() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                        + " 'Parameters': {'t.$': '$$.Task.Token'}, 'End': true}"),
                "{}");
        play.answer("A", task -> new Signal.TaskSubmitted(task.id(), Json.parseOwn("{\"MessageId\":\"m\"}")));
        play.answer("A", "true");
        play.run();
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSubmitted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(play.tasks.get(0).parameters().path("t").asText())
                .isEqualTo(play.tasks.get(0).token());
    }

    @Test
    void findsATaskByItsToken() {
        Play play = new Play(
                        Machines.of(
                                "'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                                        + " 'End': true}"),
                        "{}")
                .silent("A");
        play.run();
        String token = play.tasks.get(0).token();
        assertThat(play.execution.findTask(token)).map(Work.Task::state).contains("A");
        assertThat(play.execution.findTask("other")).isEmpty();
    }

    @Test
    void failsWithErrorAndCauseOrWithout() {
        Play play = play("'A': {'Type': 'Fail', 'Error': 'E', 'Cause': 'c'}");
        assertThat(play.typesAfterStart()).containsExactly("FailStateEntered", "ExecutionFailed");
        assertThat(play.last().details()).isEqualTo(Json.parseOwn(Machines.json("{'error':'E','cause':'c'}")));
        assertThat(play("'A': {'Type': 'Fail'}").last().details()).isEmpty();
    }

    @Test
    void failsWithPathsAndIntrinsics() {
        Play play = Play.of(
                Machines.of("'A': {'Type': 'Fail', 'ErrorPath': '$.e', 'CausePath': 'States.Format(`{} {}`, $.e, 1)'}"),
                "{\"e\":\"X\"}");
        assertThat(play.failure()).isEqualTo("X: X 1");
        Play missing = play("'A': {'Type': 'Fail', 'CausePath': '$.no'}");
        assertThat(missing.failure())
                .isEqualTo(
                        "States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2)."
                                + " The JSONPath '$.no' specified for the field 'CausePath' could not be found in the input"
                                + " '{}'");
    }

    @Test
    void choosesAndWaits() {
        Play play = Play.of(
                Machines.of(
                        "'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.n', 'NumericGreaterThan': 5, 'Next': 'B'}],"
                                + " 'Default': 'C'}, 'B': {'Type': 'Wait', 'Seconds': 3, 'End': true},"
                                + " 'C': {'Type': 'Pass', 'End': true}"),
                "{\"n\":6}");
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "ChoiceStateEntered",
                        "ChoiceStateExited",
                        "WaitStateEntered",
                        "WaitStateExited",
                        "ExecutionSucceeded");
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(3));
        assertThat(play.output()).isEqualTo("{\"n\":6}");
    }

    @Test
    void failsWhenNoRuleHolds() {
        Play play = play("'A': {'Type': 'Choice', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'B'}]},"
                + " 'B': {'Type': 'Succeed'}");
        assertThat(play.failure()).startsWith("States.Runtime: ").contains("'A'");
        assertThat(play.typesAfterStart()).containsExactly("ChoiceStateEntered", "ExecutionFailed");
    }

    @Test
    void runsBranches() {
        Play play = play("'A': {'Type': 'Parallel', 'End': true, 'Branches': ["
                + "{'StartAt': 'B', 'States': {'B': {" + CALL + ", 'End': true}}},"
                + "{'StartAt': 'C', 'States': {'C': {'Type': 'Pass', 'Result': 2, 'End': true}}}]}");
        List<String> types = play.typesAfterStart();
        assertThat(types.subList(0, 2)).containsExactly("ParallelStateEntered", "ParallelStateStarted");
        assertThat(types.subList(types.size() - 3, types.size()))
                .containsExactly("ParallelStateSucceeded", "ParallelStateExited", "ExecutionSucceeded");
        assertThat(types).hasSize(12);
        assertThat(play.output()).isEqualTo("[{},2]");
    }

    @Test
    void abortsTheOtherBranchesWhenOneFails() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Parallel', 'Next': 'Z', 'Branches': ["
                                + "{'StartAt': 'B', 'States': {'B': {" + CALL + ", 'End': true}}},"
                                + "{'StartAt': 'W', 'States': {'W': {'Type': 'Wait', 'Seconds': 9, 'End': true}}},"
                                + "{'StartAt': 'C', 'States': {'C': {" + CALL + ", 'End': true}}}],"
                                + " 'Catch': [{'ErrorEquals': ['States.BranchFailed'], 'Next': 'Z'}]},"
                                + "'Z': {'Type': 'Pass', 'End': true}"),
                        "{}")
                .silent("B")
                .fail("C", "FailureType", "Cause description");
        play.run();
        List<String> types = play.typesAfterStart();
        assertThat(types.subList(types.indexOf("TaskFailed"), types.size()))
                .containsExactly(
                        "TaskFailed",
                        "TaskStateAborted",
                        "WaitStateAborted",
                        "ParallelStateFailed",
                        "ParallelStateExited",
                        "PassStateEntered",
                        "PassStateExited",
                        "ExecutionSucceeded");
        assertThat(play.output()).isEqualTo("{\"Error\":\"FailureType\",\"Cause\":\"Cause description\"}");
    }

    @Test
    void iterates() {
        Play play = Play.of(
                Machines.of("'A': {'Type': 'Map', 'End': true, 'MaxConcurrency': 1, 'ItemProcessor': {'StartAt': 'B',"
                        + " 'States': {'B': {'Type': 'Pass', 'End': true}}}}"),
                "[5,6]");
        assertThat(play.typesAfterStart())
                .containsExactly(
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapIterationStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "MapIterationSucceeded",
                        "MapIterationStarted",
                        "PassStateEntered",
                        "PassStateExited",
                        "MapIterationSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
        assertThat(play.first(EventType.MAP_STATE_STARTED).details()).isEqualTo(Json.parseOwn("{\"length\":2}"));
        assertThat(play.first(EventType.MAP_ITERATION_STARTED).details())
                .isEqualTo(Json.parseOwn("{\"name\":\"A\",\"index\":0}"));
        assertThat(play.output()).isEqualTo("[5,6]");
    }

    @Test
    void stops() {
        Play play = new Play(Machines.of("'A': {" + CALL + ", 'End': true}"), "{}").silent("A");
        play.run();
        play.signal(new Signal.Stop("E", "c"));
        assertThat(play.execution.status()).isEqualTo(Status.ABORTED);
        assertThat(play.last().details()).isEqualTo(Json.parseOwn(Machines.json("{'error':'E','cause':'c'}")));
        assertThat(play.execution.pending()).isEmpty();
        assertThat(play.signal(new Signal.TaskSucceeded(play.tasks.get(0).id(), Json.object())))
                .isEmpty();
    }

    @Test
    void timesOutAsAWhole() {
        Play play = new Play(
                        Machines.json("{'StartAt': 'A', 'TimeoutSeconds': 7, 'States': {'A': {" + CALL
                                + ", 'Next': 'B', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}]},"
                                + "'B': {'Type': 'Succeed'}}}"),
                        "{}")
                .silent("A");
        play.run();
        assertThat(play.execution.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(7));
        assertThat(play.types().get(play.types().size() - 1)).isEqualTo("ExecutionTimedOut");
    }

    @Test
    void failsAtTheLastEventOfAHistory() {
        Play play = play("'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Next': 'A'}");
        assertThat(play.types()).hasSize(25_000);
        assertThat(play.failure())
                .isEqualTo("States.Runtime: The execution reached the maximum number of history events (25000).");
    }
}
