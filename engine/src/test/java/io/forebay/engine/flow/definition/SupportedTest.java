package io.forebay.engine.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.value.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which field each type of state has. SOURCE: Amazon States Language, its two tables of fields. */
class SupportedTest {
    private static final String PROCESSOR = "'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}}";

    private static final Map<String, String> STATES = Map.of(
            "Task", "'Resource': 'arn:x', 'Next': 'B'",
            "Parallel", "'Branches': [{'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}}], 'Next': 'B'",
            "Map", PROCESSOR + ", 'Next': 'B'",
            "Pass", "'Next': 'B'",
            "Wait", "'Seconds': 1, 'Next': 'B'",
            "Choice", "'Choices': [%s], 'Default': 'B'",
            "Succeed", "",
            "Fail", "");
    private static final List<String> TYPES =
            List.of("Task", "Parallel", "Map", "Pass", "Wait", "Choice", "Succeed", "Fail");

    private static String state(String type, String language, String field, String value) {
        String rule = language.equals("JSONata")
                ? "{'Condition': '{% true %}', 'Next': 'B'}"
                : "{'Variable': '$', 'IsNull': true, 'Next': 'B'}";
        String own = STATES.get(type).formatted(rule);
        return "'A': {'Type': '" + type + "', '" + field + "': " + value + (own.isEmpty() ? "" : ", " + own) + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            JSONPath | Comment        | 'c'        | Task Parallel Map Pass Wait Choice Succeed Fail
            JSONPath | QueryLanguage  | 'JSONPath' | Task Parallel Map Pass Wait Choice Succeed Fail
            JSONPath | InputPath      | '$'        | Task Parallel Map Pass Wait Choice Succeed
            JSONPath | OutputPath     | '$'        | Task Parallel Map Pass Wait Choice Succeed
            JSONPath | Parameters     | {}         | Task Parallel Map Pass
            JSONPath | ResultSelector | {}         | Task Parallel Map
            JSONPath | ResultPath     | '$'        | Task Parallel Map Pass
            JSONPath | Arguments      | {}         |
            JSONPath | Output         | {}         |
            JSONPath | Assign         | {}         | Task Parallel Map Pass Wait Choice
            JSONPath | Retry          | []         | Task Parallel Map
            JSONPath | Catch          | []         | Task Parallel Map
            JSONPath | Result         | 1          | Pass
            JSONPath | Credentials    | {}         | Task
            JSONPath | ItemsPath      | '$'        | Map
            JSONPath | Items          | []         |
            JSONPath | ItemSelector   | {}         | Map
            JSONPath | MaxConcurrency | 1          | Map
            JSONPath | MaxConcurrencyPath | '$.c'  | Map
            JSONPath | ToleratedFailureCount | 1   | Map
            JSONPath | ToleratedFailureCountPath | '$.c' | Map
            JSONPath | ToleratedFailurePercentage | 1 | Map
            JSONPath | ToleratedFailurePercentagePath | '$.c' | Map
            JSONPath | TimeoutSeconds | 9          | Task
            JSONPath | TimeoutSecondsPath | '$.c'  | Task
            JSONPath | HeartbeatSeconds | 9        | Task
            JSONPath | HeartbeatSecondsPath | '$.c' | Task
            JSONPath | Error          | 'E'        | Fail
            JSONPath | ErrorPath      | '$.e'      | Fail
            JSONPath | Cause          | 'c'        | Fail
            JSONPath | CausePath      | '$.e'      | Fail
            JSONata  | Comment        | 'c'        | Task Parallel Map Pass Wait Choice Succeed Fail
            JSONata  | QueryLanguage  | 'JSONata'  | Task Parallel Map Pass Wait Choice Succeed Fail
            JSONata  | InputPath      | '$'        |
            JSONata  | OutputPath     | '$'        |
            JSONata  | Parameters     | {}         |
            JSONata  | ResultSelector | {}         |
            JSONata  | ResultPath     | '$'        |
            JSONata  | Arguments      | {}         | Task Parallel
            JSONata  | Output         | {}         | Task Parallel Map Pass Wait Choice Succeed
            JSONata  | Assign         | {}         | Task Parallel Map Pass Wait Choice
            JSONata  | Retry          | []         | Task Parallel Map
            JSONata  | Catch          | []         | Task Parallel Map
            JSONata  | Result         | 1          |
            JSONata  | Credentials    | {}         | Task
            JSONata  | ItemsPath      | '$'        |
            JSONata  | Items          | []         | Map
            JSONata  | ItemSelector   | {}         | Map
            JSONata  | MaxConcurrency | '{% 1 %}'  | Map
            JSONata  | MaxConcurrencyPath | '$.c'  |
            JSONata  | ToleratedFailureCount | '{% 1 %}' | Map
            JSONata  | ToleratedFailureCountPath | '$.c' |
            JSONata  | ToleratedFailurePercentage | '{% 1 %}' | Map
            JSONata  | ToleratedFailurePercentagePath | '$.c' |
            JSONata  | TimeoutSeconds | '{% 9 %}'  | Task
            JSONata  | TimeoutSecondsPath | '$.c'  |
            JSONata  | HeartbeatSeconds | '{% 9 %}' | Task
            JSONata  | HeartbeatSecondsPath | '$.c' |
            JSONata  | Error          | '{% 1 %}'  | Fail
            JSONata  | ErrorPath      | '$.e'      |
            JSONata  | Cause          | '{% 1 %}'  | Fail
            JSONata  | CausePath      | '$.e'      |
            """)
    void isInTheStatesThatHaveIt(String language, String field, String value, String having) {
        List<String> with = having == null ? List.of() : List.of(having.split(" "));
        for (String type : TYPES) {
            String leads = type.equals("Succeed") || type.equals("Fail") ? "" : ", 'B': {'Type': 'Succeed'}";
            String machine = "{'QueryLanguage': '" + language + "', 'StartAt': 'A', 'States': {"
                    + state(type, language, field, value) + leads + "}}";
            List<Problem> problems = Definition.check(machine.replace('\'', '"'));
            if (with.contains(type)) {
                assertThat(problems).as("%s of %s", field, type).isEmpty();
            } else {
                assertThat(problems).as("%s of %s", field, type).singleElement().satisfies(problem -> {
                    assertThat(problem.pointer()).isEqualTo("/States/A/" + field);
                    assertThat(problem.message()).contains("not supported");
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Comment': 'c', 'Version': '1.0', 'QueryLanguage': 'JSONPath', 'TimeoutSeconds': 99999999 |
            'Version': '2.0'         | /Version
            'Version': 1             | /Version
            'QueryLanguage': 'XPath' | /QueryLanguage
            'TimeoutSeconds': 0      | /TimeoutSeconds
            'TimeoutSeconds': 1.5    | /TimeoutSeconds
            'TimeoutSeconds': 100000000 | /TimeoutSeconds
            'Comment': 1             | /Comment
            'Retry': []              | /Retry
            """)
    void isOfTheWholeMachine(String fields, String pointer) {
        String machine = "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}, " + fields + "}";
        assertThat(Definition.check(machine.replace('\'', '"')))
                .extracting(Problem::pointer)
                .isEqualTo(pointer == null ? List.of() : List.of(pointer));
    }
}
