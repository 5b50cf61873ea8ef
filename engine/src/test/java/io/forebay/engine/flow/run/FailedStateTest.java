package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedStateTest {
    private static String task(String name, String rest) {
        return "'" + name + "': {" + CALL + ", " + rest + "}";
    }

    private static void failsIn(String state, Play play) {
        play.run();
        assertThat(play.execution.status()).isIn(Status.FAILED, Status.TIMED_OUT);
        assertThat(FailedState.of(play.events)).contains(state);
    }

    @Test
    void isTheTaskThatFailed() {
        failsIn(
                "B",
                new Play(Machines.of(task("A", "'Next': 'B'"), task("B", "'End': true")), "{}").fail("B", "E", "c"));
    }

    @Test
    void isTheFailStateBehindACatch() {
        failsIn(
                "F",
                new Play(
                                Machines.of(
                                        task("A", "'End': true, 'Catch': [{'ErrorEquals': ['E'], 'Next': 'F'}]"),
                                        "'F': {'Type': 'Fail', 'Error': 'X'}"),
                                "{}")
                        .fail("A", "E", "c"));
    }

    @Test
    void isTheInnermostOfTheBranchThatFailed() {
        String branches = "'A': {'Type': 'Parallel', 'End': true, 'Branches': ["
                + inner("W", "'W': {'Type': 'Wait', 'Seconds': 60, 'End': true}") + ","
                + inner("X", task("X", "'Next': 'Y'"), task("Y", "'End': true")) + "]}";
        failsIn("Y", new Play(Machines.of(branches), "{}").fail("Y", "E", "c"));
    }

    @Test
    void isTheInnermostOfTheIterationThatFailed() {
        String map = "'A': {'Type': 'Map', 'End': true, 'MaxConcurrency': 1, 'ItemProcessor': "
                + inner("X", task("X", "'Next': 'Y'"), task("Y", "'End': true")) + "}";
        failsIn("Y", new Play(Machines.of(map), "[1, 2]").answer("Y", "1").fail("Y", "E", "c"));
    }

    @Test
    void isAStateThatHasNoEventOfItsOwnForThat() {
        String choice = "'A': {'Type': 'Pass', 'Next': 'C'}, 'C': {'Type': 'Choice', 'Choices':"
                + " [{'Variable': '$.x', 'IsPresent': true, 'Next': 'A'}]}";
        failsIn("C", new Play(Machines.of(choice), "{}"));
    }

    /** What failed before and was caught, or tried again with success, is not it. */
    @Test
    void isTheStateThatWasEnteredLastWhenTimeIsUp() {
        String json = Machines.of(
                        task("A", "'Next': 'W', 'Retry': [{'ErrorEquals': ['E']}]"),
                        "'W': {'Type': 'Wait', 'Seconds': 60, 'End': true}")
                .replaceFirst("\\{", "{\"TimeoutSeconds\": 9, ");
        failsIn("W", new Play(json, "{}").fail("A", "E", "c").answer("A", "1"));
    }
}
