package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions that go on from what has failed. */
class RedriveTest {
    private static String task(String name, String rest) {
        return "'" + name + "': {" + CALL + ", " + rest + "}";
    }

    private static void redrive(Play play) {
        play.signal(new Signal.Redrive());
        play.goOn();
    }

    private static void failAndRedrive(Play play) {
        play.run();
        assertThat(play.execution.status()).isEqualTo(Status.FAILED);
        redrive(play);
    }

    private static List<String> states(Play play) {
        return play.tasks.stream().map(Work.Task::state).toList();
    }

    @Test
    void goesOnFromTheStateThatFailed() {
        Play play = new Play(
                        Machines.of(task("A", "'Next': 'B'"), task("B", "'Next': 'C'"), task("C", "'End': true")), "{}")
                .answer("A", "1")
                .fail("B", "E", "c")
                .answer("B", "2")
                .answer("C", "3");
        failAndRedrive(play);
        assertThat(play.execution.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(play.execution.redrives()).isEqualTo(1);
        assertThat(states(play)).containsExactly("A", "B", "B", "C");
        List<String> types = play.types();
        assertThat(types.subList(types.indexOf("ExecutionFailed"), types.size()).subList(0, 5))
                .containsExactly(
                        "ExecutionFailed", "ExecutionRedriven", "TaskScheduled", "TaskStarted", "TaskSucceeded");
        assertThat(play.tasks).extracting(Work.Task::clientToken).doesNotHaveDuplicates();
    }

    @Test
    void countsRetriesAnew() {
        Play play = new Play(
                        Machines.of(task("A", "'End': true, 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 2}]")),
                        "{}")
                .fail("A", "E", null);
        failAndRedrive(play);
        assertThat(states(play)).hasSize(6);
        assertThat(play.execution.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void runsOnlyTheBranchesThatAreNotDone() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Parallel', 'End': true, 'Branches': ["
                                + inner("X", task("X", "'End': true")) + ","
                                + inner("Y", "'Y': {'Type': 'Pass', 'Next': 'Y2'}", task("Y2", "'End': true")) + ","
                                + inner("W", "'W': {'Type': 'Wait', 'Seconds': 60, 'End': true}") + "]}"),
                        "{}")
                .answer("X", "1")
                .fail("Y2", "E", "c")
                .answer("Y2", "2");
        failAndRedrive(play);
        assertThat(play.output()).isEqualTo("[1,2,{}]");
        assertThat(states(play)).containsExactly("X", "Y2", "Y2");
        assertThat(play.types().stream().filter("ParallelStateStarted"::equals)).hasSize(1);
    }

    @Test
    void runsOnlyTheIterationsThatAreNotDone() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Map', 'End': true, 'MaxConcurrency': 2, 'ItemProcessor': "
                                + inner("X", task("X", "'End': true")) + "}"),
                        "[1,2,3,4]")
                .answer("X", "10")
                .fail("X", "E", "c")
                .answer("X", "20");
        failAndRedrive(play);
        assertThat(play.output()).isEqualTo("[10,20,20,20]");
        assertThat(play.types().stream().filter("MapIterationStarted"::equals)).hasSize(4);
    }

    @Test
    void redrivesWhatIsDeepInside() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Map', 'End': true, 'ItemProcessor': "
                                + inner(
                                        "P",
                                        "'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
                                                + inner(
                                                        "X",
                                                        task("X", "'Next': 'X2'"),
                                                        "'X2': {'Type': 'Pass', 'End': true}")
                                                + ","
                                                + inner("Y", "'Y': {'Type': 'Pass', 'End': true}") + "]}")
                                + "}"),
                        "[1,2]")
                .answer("X", "10")
                .fail("X", "E", "c")
                .answer("X", "20");
        failAndRedrive(play);
        assertThat(play.output()).isEqualTo("[[10,1],[20,2]]");
    }

    @Test
    void goesOnAfterAStopAndATimeout() {
        Play play = new Play(Machines.of(task("A", "'End': true")), "{}").silent("A");
        play.run();
        play.signal(new Signal.Stop(null, null));
        String before = play.tasks.get(0).id();
        play.signal(new Signal.Redrive());
        Work again = play.execution.pending().iterator().next();
        assertThat(again.id()).isNotEqualTo(before);
        play.signal(new Signal.TaskSucceeded(again.id(), play.tasks.get(0).parameters()));
        assertThat(play.execution.status()).isEqualTo(Status.SUCCEEDED);
        play.goOn();
    }

    @Test
    void startsItsTimeAnew() {
        Play play = new Play(
                        Machines.json(
                                "{'StartAt': 'A', 'TimeoutSeconds': 5, 'States': {" + task("A", "'End': true") + "}}"),
                        "{}")
                .silent("A");
        play.run();
        assertThat(play.execution.status()).isEqualTo(Status.TIMED_OUT);
        redrive(play);
        assertThat(play.execution.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(play.now).isEqualTo(Play.BEGIN.plusSeconds(10));
    }

    @Test
    void showsRedrivesInTheContext() {
        Play play = new Play(
                        Machines.of(task("A", "'Parameters': {'n.$': '$$.Execution.RedriveCount'}, 'End': true")), "{}")
                .fail("A", "E", "c")
                .answer("A", "1");
        failAndRedrive(play);
        assertThat(play.tasks)
                .extracting(task -> task.parameters().path("n").asInt())
                .containsExactly(0, 1);
    }

    @Test
    void isNothingForWhatSucceededOrRuns() {
        Play done = Play.of(Machines.of("'A': {'Type': 'Succeed'}"));
        assertThat(done.signal(new Signal.Redrive())).isEmpty();
        Play running = new Play(Machines.of(task("A", "'End': true")), "{}").silent("A");
        running.run();
        assertThat(running.signal(new Signal.Redrive())).isEmpty();
    }

    @Test
    void runsAFailedStateThatHasNoWorkAgain() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Pass', 'Next': 'F'}", "'F': {'Type': 'Fail', 'Error': 'E'}"), "{}");
        failAndRedrive(play);
        assertThat(play.failure()).isEqualTo("E: -");
        assertThat(play.types().stream().filter("ExecutionFailed"::equals)).hasSize(2);
    }
}
