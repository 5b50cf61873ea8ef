package io.forebay.engine.flow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each intrinsic function, its limits, and how its arguments are written. */
class IntrinsicTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            States.Format('a') | "a"
            States.Format('{} {}', 1, 'b') | "1 b"
            States.Format('{}', null) | "null"
            States.Format('{}', 1.10) | "1.10"
            States.Format('{}', true) | "true"
            States.Format('{}', $.o) | "{Arg1=1, Arg2=[]}"
            States.Format('{}', $.l) | "[1, a, null]"
            States.Format('\\'\\{\\}\\\\ {}', 2) | "'{}\\\\ 2"
            States.Format($.f, 7) | "7{}"
            States.StringToJson('') | null
            States.StringToJson(' ') | null
            States.StringToJson('-0') | 0
            States.StringToJson('[1.50, {"a": null}]') | [1.50,{"a":null}]
            States.JsonToString($.o) | "{\\"Arg1\\":1,\\"Arg2\\":[]}"
            States.JsonToString('a') | "\\"a\\""
            States.Array() | []
            States.Array(1, 'a', null, $.o, States.Array(2)) | [1,"a",null,{"Arg1":1,"Arg2":[]},[2]]
            States.ArrayPartition($.nine, 4) | [[1,2,3,4],[5,6,7,8],[9]]
            States.ArrayPartition(States.Array(), 4) | []
            States.ArrayPartition($.nine, 8.5) | [[1,2,3,4,5,6,7,8,9]]
            States.ArrayContains($.nine, 5) | true
            States.ArrayContains($.nine, 5.0) | true
            States.ArrayContains($.nine, '5') | false
            States.ArrayContains($.l, null) | true
            States.ArrayContains($.deep, $.o) | true
            States.ArrayRange(1, 9, 2) | [1,3,5,7,9]
            States.ArrayRange(1, 9, 9) | [1]
            States.ArrayRange(5, 1, -2) | [5,3,1]
            States.ArrayRange(1.5, 3, 1) | [2,3]
            States.ArrayRange(3, 1, 1) | []
            States.ArrayGetItem($.nine, 0) | 1
            States.ArrayGetItem($.nine, 8) | 9
            States.ArrayLength($.nine) | 9
            States.ArrayLength(States.Array()) | 0
            States.ArrayUnique($.double) | [1,2,"1",null,{"a":1}]
            States.Base64Encode('Data to encode') | "RGF0YSB0byBlbmNvZGU="
            States.Base64Decode('RGF0YSB0byBlbmNvZGU=') | "Data to encode"
            States.Hash('input data', 'SHA-1') | "aaff4a450a104cd177d28d18d74485e8cae074b7"
            States.Hash('a', 'MD5') | "0cc175b9c0f1b6a831c399e269772661"
            States.Hash('a', 'SHA-256') | "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
            States.Hash('a', 'SHA-384') | "54a59b9f22b0b80880d8427e548b7c23abd873486e1f035dce9cd697e85175033caa88e6d57bc35efae0b5afd3145f31"
            States.Hash('a', 'SHA-512') | "1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f5302860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"
            States.JsonMerge($.o, $.p, false) | {"Arg1":{"b":1},"Arg2":[],"c":2}
            States.MathAdd(111, -1) | 110
            States.MathAdd(1.5, 1.51) | 4
            States.MathAdd(-0.5, 0.5) | 1
            States.MathAdd(-2.5, 0) | -2
            States.MathAdd(-1.5, -1.51) | -3
            States.MathAdd(3000000000, 1) | 3000000001
            States.StringSplit('1,2,3', ',') | ["1","2","3"]
            States.StringSplit('This.is+a', '.+') | ["This","is","a"]
            States.StringSplit(',,,,', ',') | []
            States.StringSplit('abc', '') | ["abc"]
            States.ArrayGetItem($v.a, 1) | 2
            States.Format('{}', $$.Execution.Id) | "e"
            States.Format('{}', $.text['a, )']) | "q"
            """)
    void gives(String call, String expected) {
        assertThat(Scopes.paths(call, INPUT)).isEqualTo(expected);
    }

    private static final String INPUT =
            """
            {"o": {"Arg1": 1, "Arg2": []}, "p": {"Arg1": {"b": 1}, "c": 2}, "l": [1, "a", null], "f": "{}\\\\{\\\\}",
             "nine": [1, 2, 3, 4, 5, 6, 7, 8, 9], "deep": [{"Arg2": [], "Arg1": 1.0}],
             "double": [1, 2, 1.0, "1", null, "1", null, {"a": 1}, {"a": 1}], "text": {"a, )": "q"}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            States.Format('{}') | is not that of the arguments
            States.Format('a', 1) | is not that of the arguments
            States.Format('{') | brace
            States.Format($.n) | is not a string
            States.StringToJson('{') | no JSON
            States.StringToJson(1) | is not a string
            States.ArrayPartition($.a, 0) | positive
            States.ArrayPartition(1, 1) | not an array
            States.ArrayRange(1, 9, 0) | other than 0
            States.ArrayRange(0, 1000, 1) | more than 1000
            States.ArrayGetItem($.a, 1) | none at 1
            States.ArrayGetItem($.a, -1) | none at -1
            States.ArrayLength('a') | not an array
            States.ArrayContains($.n, 1) | not an array
            States.Base64Decode('?') | Base64
            States.Hash('a', 'CRC') | not one of
            States.JsonMerge($.m, $.m, true) | only shallow
            States.JsonMerge($.a, $.m, false) | not an object
            States.MathAdd('1', 2) | not a number
            States.MathAdd(9223372036854775807, 1) | 64 bits
            States.MathRandom(2, 2) | not less
            States.StringSplit(1, ',') | is not a string
            States.Base64Encode($.long) | 10001 characters
            States.Base64Decode($.long) | 10001 characters
            States.Hash($.long, 'MD5') | 10001 characters
            """)
    void refuses(String call, String message) {
        String input = "{\"n\":1,\"a\":[1],\"m\":{},\"long\":\"" + "a".repeat(10_001) + "\"}";
        assertThatThrownBy(() -> Scopes.paths(call, input))
                .isInstanceOfSatisfying(StateFailure.class, failure -> assertThat(failure.error())
                        .isEqualTo(ErrorName.RUNTIME))
                .hasMessageContaining(message)
                .hasMessageContaining("had the following error");
    }

    @Test
    void takesWhatItsLimitsAllow() {
        String input = "{\"long\":\"" + "a".repeat(10_000) + "\"}";
        assertThat(Scopes.paths("States.Hash($.long, 'MD5')", input)).hasSize(34);
        assertThat(Json.parseOwn(Scopes.paths("States.ArrayRange(1, 1000, 1)", input)))
                .hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            States.Format | '(' is missing
            States.Format( | ends too early
            States.Format('a' | ends too early
            States.Format('a | ends too early
            States.Format('a') x | follows
            States.Format('a' 'b') | ',' or ')' is missing
            States.Format('a',) | no argument
            States.Format('\\x') | no escape
            States.Format(a) | no argument
            States.Format() | does not take 0
            States.UUID(1) | does not take 1
            States.MathRandom(1) | does not take 1
            States.Nothing(1) | no intrinsic function
            states.Format('a') | no intrinsic function
            States.Array($.[) | ')' is missing
            """)
    void refusesWhatIsNoCall(String call, String message) {
        assertThatThrownBy(() -> Scopes.paths(call, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nestsTenFunctionsButNotEleven() {
        String ten = "States.Array(".repeat(10) + "1" + ")".repeat(10);
        assertThat(Scopes.paths(ten, "{}")).isEqualTo("[".repeat(10) + "1" + "]".repeat(10));
        assertThatThrownBy(() -> Scopes.paths("States.Array(" + ten + ")", "{}"))
                .hasMessageContaining("more than 10 functions");
    }

    @Test
    void drawsFromChance() {
        assertThat(Scopes.paths("States.UUID()", "{}"))
                .matches("\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"")
                .isEqualTo(Scopes.paths("States.UUID()", "{}"));
        int random = Integer.parseInt(Scopes.paths("States.MathRandom(3, 5)", "{}"));
        assertThat(random).isBetween(3, 4);
        assertThat(Scopes.paths("States.MathRandom(1, 2)", "{}")).isEqualTo("1");
        assertThat(Scopes.paths("States.MathRandom(1, 1000000, 7)", "{}"))
                .isEqualTo(Scopes.paths("States.MathRandom(1, 1000000, 7)", "{}"))
                .isNotEqualTo(Scopes.paths("States.MathRandom(1, 1000000, 8)", "{}"));
    }

    @Test
    void saysWhichPathOfItsArgumentsIsNotThere() {
        assertThatThrownBy(() -> Scopes.paths("States.Array($.no)", "{\"a\":1}"))
                .hasMessage("The JSONPath '$.no' specified for the field 'x.$' could not be found in the input"
                        + " '{\"a\":1}'");
    }
}
