package io.forebay.engine.flow.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.data.Variables;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problem;
import io.forebay.engine.flow.value.Problems;
import io.forebay.engine.flow.value.StateFailure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operators' truth table, as constants and as paths. */
class ConditionsTest {
    /** Of all types; two that are equal as numbers. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "0.0",
            "1",
            "1.0",
            "-1",
            "1e2",
            "\"\"",
            "\"A\"",
            "\"AB\"",
            "\"a\"",
            "\"true\"",
            "\"0\"",
            "[]",
            "{}",
            "\"2020-01-01T00:00:00Z\"",
            "\"2020-01-01T01:00:00+01:00\"",
            "\"2020-01-01T00:00:00.5Z\"",
            "\"2020-01-01T00:00:00\"");

    private static final List<String> ORDERS =
            List.of("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals");

    private static Scope scope(JsonNode input) {
        return new Scope(input, Json::object, Variables.NONE, Chance.of(1), Instant.EPOCH);
    }

    private static boolean holds(String rule, String input) {
        Problems problems = new Problems();
        Condition condition = Conditions.ofPaths(Json.parseOwn(rule.replace('\'', '"')), "", problems);
        assertThat(problems.list()).isEmpty();
        return condition.holds(scope(Json.parseOwn(input.replace('\'', '"'))));
    }

    private static List<String> that(String operator, String form) {
        List<String> rows = new ArrayList<>();
        for (String left : VALUES) {
            for (String right : VALUES) {
                String input = "{\"l\":" + left + ",\"r\":" + right + "}";
                if (form.equals("Path") && holds("{'Variable':'$.l','" + operator + "Path':'$.r'}", input)) {
                    rows.add(left + " " + right);
                }
                if (form.isEmpty()
                        && taken(operator, right)
                        && holds("{'Variable':'$.l','" + operator + "':" + right + "}", input)) {
                    rows.add(left + " " + right);
                }
            }
        }
        return rows;
    }

    private static boolean taken(String operator, String constant) {
        JsonNode value = Json.parseOwn(constant);
        if (operator.startsWith("String")) {
            return value.isTextual();
        }
        if (operator.startsWith("Numeric")) {
            return value.isNumber();
        }
        return operator.startsWith("Boolean")
                ? value.isBoolean()
                : value.asText().startsWith("2020-01") && value.asText().length() > 19;
    }

    @Test
    void comparesOnlyValuesOfItsOwnType() {
        for (String form : List.of("", "Path")) {
            for (String order : ORDERS) {
                assertThat(that("Numeric" + order, form)).isEqualTo(expected("Numeric", order));
                assertThat(that("String" + order, form)).isEqualTo(expected("String", order));
                assertThat(that("Timestamp" + order, form)).isEqualTo(expected("Timestamp", order));
            }
            assertThat(that("BooleanEquals", form)).containsExactly("true true", "false false");
        }
    }

    /** Made of each type's plain Java values. */
    private static List<String> expected(String family, String order) {
        List<String> rows = new ArrayList<>();
        for (String left : VALUES) {
            for (String right : VALUES) {
                Integer compared = compared(family, Json.parseOwn(left), Json.parseOwn(right));
                boolean holds = compared != null
                        && switch (order) {
                            case "Equals" -> compared == 0;
                            case "LessThan" -> compared < 0;
                            case "GreaterThan" -> compared > 0;
                            case "LessThanEquals" -> compared <= 0;
                            default -> compared >= 0;
                        };
                if (holds) {
                    rows.add(left + " " + right);
                }
            }
        }
        return rows;
    }

    private static Integer compared(String family, JsonNode left, JsonNode right) {
        if (family.equals("Numeric")) {
            return left.isNumber() && right.isNumber() ? Double.compare(left.asDouble(), right.asDouble()) : null;
        }
        if (!left.isTextual() || !right.isTextual()) {
            return null;
        }
        if (family.equals("String")) {
            return left.asText().compareTo(right.asText());
        }
        boolean times =
                left.asText().matches("2020.*(Z|\\+01:00)") && right.asText().matches("2020.*(Z|\\+01:00)");
        return times
                ? OffsetDateTime.parse(left.asText())
                        .toInstant()
                        .compareTo(OffsetDateTime.parse(right.asText()).toInstant())
                : null;
    }

    @Test
    void comparesAsWasRecorded() {
        assertThat(holds("{'Variable':'$.x','NumericEquals':0}", "{'x':0.0}")).isTrue();
        assertThat(holds("{'Variable':'$.x','StringGreaterThanEquals':''}", "{'x':''}"))
                .isTrue();
        assertThat(holds("{'Variable':'$.x','StringGreaterThan':'A'}", "{'x':'AB'}"))
                .isTrue();
        assertThat(holds("{'Variable':'$.x','NumericEquals':9007199254740993}", "{'x':9007199254740992}"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            IsNull      | null | true
            IsNull      | 0 | false
            IsPresent   | null | true
            IsPresent   | 1 | true
            IsNumeric   | 1.5 | true
            IsNumeric   | '1' | false
            IsString    | '' | true
            IsString    | 1 | false
            IsString    | '2020-01-01T00:00:00' | true
            IsBoolean   | false | true
            IsBoolean   | 'false' | false
            IsTimestamp | '2020-01-01T00:00:00Z' | true
            IsTimestamp | '2020-01-01T00:00:00+02:00' | true
            IsTimestamp | '2020-01-01T00:00:00.123456789Z' | true
            IsTimestamp | '2020-01-01T00:00:00' | false
            IsTimestamp | '2020-01-01t00:00:00z' | false
            IsTimestamp | '2020-13-01T00:00:00Z' | false
            IsTimestamp | 1 | false
            """)
    void testsTypes(String operator, String value, boolean expected) {
        String input = "{'x':" + value + "}";
        assertThat(holds("{'Variable':'$.x','" + operator + "':true}", input)).isEqualTo(expected);
        assertThat(holds("{'Variable':'$.x','" + operator + "':false}", input)).isEqualTo(!expected);
    }

    @Test
    void knowsWhatIsAbsentOnlyByIsPresent() {
        assertThat(holds("{'Variable':'$.x','IsPresent':true}", "{}")).isFalse();
        assertThat(holds("{'Variable':'$.x','IsPresent':false}", "{}")).isTrue();
        assertThat(holds("{'Variable':'$v.x','IsPresent':true}", "{}")).isFalse();
        for (String operator : List.of(
                "'IsNull':true",
                "'IsString':false",
                "'StringEquals':''",
                "'NumericEqualsPath':'$'",
                "'StringMatches':'*'")) {
            assertThatThrownBy(() -> holds("{'Variable':'$.x'," + operator + "}", "{}"))
                    .isInstanceOfSatisfying(StateFailure.class, failure -> assertThat(failure.error())
                            .isEqualTo(ErrorName.RUNTIME))
                    .hasMessage("Invalid path '$.x': The choice state's condition path references an invalid value.");
        }
        assertThatThrownBy(() -> holds("{'Variable':'$.x','NumericEqualsPath':'$.y'}", "{'x':1}"))
                .hasMessageContaining("'$.y'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            *            | abc    | true
            *            | ##     | true
            a*c          | abc    | true
            a*c          | ac     | true
            a*c          | abd    | false
            *b*          | abc    | true
            log-*.txt    | log-.txt | true
            log-*.txt    | log-1.txt2 | false
            a*b*c        | aXbYbZc | true
            abc          | abc    | true
            abc          | abcd   | false
            a\\\\*c      | a*c    | true
            a\\\\*c      | abc    | false
            a\\\\\\\\c   | a\\\\c | true
            a?c          | abc    | false
            a.c          | abc    | false
            """)
    void matchesPatterns(String pattern, String text, boolean expected) {
        String rule = "{'Variable':'$.x','StringMatches':'" + pattern + "'}";
        assertThat(holds(rule, "{'x':'" + (text == null ? "" : text) + "'}")).isEqualTo(expected);
    }

    @Test
    void refusesADanglingBackslash() {
        assertThatThrownBy(() -> holds("{'Variable':'$.x','StringMatches':'a\\\\'}", "{'x':'a'}"))
                .isInstanceOf(StateFailure.class);
        assertThat(holds("{'Variable':'$.x','StringMatches':'*'}", "{'x':1}")).isFalse();
    }

    @Test
    void joinsRulesAndStopsEarly() {
        String yes = "{'Variable':'$.x','NumericEquals':1}";
        String no = "{'Variable':'$.x','NumericEquals':2}";
        String bad = "{'Variable':'$.absent','NumericEquals':2}";
        assertThat(holds("{'And':[" + yes + "," + yes + "]}", "{'x':1}")).isTrue();
        assertThat(holds("{'And':[" + no + "," + bad + "]}", "{'x':1}")).isFalse();
        assertThat(holds("{'Or':[" + yes + "," + bad + "]}", "{'x':1}")).isTrue();
        assertThat(holds("{'Or':[" + no + "," + no + "]}", "{'x':1}")).isFalse();
        assertThat(holds("{'Not':" + no + "}", "{'x':1}")).isTrue();
        assertThat(holds("{'Not':{'And':[" + yes + ",{'Or':[" + no + "," + yes + "]}]}}", "{'x':1}"))
                .isFalse();
    }

    @Test
    void asksJsonata() {
        Problems problems = new Problems();
        Condition condition =
                Conditions.ofJsonata(Json.parseOwn("{\"Condition\": \"{% $states.input.x > 1 %}\"}"), "", problems);
        assertThat(condition.holds(scope(Json.parseOwn("{\"x\":2}")))).isTrue();
        assertThat(condition.holds(scope(Json.parseOwn("{\"x\":1}")))).isFalse();
        Condition number = Conditions.ofJsonata(Json.parseOwn("{\"Condition\": \"{% 1 %}\"}"), "", problems);
        assertThatThrownBy(() -> number.holds(scope(Json.object())))
                .isInstanceOfSatisfying(StateFailure.class, failure -> assertThat(failure.error())
                        .isEqualTo(ErrorName.QUERY))
                .hasMessage(
                        "The JSONata expression '1' specified for the field 'Condition' returned an unexpected result"
                                + " type. Expected 'boolean', but was 'number' for value: 1");
        Conditions.ofJsonata(Json.parseOwn("{\"Condition\": \"true\"}"), "/c", problems);
        assertThat(problems.list()).extracting(Problem::pointer).containsExactly("/c/Condition");
    }
}
