package io.forebay.engine.flow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.StateFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, reference paths, and the trees that they go through. */
class PathTest {
    private static final String INPUT =
            """
            {"a": {"b": [1, 2.50, null], "c d": "x", "e": null}, "l": [{"n": 1, "t": "p"}, {"n": 2}], "item": {}}""";

    private static String read(String path, String input) {
        return Json.text(Path.compile(path).read(Scopes.of(input)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $.a.b[0] | 1
            $.a.b[1] | 2.50
            $.a.b[2] | null
            $.a.b[-2] | 2.50
            $.a['c d'] | "x"
            $['a']["c d"] | "x"
            $.a.e | null
            $.l[*].n | [1,2]
            $.l[0,1].n | [1,2]
            $.l[0:1] | [{"n":1,"t":"p"}]
            $.l[?(@.n > 1)] | [{"n":2}]
            $.l[?(@.n > 1)].n | [2]
            $.l[?(@.t == 'p')].n | [1]
            $.l[?(@.n > 9)] | []
            $..n | [1,2]
            $.a.b.length() | 3
            $$.Execution.Id | "e"
            $v.a[1] | 2
            $v | {"a":[1,2]}
            $n | null
            """)
    void reads(String path, String expected) {
        assertThat(read(path, INPUT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.items[*]", "$.item.items[1:5].itemValue", "$.no[?(@.x == 1)]", "$..no", "$[*]"})
    void givesNothingWhereAPathOfSeveralNodesIsNotThere(String path) {
        assertThat(read(path, "{}")).isEqualTo("[]");
    }

    @Test
    void givesNothingOfASliceOfNull() {
        assertThat(read("$.item.items[1:5].itemValue", "{\"item\":{\"items\":null}}"))
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $.x | No results for path: $['x']
            $.no.path | Missing property in path $['no']
            $.a.b[3] | No results for path: $['a']['b'][3]
            $.a.b[-4] | No results for path: $['a']['b'][-4]
            $w.x | No variable 'w' is assigned
            """)
    void saysWhatIsMissing(String path, String message) {
        assertThatThrownBy(() -> read(path, INPUT))
                .isInstanceOf(NoSuchPath.class)
                .hasMessage(message);
        assertThat(Path.compile(path).find(Scopes.of(INPUT))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "$.", "$[", "$.a[", "$.a[?(", "$.a..", "$['a'"})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> Path.compile(text)).isInstanceOf(BadSyntax.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $ | true
            $.a | true
            $.a['b c'][0] | true
            $.häß_1-2 | true
            $.a[*] | false
            $.a[0,1] | false
            $.a[0:1] | false
            $..a | false
            $.a[?(@.b)] | false
            $.a.length() | false
            $.a['b','c'] | false
            """)
    void knowsReferencePaths(String path, boolean single) {
        assertThat(Path.compile(path).single()).isEqualTo(single);
    }

    private static String write(String path, String input, String value) {
        return Json.text(ReferencePath.compile(path).write(Json.parseOwn(input), Json.parseOwn(value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $ | {"a":1} | 2 | 2
            $.b | {"a":1} | 2 | {"a":1,"b":2}
            $.a | {"a":1,"b":3} | 2 | {"a":2,"b":3}
            $.b.c.d | {"a":1} | {} | {"a":1,"b":{"c":{"d":{}}}}
            $.a[1] | {"a":[1,2,3]} | 9 | {"a":[1,9,3]}
            $.a[0].x | {"a":[{}]} | 9 | {"a":[{"x":9}]}
            $['x y'] | {} | null | {"x y":null}
            """)
    void writes(String path, String input, String value, String expected) {
        assertThat(write(path, input, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $.x | "foo"
            $.a.b | {"a":1}
            $.a.b | {"a":null}
            $.a[0] | {"a":[]}
            $.a[0] | {}
            $.x | [1]
            """)
    void refusesToWriteThroughWhatIsNoObject(String path, String input) {
        assertThatThrownBy(() -> write(path, input, "1")).isInstanceOf(StateFailure.class);
    }

    @Test
    void leavesTheInputAsItWas() {
        var input = Json.parseOwn("{\"a\":{\"b\":1}}");
        ReferencePath.compile("$.a.c").write(input, Json.parseOwn("2"));
        assertThat(Json.text(input)).isEqualTo("{\"a\":{\"b\":1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.50,-0.0,1e30,true,false,null,\"\"],\"b\":{}}",
                "\"\\u0001\\n\\t\\\"\\\\/é€\uD83D\uDE00\u007f\"",
                "[]",
                "12345678901234567890"
            })
    void countsTheBytesOfATree(String json) {
        var tree = Json.parseOwn(json);
        assertThat(JsonSize.of(tree)).isEqualTo(Json.text(tree).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void keepsTheLiteralsOfNumbers() {
        String text = "[1.10,0.0,1.0,123456789012345678901234567890,0.1000]";
        assertThat(Json.text(Json.parseOwn(text))).isEqualTo(text);
    }
}
