package io.forebay.engine.flow.run;

import static io.forebay.engine.flow.run.Machines.CALL;
import static io.forebay.engine.flow.run.Machines.inner;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code $} is where variables are assigned, and which Assign counts. */
class AssignTest {
    private static final String TELL = "'Z': {'Type': 'Pass', 'InputPath': '$v', 'End': true}";

    private static final String BODY = inner("B", "'B': {'Type': 'Pass', 'Result': 7, 'End': true}");

    private static String assigned(String state, String input) {
        return new Play(Machines.of("'A': {" + state + "}", TELL), Machines.json(input))
                .run()
                .output();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Type': 'Pass', 'Result': {'x': 1} | {"x":1}
            'Type': 'Pass', 'Result': {'x': 1}, 'OutputPath': '$.x' | {"x":1}
            'Type': 'Pass', 'InputPath': '$.in', 'Parameters': {'y.$': '$'} | {"y":5}
            'Type': 'Wait', 'Seconds': 0, 'InputPath': '$.in' | 5
            'Type': 'Parallel', 'Branches': [#BODY#], 'ResultPath': '$.r' | [7]
            'Type': 'Map', 'ItemsPath': '$.l', 'ItemProcessor': #BODY#, 'ResultPath': '$.r' | [7,7]
            """)
    void takesTheResultOrTheEffectiveInput(String state, String expected) {
        String whole = state.replace("#BODY#", BODY) + ", 'Assign': {'v.$': '$'}, 'Next': 'Z'";
        assertThat(assigned(whole, "{'in': 5, 'l': [1, 2]}")).isEqualTo(expected);
    }

    @Test
    void takesTheEffectiveInputOfAChoice() {
        String choice = "'Type': 'Choice', 'InputPath': '$.in', 'Choices': [{'Variable': '$', 'NumericEquals': 1,"
                + " 'Assign': {'v': 'rule', 'w.$': '$'}, 'Next': 'Z'}], 'Default': 'Z', 'Assign': {'v.$': '$'}";
        assertThat(assigned(choice, "{'in': 1}")).isEqualTo("\"rule\"");
        assertThat(assigned(choice, "{'in': 2}")).isEqualTo("2");
    }

    @Test
    void takesTheRuleThatHoldsFirst() {
        String rule = "{'Variable': '$', 'IsPresent': true, 'Next': 'Z', 'Assign': {'v': ";
        assertThat(assigned(
                        "'Type': 'Choice', 'Choices': [{'Variable': '$', 'IsPresent': false, 'Next': 'Z', 'Assign': {'v':"
                                + " 0}}, " + rule + "1}}, " + rule + "2}}]",
                        "{}"))
                .isEqualTo("1");
    }

    @Test
    void takesTheCatchersInsteadOfTheStates() {
        Play play = new Play(
                        Machines.of(
                                "'A': {" + CALL + ", 'Assign': {'v': 'state', 'w': 1}, 'Next': 'Z', 'Catch': ["
                                        + "{'ErrorEquals': ['Other'], 'Assign': {'v': 'other'}, 'Next': 'Z'},"
                                        + "{'ErrorEquals': ['E'], 'Assign': {'v.$': '$'}, 'Next': 'Z'},"
                                        + "{'ErrorEquals': ['States.ALL'], 'Assign': {'v': 'all'}, 'Next': 'Z'}]}",
                                TELL),
                        "{}")
                .fail("A", "E", "c");
        assertThat(play.run().output()).isEqualTo("{\"Error\":\"E\",\"Cause\":\"c\"}");
    }

    @Test
    void callsFunctionsAndTakesConstants() {
        assertThat(assigned(
                        "'Type': 'Pass', 'Next': 'Z', 'Assign': {'v': {'a.$': 'States.Array($.in, 1)', 'b': 'c'}}",
                        "{'in': 5}"))
                .isEqualTo("{\"a\":[5,1],\"b\":\"c\"}");
    }

    @Test
    void failsWhenItIsTooMuch() {
        String large = "\"" + "x".repeat(140_000) + "\"";
        assertThat(new Play(
                                Machines.of(
                                        "'A': {'Type': 'Pass', 'Assign': {'v.$': '$', 'w.$': '$'}, 'Next': 'Z'}", TELL),
                                large)
                        .run()
                        .failure())
                .isEqualTo(
                        "States.DataLimitExceeded: The variables assigned in the state 'A' have more than 262144 bytes.");
    }
}
