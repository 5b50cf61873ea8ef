package io.forebay.engine.flow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problems;
import io.forebay.engine.flow.value.StateFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions of JSONata, and the functions that the service adds. */
class JsonataTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            1 + 1 | 2
            $states.input.a | 1
            $states.input.d | 1.1
            $states.input | {"a":1,"d":1.1,"n":null,"l":[1,2,3]}
            $states.input.n | null
            #$states.input ~> |$|{'a': 2}, 'l'|# | {"a":2,"d":1.1,"n":null}
            #[$states.input ~> |$|{'a': 2}|, $states.input].a# | [2,1]
            $keys($states.input) | ["a","d","n","l"]
            $merge([$states.input, {'b': 1}]).b | 1
            $v = {'a': [1,2]} | true
            $count($states.*) | 2
            $sift($states.input, function($v, $k) { $k = 'a' }) | {"a":1}
            $exists($lookup($states.input, 'n')) | true
            $length($string($states.input)) | 36
            null | null
            [$states.input.n] | [null]
            {'x': $states.input.n, 'y': $states.input.no} | {"x":null}
            $states.context.Execution.Id | "e"
            $v.a | [1,2]
            $n | null
            $exists($w) | false
            $sum($states.input.l) | 6
            $map($states.input.l, function($i) { $i * 2 }) | [2,4,6]
            $states.input.l[$ > 2] | 3
            'a' & 1 | "a1"
            100 / 8 | 12.5
            100 / 2 | 50
            $partition([1,2,3,4,5], 2) | [[1,2],[3,4],[5]]
            $range(1, 9, 4) | [1,5,9]
            $hash('a', 'MD5') | "0cc175b9c0f1b6a831c399e269772661"
            $parse('{"x": [1, null]}') | {"x":[1,null]}
            $parse('null') | null
            $random(7) = $random(7) | true
            $random() < 1 | true
            $length($uuid()) | 36
            $now() | "2026-01-02T03:04:05.000Z"
            $millis() | 1767323045000
            """)
    void gives(String expression, String expected) {
        String input = "{\"a\":1,\"d\":1.1,\"n\":null,\"l\":[1,2,3]}";
        assertThat(Scopes.jsonata(expression, input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            $states.input.no | returned nothing (undefined).
            $w.x | returned nothing (undefined).
            foo | returned nothing (undefined).
            $ | returned nothing (undefined).
            $uppercase | returned an unsupported result type.
            function($x) { $x } | returned an unsupported result type.
            {'f': $uppercase} | returned an unsupported result type.
            $eval('1') | threw an error during evaluation.
            $foo(1) | threw an error during evaluation.
            'a' + 1 | threw an error during evaluation. T
            $error('boom') | boom
            $range(1, 9, 0) | other than 0
            $hash('a', 'CRC') | not one of
            $parse('{') | no JSON
            $partition([1], 0) | positive
            """)
    void refuses(String expression, String message) {
        assertThatThrownBy(() -> Scopes.jsonata(expression, "{}"))
                .isInstanceOfSatisfying(StateFailure.class, failure -> {
                    assertThat(failure.error()).isEqualTo(ErrorName.QUERY);
                    assertThat(failure.location()).isEqualTo("Output/x");
                })
                .hasMessageStartingWith(
                        "The JSONata expression '" + expression + "' specified for the field 'Output/x' ")
                .hasMessageContaining(message);
    }

    @Test
    void endsWhatRunsForever() {
        assertThatThrownBy(() -> Scopes.jsonata("($f := function($x) { 1 + $f($x) }; $f(1))", "{}"))
                .isInstanceOf(StateFailure.class);
    }

    @Test
    void takesOnlyWholeStringsForExpressions() {
        Problems problems = new Problems();
        Expression template = Template.ofJsonata(
                Json.parseOwn("{\"a\":[\"{% 1 %}\",\" {% 1 %}\",\"x\",{\"b\":\"{%2%}\"}],\"c\":1.50}"),
                "Output",
                "",
                problems);
        assertThat(Json.text(template.value(Scopes.of("{}"))))
                .isEqualTo("{\"a\":[1,\" {% 1 %}\",\"x\",{\"b\":2}],\"c\":1.50}");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void seesResultsAndErrorsWhereTheyAre() {
        Scope scope = Scopes.of("{}");
        JsonataExpression result = JsonataExpression.compile("{% $states.result.x %}", "Output");
        JsonataExpression error = JsonataExpression.compile("{% $states.errorOutput.Error %}", "Output");
        assertThat(Json.text(result.value(scope.withResult(Json.parseOwn("{\"x\":1}")))))
                .isEqualTo("1");
        assertThat(Json.text(error.value(scope.withError(Json.parseOwn("{\"Error\":\"E\"}")))))
                .isEqualTo("\"E\"");
        assertThatThrownBy(() -> result.value(scope)).isInstanceOf(StateFailure.class);
        assertThatThrownBy(() -> error.value(scope)).isInstanceOf(StateFailure.class);
    }

    @Test
    void isSharedByThreads() throws Exception {
        JsonataExpression expression = JsonataExpression.compile(
                "{% $sum($map($states.input.l, function($i) { $i + $states.input.n })) %}", "Output");
        var pool = Executors.newFixedThreadPool(4);
        try {
            var calls = IntStream.range(0, 400)
                    .<Callable<String>>mapToObj(
                            n -> () -> Json.text(expression.value(Scopes.of("{\"l\":[1,2,3],\"n\":" + n + "}"))))
                    .toList();
            var answers = pool.invokeAll(calls);
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get()).isEqualTo(String.valueOf(6 + 3 * n));
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
