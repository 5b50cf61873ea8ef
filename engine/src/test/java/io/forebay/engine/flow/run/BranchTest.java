package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parallel states, and what the states around a failure see of it. */
class BranchTest {
    private static final String END = "'Z': {'Type': 'Succeed'}";

    private static final String TWO = "[" + inner("X", "'X': {" + CALL + ", 'End': true}") + ","
            + inner("Y", "'Y': {" + CALL + ", 'End': true}") + "]";

    @Test
    void givesResultsInTheBranchesOrder() {
        Play play = new Play(Machines.of("'A': {'Type': 'Parallel', 'End': true, 'Branches': " + TWO + "}"), "{}");
        play.signal(new Signal.Resume());
        List<Work> works = List.copyOf(play.execution.pending());
        play.signal(new Signal.TaskSucceeded(works.get(1).id(), Json.parseOwn("2")));
        play.signal(new Signal.TaskSucceeded(works.get(0).id(), Json.parseOwn("1")));
        assertThat(play.goOn().output()).isEqualTo("[1,2]");
    }

    @Test
    void givesBranchesTheArgumentsAndItsOutput() {
        Play play = Play.of(
                Machines.jsonata("'A': {'Type': 'Parallel', 'Arguments': {'n': '{% $states.input.n + 1 %}'}, 'Output':"
                        + " {'r': '{% $states.result.n %}', 'in': '{% $states.input.n %}'}, 'End': true, 'Branches': "
                        + TWO + "}"),
                "{\"n\":1}");
        assertThat(play.output()).isEqualTo("{\"r\":[2,2],\"in\":1}");
    }

    @Test
    void retriesAllBranches() {
        Play play = new Play(
                        Machines.of(
                                "'A': {'Type': 'Parallel', 'End': true, 'Retry': [{'ErrorEquals': ['E']}], 'Branches': "
                                        + TWO + "}"),
                        "{}")
                .answer("X", "1")
                .fail("Y", "E", null)
                .answer("Y", "2");
        play.run();
        assertThat(play.output()).isEqualTo("[1,2]");
        assertThat(play.tasks).extracting(Work.Task::state).containsExactlyInAnyOrder("X", "Y", "X", "Y");
        assertThat(play.types().stream().filter("ParallelStateStarted"::equals)).hasSize(2);
        assertThat(play.types().stream().filter("ParallelStateEntered"::equals)).hasSize(1);
    }

    @Test
    void isCaughtByTheErrorOfAFailStateInside() {
        String fail = inner("F", "'F': {'Type': 'Fail', 'Error': 'Mine', 'Cause': 'so'}");
        for (String around :
                List.of("'Type': 'Parallel', 'Branches': [" + fail + "]", "'Type': 'Map', 'ItemProcessor': " + fail)) {
            Play play = new Play(
                    Machines.of(
                            "'A': {" + around
                                    + ", 'Next': 'Z', 'Catch': [{'ErrorEquals': ['Mine'], 'ResultPath': null, 'Next': 'C'}]}",
                            END,
                            "'C': {'Type': 'Pass', 'Result': 'caught', 'End': true}"),
                    "[1]");
            assertThat(play.run().output()).as(around).isEqualTo("\"caught\"");
        }
    }

    @Test
    void givesAFailStateNoCatcherOfItsOwn() {
        Play play = Play.of(Machines.of(
                "'A': {" + CALL + ", 'Next': 'F', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Z'}]}",
                "'F': {'Type': 'Fail', 'Error': 'E', 'Cause': 'c'}",
                END));
        assertThat(play.failure()).isEqualTo("E: c");
    }

    /** A language is that of the machine and of the state itself, not of the states inside of it. */
    @Test
    void leavesItsLanguageOutside() {
        Play play = Play.of(
                Machines.of("'A': {'Type': 'Parallel', 'QueryLanguage': 'JSONata', 'Output': '{% $states.result[0] %}',"
                        + " 'End': true, 'Branches': ["
                        + inner("X", "'X': {'Type': 'Pass', 'Parameters': {'y.$': '$.x'}, 'End': true}") + "]}"),
                "{\"x\":1}");
        assertThat(play.output()).isEqualTo("{\"y\":1}");
    }

    @Test
    void cutsLongErrorsAndCauses() {
        Play play = Play.of(
                Machines.of("'A': {'Type': 'Fail', 'ErrorPath': '$.e', 'CausePath': '$.c'}"),
                "{\"e\":\"" + "e".repeat(300) + "\",\"c\":\"" + "c".repeat(40_000) + "\"}");
        assertThat(play.failure()).isEqualTo("e".repeat(256) + ": " + "c".repeat(32_768));
    }

    @Test
    void passesFiltersThroughWhatSucceeds() {
        assertThat(Play.of(
                                Machines.of("'A': {'Type': 'Succeed', 'InputPath': '$.a', 'OutputPath': '$.b'}"),
                                "{\"a\":{\"b\":2}}")
                        .output())
                .isEqualTo("2");
        assertThat(Play.of(
                                Machines.of(
                                        "'A': {'Type': 'Choice', 'InputPath': '$.a', 'OutputPath': '$.b', 'Choices': ["
                                                + "{'Variable': '$.b', 'NumericEquals': 2, 'Next': 'Z'}]}",
                                        END),
                                "{\"a\":{\"b\":2}}")
                        .output())
                .isEqualTo("2");
    }
}
