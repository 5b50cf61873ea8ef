package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes into states and comes out of them. */
class StateDataTest {
    private static String out(String state, String input) {
        Play play = Play.of(Machines.of("'A': {" + state + ", 'End': true}"), Machines.json(input));
        return play.execution.status() == Status.SUCCEEDED ? play.output() : play.failure();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Type': 'Pass' | {'a': 1.10} | {"a":1.10}
            'Type': 'Pass' | 'foo' | "foo"
            'Type': 'Pass', 'InputPath': '$.a' | {'a': 1} | 1
            'Type': 'Pass', 'InputPath': null | {'a': 1} | {}
            'Type': 'Pass', 'OutputPath': null | {'a': 1} | {}
            'Type': 'Pass', 'OutputPath': '$.a' | {'a': null} | null
            'Type': 'Pass', 'ResultPath': null, 'Result': 1 | {'a': 1} | {"a":1}
            'Type': 'Pass', 'ResultPath': '$.r', 'InputPath': '$.a' | {'a': 1} | {"a":1,"r":1}
            'Type': 'Pass', 'Result': {'x.$': '$.a'} | {'a': 1} | {"x.$":"$.a"}
            'Type': 'Pass', 'Parameters': {'x.$': '$.a', 'y': [{'z.$': '$$.State.Name'}]} | {'a': 1} | {"x":1,"y":[{"z":"A"}]}
            'Type': 'Pass', 'Parameters': {'x.$': 'States.MathAdd($.a, 1)'} | {'a': 1} | {"x":2}
            'Type': 'Pass', 'Parameters': {'x.$': '$.a[*].b'} | {} | {"x":[]}
            'Type': 'Pass', 'InputPath': '$.a[*]' | {} | []
            'Type': 'Pass', 'InputPath': '$$.Execution.RedriveCount' | {} | 0
            'Type': 'Pass', 'InputPath': '$$.Execution.StartTime' | {} | "2026-03-01T10:00:00.000Z"
            'Type': 'Pass', 'ResultPath': '$.x' | 'foo' | States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). Unable to apply ReferencePath $.x to the input: its way is not of objects
            'Type': 'Pass', 'InputPath': '$.x' | {} | States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '$.x' : No results for path: $['x']
            'Type': 'Pass', 'OutputPath': '$.x.y' | {} | States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '$.x.y' : Missing property in path $['x']
            'Type': 'Pass', 'Parameters': {'y': {'x.$': '$.a'}} | {} | States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.a' specified for the field 'x.$' could not be found in the input '{}'
            'Type': 'Wait', 'Seconds': 0, 'InputPath': '$.a', 'OutputPath': '$.b' | {'a': {'b': 2}} | 2
            """)
    void filters(String state, String input, String expected) {
        assertThat(out(state, input)).isEqualTo(expected);
    }

    @Test
    void filtersATasksInputAndResultInOrder() {
        Play play = new Play(
                        Machines.of("'A': {" + CALL + ", 'InputPath': '$.in', 'Parameters': {'Sql.$': '$.sql', 'k': 1},"
                                + " 'ResultSelector': {'id.$': '$.Id', 'n.$': '$$.Execution.Name'}, 'ResultPath': '$.out.r',"
                                + " 'OutputPath': '$.out', 'End': true}"),
                        Machines.json("{'in': {'sql': 's'}, 'out': {'x': 1}}"))
                .answer("A", "{\"Id\":7,\"Other\":1}");
        play.run();
        assertThat(Json.text(play.tasks.get(0).parameters())).isEqualTo("{\"Sql\":\"s\",\"k\":1}");
        assertThat(play.output()).isEqualTo("{\"x\":1,\"r\":{\"id\":7,\"n\":\"e\"}}");
    }

    @Test
    void seesVariablesOnlyInTheNextState() {
        Play play = Play.of(Machines.of(
                "'A': {'Type': 'Pass', 'Assign': {'x': 1, 'y': 2}, 'Next': 'B'}",
                "'B': {'Type': 'Pass', 'Assign': {'x.$': '$y', 'y.$': '$x'}, 'Parameters': {'x.$': '$x'},"
                        + " 'ResultPath': '$.b', 'Next': 'C'}",
                "'C': {'Type': 'Pass', 'Parameters': {'x.$': '$x', 'y.$': '$y', 'b.$': '$.b.x'}, 'End': true}"));
        assertThat(play.output()).isEqualTo("{\"x\":2,\"y\":1,\"b\":1}");
        assertThat(Json.text(play.first(EventType.PASS_STATE_EXITED).details().path("assignedVariables")))
                .isEqualTo("{\"x\":\"1\",\"y\":\"2\"}");
    }

    @Test
    void assignsFromTheResultOfATask() {
        Play play = new Play(
                        Machines.of(
                                "'A': {" + CALL + ", 'Assign': {'id.$': '$.Id'}, 'ResultPath': null, 'Next': 'B'}",
                                "'B': {'Type': 'Pass', 'Parameters': {'id.$': '$id', 'in.$': '$'}, 'End': true}"),
                        "{\"k\":1}")
                .answer("A", "{\"Id\":7}");
        play.run();
        assertThat(play.output()).isEqualTo("{\"id\":7,\"in\":{\"k\":1}}");
    }

    @Test
    void keepsInnerVariablesInside() {
        Play play = Play.of(Machines.of(
                "'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'}",
                "'B': {'Type': 'Parallel', 'Next': 'E', 'Branches': ["
                        + Machines.inner(
                                "C",
                                "'C': {'Type': 'Pass', 'Assign': {'y.$': '$x'}, 'Next': 'D'}",
                                "'D': {'Type': 'Pass', 'InputPath': '$y', 'End': true}")
                        + ","
                        + Machines.inner(
                                "F",
                                "'F': {'Type': 'Pass', 'Assign': {'y': 5}, 'Next': 'G'}",
                                "'G': {'Type': 'Pass', 'InputPath': '$y', 'End': true}")
                        + "]}",
                "'E': {'Type': 'Choice', 'Choices': [{'Variable': '$y', 'IsPresent': true, 'Next': 'Z'}], 'Default': 'Z'}",
                "'Z': {'Type': 'Pass', 'End': true}"));
        assertThat(play.output()).isEqualTo("[1,5]");
    }

    @Test
    void letsARuleReplaceTheStatesOwn() {
        String choice = "'A': {'Type': 'Choice', 'Assign': {'v': 'state'}, 'Output': 'state', 'Choices': [{'Condition':"
                + " '{% $states.input = 1 %}', 'Assign': {'v': 'rule'}, 'Output': 'r', 'Next': 'B'}], 'Default': 'B'}";
        String end = "'B': {'Type': 'Succeed', 'Output': '{% [$v, $states.input] %}'}";
        assertThat(Play.of(Machines.jsonata(choice, end), "1").output()).isEqualTo("[\"rule\",\"r\"]");
        assertThat(Play.of(Machines.jsonata(choice, end), "2").output()).isEqualTo("[\"state\",\"state\"]");
    }

    @Test
    void runsAJsonataTask() {
        Play play = new Play(
                        Machines.jsonata(
                                "'A': {" + CALL + ", 'Arguments': {'Sql': '{% $states.input.sql & `;` %}', 'n': 1},"
                                        + " 'Assign': {'id': '{% $states.result.Id %}'}, 'Output': {'r': '{% $states.result %}', 'i':"
                                        + " '{% $states.input %}'}, 'Next': 'B'}",
                                "'B': {'Type': 'Pass', 'Output': {'id': '{% $id %}', 'in': '{% $states.input.r %}'}, 'End': true}"),
                        Machines.json("{'sql': 's'}"))
                .answer("A", "{\"Id\":7}");
        play.run();
        assertThat(Json.text(play.tasks.get(0).parameters())).isEqualTo("{\"Sql\":\"s;\",\"n\":1}");
        assertThat(play.output()).isEqualTo("{\"id\":7,\"in\":{\"Id\":7}}");
    }

    @Test
    void defaultsToTheResultOrTheInput() {
        assertThat(new Play(Machines.jsonata("'A': {" + CALL + ", 'End': true}"), "{\"a\":1}")
                        .answer("A", "5")
                        .run()
                        .output())
                .isEqualTo("5");
        Play input = new Play(Machines.jsonata("'A': {" + CALL + ", 'End': true}"), "{\"a\":1}").run();
        assertThat(Json.text(input.tasks.get(0).parameters())).isEqualTo("{\"a\":1}");
        assertThat(Play.of(Machines.jsonata("'A': {'Type': 'Pass', 'End': true}"), "{\"a\":1.50}")
                        .output())
                .isEqualTo("{\"a\":1.50}");
    }

    @Test
    void tellsWhereAnExpressionFailed() {
        Play play = new Play(
                Machines.jsonata(
                        "'A': {" + CALL + ", 'Output': {'result': '{% $states.result.no %}'}, 'Next': 'Z', 'Catch':"
                                + " [{'ErrorEquals': ['States.QueryEvaluationError'], 'Output': '{%"
                                + " $states.errorOutput.Error %}', 'Next': 'Z'}]}",
                        "'Z': {'Type': 'Succeed'}"),
                "{}");
        play.run();
        assertThat(play.output()).isEqualTo("\"States.QueryEvaluationError\"");
        assertThat(play.first(EventType.EVALUATION_FAILED).details())
                .isEqualTo(Json.object()
                        .put("error", "States.QueryEvaluationError")
                        .put(
                                "cause",
                                "The JSONata expression '$states.result.no' specified for the field 'Output/result' returned"
                                        + " nothing (undefined).")
                        .put("location", "Output/result")
                        .put("state", "A"));
    }

    @Test
    void limitsWhatStatesGive() {
        String large = "\"" + "x".repeat(262_143) + "\"";
        String fits = "\"" + "x".repeat(262_142) + "\"";
        String machine = Machines.of(
                "'A': {" + CALL
                        + ", 'Parameters': {}, 'ResultPath': '$', 'Next': 'Z', 'Catch': [{'ErrorEquals': ['States.ALL'],"
                        + " 'Next': 'Z'}]}",
                "'Z': {'Type': 'Succeed'}");
        assertThat(new Play(machine, "{}").answer("A", fits).run().output()).isEqualTo(fits);
        assertThat(new Play(machine, "{}").answer("A", large).run().output())
                .isEqualTo(
                        "{\"Error\":\"States.DataLimitExceeded\",\"Cause\":\"The state/task 'executeStatement' returned a"
                                + " result with a size exceeding the maximum number of bytes service limit.\"}");
        String pass = Machines.of("'A': {'Type': 'Pass', 'Parameters': {'a.$': '$', 'b.$': '$'}, 'End': true}");
        assertThat(Play.of(pass, "\"" + "é".repeat(70_000) + "\"").failure())
                .isEqualTo(
                        "States.DataLimitExceeded: The state/task 'A' returned a result with a size exceeding the maximum"
                                + " number of bytes service limit.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'SecondsPath': '$.p' | {'p': 1.5} | The SecondsPath parameter cannot be parsed as a long value: $.p == 1.5
            'SecondsPath': '$.p' | {'p': -1.5} | The SecondsPath parameter cannot be parsed as a long value: $.p == -1.5
            'SecondsPath': '$.p' | {'p': -1} | The SecondsPath parameter references a negative value: $.p == -1
            'SecondsPath': '$.p' | {} | The SecondsPath parameter does not reference an input value: $.p
            'SecondsPath': '$.p' | {'p': 2147483648} | Wait state delay is too long.
            'TimestampPath': '$.p' | {'p': '2026-03-01'} | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.p == 2026-03-01
            'TimestampPath': '$.p' | {'p': '2026-03-01t10:00:00z'} | The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.p == 2026-03-01t10:00:00z
            'TimestampPath': '$.p' | {} | The TimestampPath parameter does not reference an input value: $.p
            'TimestampPath': '$.p' | {'p': '2126-03-01T10:00:00Z'} | Wait state delay is too long.
            """)
    void refusesWaits(String field, String input, String cause) {
        assertThat(out("'Type': 'Wait', " + field, input)).isEqualTo("States.Runtime: " + cause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Seconds': 3 | {} | 3000
            'Seconds': 0 | {} | 0
            'SecondsPath': '$.p' | {'p': 4} | 4000
            'Timestamp': '2026-03-01T10:00:05Z' | {} | 5000
            'Timestamp': '2026-03-01T09:00:05Z' | {} | 0
            'TimestampPath': '$.p' | {'p': '2026-03-01T11:00:06.123456789+01:00'} | 6123
            'TimestampPath': '$.p' | {'p': '2020-03-01T11:00:00Z'} | 0
            """)
    void waits(String field, String input, long millis) {
        Play play = Play.of(Machines.of("'A': {'Type': 'Wait', " + field + ", 'End': true}"), Machines.json(input));
        assertThat(play.now).isEqualTo(Play.BEGIN.plusMillis(millis));
        assertThat(play.execution.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void waitsByJsonata() {
        String states = "'A': {'Type': 'Wait', 'Seconds': '{% $states.input.s %}', 'Output': 'o', 'End': true}";
        assertThat(Play.of(Machines.jsonata(states), "{\"s\":4}").now).isEqualTo(Play.BEGIN.plusSeconds(4));
        assertThat(Play.of(Machines.jsonata(states), "{\"s\":\"4\"}").failure())
                .startsWith("States.QueryEvaluationError: ");
        String times = "'A': {'Type': 'Wait', 'Timestamp': '{% $states.input.t %}', 'End': true}";
        assertThat(Play.of(Machines.jsonata(times), "{\"t\":\"2026-03-01T10:00:07Z\"}").now)
                .isEqualTo(Play.BEGIN.plusSeconds(7));
        assertThat(Play.of(Machines.jsonata(times), "{\"t\":\"soon\"}").failure())
                .startsWith("States.QueryEvaluationError: The Timestamp parameter does not reference a valid ISO-8601");
    }

    @Test
    void failsByJsonata() {
        String states = "'A': {'Type': 'Fail', 'Error': '{% $states.input.e %}', 'Cause': '{% `c` & 1 %}'}";
        assertThat(Play.of(Machines.jsonata(states), "{\"e\":\"E\"}").failure()).isEqualTo("E: c1");
        assertThat(Play.of(Machines.jsonata(states), "{\"e\":1}").failure())
                .startsWith("States.QueryEvaluationError: ")
                .endsWith("Expected 'string', but was 'number' for value: 1");
    }

    @Test
    void mixesBothLanguages() {
        Play play = Play.of(
                Machines.of(
                        "'A': {'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'x': '{% $states.input.x + 1 %}'},"
                                + " 'Assign': {'v': '{% $states.input.x %}'}, 'Next': 'B'}",
                        "'B': {'Type': 'Pass', 'Parameters': {'x.$': '$.x', 'v.$': '$v'}, 'End': true}"),
                "{\"x\":1}");
        assertThat(play.output()).isEqualTo("{\"x\":2,\"v\":1}");
    }

    @Test
    void recordsWhatChanceGave() {
        Play play = Play.of(Machines.of(
                "'A': {'Type': 'Pass', 'Parameters': {'u.$': 'States.UUID()', 'r.$': 'States.MathRandom(0, 1000000)'},"
                        + " 'End': true}"));
        Execution again = Execution.of(play.execution.definition(), play.events.get(0), sequence -> {
            throw new IllegalStateException("A replay draws nothing");
        });
        play.events.subList(1, play.events.size()).forEach(again::apply);
        assertThat(again.output()).isEqualTo(play.execution.output());
    }
}
