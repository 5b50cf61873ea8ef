package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inline Maps, and Parallel states inside of one another. */
class MapTest {
    private static final String BODY = inner("B", "'B': {" + CALL + ", 'End': true}");

    private static Play play(String fields, String input, String... more) {
        String map = "'A': {'Type': 'Map', 'ItemProcessor': " + BODY + ", " + fields + "}";
        return new Play(Machines.of(map, more), Machines.json(input));
    }

    private static List<String> parameters(Play play) {
        return play.tasks.stream().map(task -> Json.text(task.parameters())).toList();
    }

    @Test
    void givesResultsInTheItemsOrder() {
        Play play = play("'End': true", "[1,2,3]");
        play.signal(new Signal.Resume());
        List<Work> works = List.copyOf(play.execution.pending());
        assertThat(works).hasSize(3);
        for (int place = 2; place >= 0; place--) {
            play.signal(new Signal.TaskSucceeded(works.get(place).id(), Json.parseOwn(String.valueOf(place * 10))));
        }
        assertThat(play.goOn().output()).isEqualTo("[0,10,20]");
    }

    @Test
    void selectsEachItemsInput() {
        Play play = play(
                "'ItemsPath': '$.l', 'End': true, 'ItemSelector': {'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value',"
                        + " 'all.$': '$.k'}",
                "{'l': ['a', 'b'], 'k': 9}");
        play.run();
        assertThat(parameters(play))
                .containsExactly("{\"i\":0,\"v\":\"a\",\"all\":9}", "{\"i\":1,\"v\":\"b\",\"all\":9}");
    }

    @Test
    void takesTheOldNamesOfItsFields() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Map', 'Iterator': " + BODY
                        + ", 'Parameters': {'v.$': '$$.Map.Item.Value'}, 'End': true}"),
                "[1]");
        play.run();
        assertThat(parameters(play)).containsExactly("{\"v\":1}");
    }

    @Test
    void showsTheItemInsideOfAnIteration() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Map', 'End': true, 'ItemProcessor': "
                        + inner("B", "'B': {'Type': 'Pass', 'Parameters': {'i.$': '$$.Map.Item.Index'}, 'End': true}")
                        + "}"),
                "[7,8]");
        assertThat(play.run().output()).isEqualTo("[{\"i\":0},{\"i\":1}]");
    }

    @Test
    void runsSoManyAtOnce() {
        Play play = play("'MaxConcurrencyPath': '$.c', 'ItemsPath': '$.l', 'End': true", "{'c': 2, 'l': [1,2,3,4,5]}");
        play.signal(new Signal.Resume());
        List<Integer> atOnce = new ArrayList<>();
        while (play.execution.status() == Status.RUNNING) {
            List<Work> works = play.execution.pending();
            atOnce.add(works.size());
            play.signal(new Signal.TaskSucceeded(works.get(0).id(), Json.object()));
        }
        assertThat(atOnce).containsExactly(2, 2, 2, 2, 1);
        assertThat(play.outputJson()).hasSize(5);
    }

    @Test
    void succeedsWithoutItems() {
        Play play = play("'End': true", "[]");
        assertThat(play.run().output()).isEqualTo("[]");
        assertThat(play.types()).doesNotContain("MapIterationStarted");
    }

    @Test
    void failsWithTheErrorOfAnIteration() {
        Play play = play("'End': true", "[1,2,3]")
                .answer("B", "1")
                .fail("B", "E", "c")
                .silent("B");
        play.run();
        assertThat(play.failure()).isEqualTo("E: c");
        List<String> types = play.types();
        assertThat(types.subList(types.indexOf("TaskFailed"), types.size()))
                .containsExactly(
                        "TaskFailed",
                        "MapIterationFailed",
                        "TaskStateAborted",
                        "MapIterationAborted",
                        "MapStateFailed",
                        "ExecutionFailed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'ToleratedFailureCount': 1      | 1 | true
            'ToleratedFailureCount': 1      | 2 | false
            'ToleratedFailureCountPath': '$.n' | 2 | true
            'ToleratedFailurePercentage': 50 | 2 | true
            'ToleratedFailurePercentage': 49.9 | 2 | false
            'ToleratedFailurePercentagePath': '$.n' | 1 | false
            'ToleratedFailureCount': 4, 'ToleratedFailurePercentage': 25 | 2 | false
            'ToleratedFailureCount': 1, 'ToleratedFailurePercentage': 90 | 2 | false
            'ToleratedFailureCount': 2, 'ToleratedFailurePercentage': 90 | 2 | true
            """)
    void toleratesFailures(String tolerance, int failing, boolean succeeds) {
        Play play = play("'ItemsPath': '$.l', 'End': true, " + tolerance, "{'n': 2, 'l': [1,2,3,4]}");
        for (int item = 0; item < failing; item++) {
            play.fail("B", "E", "c");
        }
        play.answer("B", "{}");
        play.run();
        assertThat(play.execution.status()).isEqualTo(succeeds ? Status.SUCCEEDED : Status.FAILED);
        if (!succeeds) {
            assertThat(play.failure())
                    .isEqualTo("States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was"
                            + " exceeded");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'MaxConcurrencyPath': '$.x' | {'l': [], 'x': 'NoNumber'} | The MaxConcurrencyPath field refers to value "NoNumber" which is not a valid integer: $.x
            'ToleratedFailureCountPath': '$.x' | {'l': [], 'x': -1} | ToleratedFailureCount cannot be negative.
            'ToleratedFailurePercentagePath': '$.x' | {'l': [], 'x': 101} | ToleratedFailurePercentage must be between 0 and 100.
            'ToleratedFailurePercentagePath': '$.x' | {'l': [], 'x': true} | The ToleratedFailurePercentagePath field refers to value true which is not a valid float: $.x
            'ResultPath': null | {'l': 1} | must point to array.
            'ResultPath': null | {} | Invalid path '$.l' : No results for path: $['l']
            """)
    void refusesWrongValues(String field, String input, String cause) {
        Play play = play("'ItemsPath': '$.l', 'End': true, " + field, input);
        play.run();
        assertThat(play.failure()).startsWith("States.Runtime: ").endsWith(cause);
        assertThat(play.types()).contains("MapStateFailed");
    }

    @ParameterizedTest
    @CsvSource({
        "MaxConcurrency, -1",
        "ToleratedFailureCount, -1",
        "ToleratedFailurePercentage, 101",
        "ToleratedFailurePercentage, -0.5"
    })
    void refusesNumbersOfJsonataThatFieldsDoNotTake(String field, String number) {
        Play play = Play.of(
                Machines.jsonata("'A': {'Type': 'Map', '" + field + "': '{% $states.input.n %}', 'Items': [1],"
                        + " 'ItemProcessor': " + BODY + ", 'End': true}"),
                "{\"n\":" + number + "}");
        assertThat(play.failure())
                .startsWith("States.QueryEvaluationError: The JSONata expression '$states.input.n' specified for the"
                        + " field '" + field + "' returned a value that is not between 0 and ");
    }

    @Test
    void iteratesByJsonata() {
        String items =
                "'A': {'Type': 'Map', 'Items': '{% $states.input.l %}', 'MaxConcurrency': '{% $states.input.c %}',"
                        + " 'ItemSelector': {'v': '{% $states.context.Map.Item.Value + $states.input.c %}',"
                        + " 'k': '{% $exists($states.context.Map.Item.Key) ? $states.context.Map.Item.Key : `none` %}'},"
                        + " 'Output': {'r': '{% $states.result.v %}'}, 'ItemProcessor': " + BODY + ", 'End': true}";
        assertThat(Play.of(Machines.jsonata(items), "{\"l\":[1,2],\"c\":1}").output())
                .isEqualTo("{\"r\":[2,3]}");
        Play members = Play.of(Machines.jsonata(items), "{\"l\":{\"x\":1,\"y\":2},\"c\":1}");
        assertThat(parameters(members)).containsExactly("{\"v\":2,\"k\":\"x\"}", "{\"v\":3,\"k\":\"y\"}");
        Play number = Play.of(Machines.jsonata(items), "{\"l\":1,\"c\":1}");
        assertThat(number.failure())
                .isEqualTo(
                        "States.QueryEvaluationError: The JSONata expression '$states.input.l' specified for the field"
                                + " 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1");
        assertThat(number.types()).containsSubsequence("EvaluationFailed", "MapStateFailed", "ExecutionFailed");
        String plain = "'A': {'Type': 'Map', 'ItemProcessor': " + BODY + ", 'End': true}";
        assertThat(Play.of(Machines.jsonata(plain), "{\"a\":1}").failure())
                .isEqualTo("States.QueryEvaluationError: Map state input must be an array but was: {\"a\":1}");
    }

    @Test
    void failsWhenAnItemCanNotBeSelected() {
        Play play = play(
                "'MaxConcurrency': 1, 'ItemSelector': {'v.$': '$$.Map.Item.Value.x'}, 'End': true", "[{'x': 1}, {}]");
        play.run();
        assertThat(play.failure())
                .startsWith(
                        "States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2)."
                                + " The JSONPath '$$.Map.Item.Value.x' specified for the field 'v.$' could not be found");
    }

    @Test
    void abortsAllThatIsInside() {
        Play play = new Play(
                        Machines.of("'A': {'Type': 'Parallel', 'End': true, 'Branches': ["
                                + inner(
                                        "M",
                                        "'M': {'Type': 'Map', 'ItemsPath': '$.l', 'End': true, 'ItemProcessor': "
                                                + inner(
                                                        "P",
                                                        "'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
                                                                + inner("X", "'X': {" + CALL + ", 'End': true}") + "]}")
                                                + "}")
                                + "," + inner("Y", "'Y': {" + CALL + ", 'End': true}") + "]}"),
                        "{\"l\":[1,2]}")
                .silent("X")
                .fail("Y", "E", "c");
        play.run();
        List<String> types = play.types();
        assertThat(types.subList(types.indexOf("TaskFailed") + 1, types.size()))
                .containsExactly(
                        "TaskStateAborted",
                        "ParallelStateAborted",
                        "MapIterationAborted",
                        "TaskStateAborted",
                        "ParallelStateAborted",
                        "MapIterationAborted",
                        "MapStateAborted",
                        "ParallelStateFailed",
                        "ExecutionFailed");
        assertThat(play.execution.pending()).isEmpty();
    }

    @Test
    void endsOnlyTheBranchThatSucceeds() {
        Play play = new Play(
                Machines.of(
                        "'A': {'Type': 'Parallel', 'Next': 'Z', 'ResultPath': '$.r', 'Branches': ["
                                + inner("X", "'X': {'Type': 'Succeed'}") + ","
                                + inner("Y", "'Y': {'Type': 'Pass', 'Result': 2, 'End': true}")
                                + "]}",
                        "'Z': {'Type': 'Succeed'}"),
                "{\"a\":1}");
        assertThat(play.run().output()).isEqualTo("{\"a\":1,\"r\":[{\"a\":1},2]}");
    }

    @Test
    void givesAllBranchesTheSameInput() {
        Play play = new Play(
                Machines.of("'A': {'Type': 'Parallel', 'End': true, 'Parameters': {'x.$': '$.a'}, 'ResultSelector':"
                        + " {'first.$': '$[0]'}, 'Branches': ["
                        + inner("X", "'X': {'Type': 'Pass', 'End': true}") + ","
                        + inner("Y", "'Y': {'Type': 'Pass', 'End': true}") + "]}"),
                "{\"a\":1}");
        assertThat(play.run().output()).isEqualTo("{\"first\":{\"x\":1}}");
    }
}
