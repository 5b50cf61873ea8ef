package io.forebay.engine.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.flow.value.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error of a definition, with its code and pointer. */
class DefinitionTest {
    private static String json(String text) {
        return text.replace('\'', '"').replace('`', '\'');
    }

    private static List<String> check(String text) {
        return Definition.check(json(text)).stream()
                .map(problem -> problem.code() + " " + problem.pointer() + " " + problem.message())
                .toList();
    }

    private static String one(String state) {
        return "{'StartAt': 'A', 'States': {'A': {" + state + "}}}";
    }

    private static String two(String state) {
        return "{'StartAt': 'A', 'States': {'A': {" + state + "}, 'B': {'Type': 'Succeed'}}}";
    }

    @Test
    void reportsAllErrorsAtOnce() {
        String text = "{'StartAt': 'X', 'States': {'A': {'Type': 'Pass', 'Next': 'Y'}, 'B': {'Type': 'Nap'},"
                + " 'C': {'Type': 'Task', 'End': true}}}";
        assertThat(check(text))
                .containsExactlyInAnyOrder(
                        "MISSING_TRANSITION_TARGET /StartAt Missing 'StartAt' target: X",
                        "MISSING_TRANSITION_TARGET /States/A/Next Missing 'Next' target: Y",
                        "SCHEMA_VALIDATION_FAILED /States/B/Type The type 'Nap' is not one of Pass, Task, Choice, Wait,"
                                + " Succeed, Fail, Parallel, Map",
                        "SCHEMA_VALIDATION_FAILED /States/C These fields are required: [Resource]");
    }

    @Test
    void saysWhatIsRequiredOfTheWhole() {
        assertThat(check("{}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED / These fields are required: [States, StartAt]");
        assertThatThrownBy(() -> Definition.read("{}"))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessage("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required:"
                        + " [States, StartAt] at /'");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(Definition.check("{")).extracting(Problem::code).containsExactly(Problem.JSON);
        assertThat(Definition.check("")).extracting(Problem::code).containsExactly(Problem.JSON);
        assertThat(Definition.check("[]")).extracting(Problem::code).containsExactly(Problem.SCHEMA);
        assertThat(Definition.check(json("{'StartAt': 'A', 'StartAt': 'A'}")))
                .extracting(Problem::code)
                .containsExactly(Problem.JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Type': 'Pass' | /States/A | One of these fields is required: [Next, End]
            'Type': 'Pass', 'End': false | /States/A | One of these fields is required: [Next, End]
            'Type': 'Pass', 'End': true, 'Next': 'A' | /States/A | Only one of the fields 'Next' and 'End'
            'Type': 'Pass', 'End': 1 | /States/A/End | BOOLEAN
            'Type': 'Pass', 'End': true, 'Foo': 1 | /States/A/Foo | not supported
            'Type': 'Pass', 'End': true, 'Output': 1 | /States/A/Output | not supported
            'Type': 'Pass', 'End': true, 'Retry': [] | /States/A/Retry | not supported
            'Type': 'Pass', 'End': true, 'InputPath': 'x' | /States/A/InputPath | does not begin with '$'
            'Type': 'Pass', 'End': true, 'InputPath': '$.[' | /States/A/InputPath | not closed
            'Type': 'Pass', 'End': true, 'InputPath': 4 | /States/A/InputPath | must be a STRING
            'Type': 'Pass', 'End': true, 'ResultPath': '$.a[*]' | /States/A/ResultPath | not a reference path
            'Type': 'Pass', 'End': true, 'ResultPath': '$$.a' | /States/A/ResultPath | does not begin at the input
            'Type': 'Pass', 'End': true, 'ResultPath': '$v.a' | /States/A/ResultPath | does not begin at the input
            'Type': 'Pass', 'End': true, 'Parameters': {'a.$': 1} | /States/A/Parameters/a.$ | must be a STRING
            'Type': 'Pass', 'End': true, 'Parameters': {'a.$': 'x'} | /States/A/Parameters/a.$ | valid JSONPath
            'Type': 'Pass', 'End': true, 'Parameters': {'a.$': '$', 'a': 1} | /States/A/Parameters/a.$ | there twice
            'Type': 'Pass', 'End': true, 'Parameters': {'b': [{'a.$': 'States.No()'}]} | /States/A/Parameters/b/0/a.$ | no intrinsic function 'States.No'
            'Type': 'Pass', 'End': true, 'Assign': [] | /States/A/Assign | must be an OBJECT
            'Type': 'Pass', 'End': true, 'Assign': {'1a': 1} | /States/A/Assign/1a | not a Unicode identifier
            'Type': 'Pass', 'End': true, 'Assign': {'states': 1} | /States/A/Assign/states | reserved
            'Type': 'Pass', 'End': true, 'QueryLanguage': 'XPath' | /States/A/QueryLanguage | JSONPath or JSONata
            'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONata', 'InputPath': '$' | /States/A/InputPath | not supported
            'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONata', 'Output': '{% ( %}' | /States/A/Output | is not valid
            'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONata', 'Output': {'a': ['{% 1']} | /States/A/Output/a/0 | must end with
            'Type': 'Task', 'Resource': 'x', 'End': true | /States/A/Resource | not a valid ARN
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'TimeoutSeconds': 0 | /States/A/TimeoutSeconds | from 1 to 99999999
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'TimeoutSeconds': 1.5 | /States/A/TimeoutSeconds | whole number
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'TimeoutSeconds': 5, 'TimeoutSecondsPath': '$.x' | /States/A | Only one of the fields
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'TimeoutSeconds': 5, 'HeartbeatSeconds': 5 | /States/A/HeartbeatSeconds | must be less than
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'HeartbeatSecondsPath': '$..x' | /States/A/HeartbeatSecondsPath | not a reference path
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': {} | /States/A/Retry | must be an ARRAY
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{}] | /States/A/Retry/0 | These fields are required: [ErrorEquals]
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': []}] | /States/A/Retry/0/ErrorEquals | non-empty
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 0}] | /States/A/Retry/0/IntervalSeconds | from 1
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': -1}] | /States/A/Retry/0/MaxAttempts | from 0
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'BackoffRate': 0.5}] | /States/A/Retry/0/BackoffRate | at least 1.0
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'MaxDelaySeconds': 0}] | /States/A/Retry/0/MaxDelaySeconds | from 1
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'JitterStrategy': 'X'}] | /States/A/Retry/0/JitterStrategy | FULL or NONE
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL', 'E']}] | /States/A/Retry/0/ErrorEquals | alone
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['E']}] | /States/A/Retry/0/ErrorEquals | last
            'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['E'], 'Next': 'A'}] | /States/A/Retry/0/Next | not supported
            'Type': 'Choice', 'Choices': [] | /States/A/Choices | non-empty
            'Type': 'Wait', 'End': true | /States/A | Exactly one of Seconds
            'Type': 'Wait', 'End': true, 'Seconds': 1, 'Timestamp': '2026-01-01T00:00:00Z' | /States/A | Exactly one of Seconds
            'Type': 'Wait', 'End': true, 'Seconds': -1 | /States/A/Seconds | from 0
            'Type': 'Wait', 'End': true, 'Timestamp': '2026-01-01' | /States/A/Timestamp | RFC 3339
            'Type': 'Succeed', 'Next': 'A' | /States/A/Next | not supported
            'Type': 'Fail', 'Error': 'E', 'ErrorPath': '$.e' | /States/A | Only one of the fields
            'Type': 'Fail', 'CausePath': 'States.Format(' | /States/A/CausePath | not valid
            'Type': 'Fail', 'OutputPath': '$' | /States/A/OutputPath | not supported
            'Type': 'Parallel', 'End': true | /States/A | These fields are required: [Branches]
            'Type': 'Parallel', 'End': true, 'Branches': [] | /States/A/Branches | non-empty
            'Type': 'Parallel', 'End': true, 'Branches': [{}] | /States/A/Branches/0 | [States, StartAt]
            'Type': 'Map', 'End': true | /States/A | These fields are required: [ItemProcessor]
            'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}}, 'ItemReader': {} | /States/A/ItemReader | mode DISTRIBUTED
            'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED'}, 'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/ItemProcessor/ProcessorConfig | [ExecutionType]
            'Type': 'Map', 'End': true, 'MaxConcurrency': -1, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/MaxConcurrency | from 0
            'Type': 'Map', 'End': true, 'ToleratedFailurePercentage': 101, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/ToleratedFailurePercentage | to 100
            'Type': 'Map', 'End': true, 'ItemBatcher': {}, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/ItemBatcher | MaxItemsPerBatch
            'Type': 'Map', 'End': true, 'Label': '12345678901234567890123456789012345678901', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/Label | at most 40
            'Type': 'Map', 'End': true, 'ItemReader': {'Resource': 'r', 'ReaderConfig': {'InputType': 'XLS'}}, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}} | /States/A/ItemReader/ReaderConfig/InputType | one of
            """)
    void reportsWhatIsWrongWithOneState(String state, String pointer, String message) {
        List<Problem> problems = Definition.check(json(one(state)));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo(Problem.SCHEMA);
        assertThat(problems.get(0).pointer()).isEqualTo(pointer);
        assertThat(problems.get(0).message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            'Next': 'B' | /States/A/Choices/0 | exactly one operator
            'Next': 'B', 'Variable': '$.a' | /States/A/Choices/0 | exactly one operator
            'Next': 'B', 'Variable': '$.a', 'IsNull': true, 'IsString': true | /States/A/Choices/0 | exactly one operator
            'Next': 'B', 'IsNull': true | /States/A/Choices/0 | [Variable]
            'Next': 'B', 'Variable': 'a', 'IsNull': true | /States/A/Choices/0/Variable | does not begin with '$'
            'Next': 'B', 'Variable': '$.a', 'IsNull': 1 | /States/A/Choices/0/IsNull | Boolean
            'Next': 'B', 'Variable': '$.a', 'IsFoo': true | /States/A/Choices/0/IsFoo | not supported
            'Next': 'B', 'Variable': '$.a', 'BooleanLessThan': true | /States/A/Choices/0/BooleanLessThan | not supported
            'Next': 'B', 'Variable': '$.a', 'StringMatchesPath': '$' | /States/A/Choices/0/StringMatchesPath | not supported
            'Next': 'B', 'Variable': '$.a', 'StringEquals': 1 | /States/A/Choices/0/StringEquals | String
            'Next': 'B', 'Variable': '$.a', 'NumericEquals': '1' | /States/A/Choices/0/NumericEquals | Numeric
            'Next': 'B', 'Variable': '$.a', 'TimestampEquals': 'x' | /States/A/Choices/0/TimestampEquals | Timestamp
            'Next': 'B', 'Variable': '$.a', 'NumericEqualsPath': 'x' | /States/A/Choices/0/NumericEqualsPath | begin with
            'Next': 'B', 'And': [] | /States/A/Choices/0/And | non-empty
            'Next': 'B', 'Or': [{'Variable': '$.a', 'IsNull': true, 'Next': 'B'}] | /States/A/Choices/0/Or/0/Next | top-level
            'Next': 'B', 'Not': {'Variable': '$.a', 'IsNull': 'x'} | /States/A/Choices/0/Not/IsNull | Boolean
            'Next': 'B', 'Condition': '{% true %}', 'Variable': '$.a', 'IsNull': true | /States/A/Choices/0/Condition | not supported
            """)
    void reportsWhatIsWrongWithARule(String rule, String pointer, String message) {
        List<Problem> problems = Definition.check(json(two("'Type': 'Choice', 'Choices': [{" + rule + "}]")));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).pointer()).isEqualTo(pointer);
        assertThat(problems.get(0).message()).contains(message);
    }

    @Test
    void reportsTargetsThatAreNotThere() {
        assertThat(
                        check(
                                one(
                                        "'Type': 'Choice', 'Default': 'X', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'Y'}]")))
                .containsExactlyInAnyOrder(
                        "MISSING_TRANSITION_TARGET /States/A/Default Missing 'Default' target: X",
                        "MISSING_TRANSITION_TARGET /States/A/Choices/0/Next Missing 'Next' target: Y");
        assertThat(check(one("'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Catch': [{'ErrorEquals': ['E'],"
                        + " 'Next': 'X'}]")))
                .containsExactly("MISSING_TRANSITION_TARGET /States/A/Catch/0/Next Missing 'Next' target: X");
    }

    @Test
    void keepsTransitionsInsideOfABranch() {
        assertThat(check(two("'Type': 'Parallel', 'Next': 'B', 'Branches': [{'StartAt': 'I', 'States': {'I': {'Type':"
                        + " 'Pass', 'Next': 'B'}}}]")))
                .containsExactly(
                        "MISSING_TRANSITION_TARGET /States/A/Branches/0/States/I/Next Missing 'Next' target: B");
    }

    @Test
    void reportsStatesThatNothingLeadsTo() {
        assertThat(check(two("'Type': 'Succeed'")))
                .containsExactly("MISSING_TRANSITION_TARGET /States/B State \"B\" is not reachable.");
    }

    @Test
    void wantsNamesOnceInTheWholeMachine() {
        assertThat(check(one("'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type':"
                        + " 'Succeed'}}}]")))
                .containsExactly(
                        "SCHEMA_VALIDATION_FAILED /States/A/Branches/0/States/A The state name 'A' is used twice:"
                                + " names are unique in the whole machine");
    }

    @Test
    void countsTheCharactersOfNames() {
        String good = "\uD83D\uDE00".repeat(80);
        assertThat(check("{'StartAt': '" + good + "', 'States': {'" + good + "': {'Type': 'Succeed'}}}"))
                .isEmpty();
        String bad = "a/b" + "x".repeat(78);
        assertThat(check("{'StartAt': '" + bad + "', 'States': {'" + bad + "': {'Type': 'Succeed'}}}"))
                .hasSize(1)
                .first()
                .asString()
                .contains("/States/a~1b");
    }

    @Test
    void keepsOuterVariablesFromInnerStates() {
        assertThat(check("{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'x': 1}, 'Next': 'B'},"
                        + " 'B': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'C', 'States': {'C': {'Type':"
                        + " 'Pass', 'End': true, 'Assign': {'x.$': '$'}}}}]}}}"))
                .containsExactly("SCHEMA_VALIDATION_FAILED /States/B/Branches/0/States/C/Assign/x.$ The variable 'x' is"
                        + " assigned in an outer scope already");
    }

    @Test
    void leavesErrorNamesToTheirWriters() {
        assertThat(check(one(
                        "'Type': 'Task', 'Resource': 'arn:x', 'End': true, 'Retry': [{'ErrorEquals': ['State.ALL']}]")))
                .isEmpty();
    }

    @Test
    void letsAStateChooseJsonata() {
        assertThat(check(one("'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONata', 'Output': '{% 1 %}'")))
                .isEmpty();
        assertThat(check("{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true,"
                        + " 'QueryLanguage': 'JSONPath'}}}"))
                .containsExactly(
                        "SCHEMA_VALIDATION_FAILED /States/A/QueryLanguage A state of a JSONata machine can't be of"
                                + " JSONPath");
    }

    @Test
    void readsAllThatIsRight() {
        String text = json("{'Comment': 'c', 'Version': '1.0', 'TimeoutSeconds': 60, 'StartAt': 'A', 'States': {"
                + "'A': {'Type': 'Task', 'Comment': 'c', 'Resource': 'arn:aws:states:::sqs:sendMessage',"
                + " 'InputPath': '$.a', 'OutputPath': null, 'Parameters': {'x.$': 'States.Array($.a[?(@.b == 1)], `q, )`)'},"
                + " 'ResultSelector': {'y.$': '$..z'}, 'ResultPath': '$.b[`c d`][0]', 'TimeoutSecondsPath': '$.t',"
                + " 'HeartbeatSeconds': 3, 'Credentials': {'RoleArn.$': '$.r'}, 'Next': 'B',"
                + " 'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 3, 'MaxAttempts': 2, 'BackoffRate': 1.5,"
                + " 'MaxDelaySeconds': 9, 'JitterStrategy': 'FULL'}, {'ErrorEquals': ['States.ALL']}],"
                + " 'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': null, 'Next': 'B', 'Assign': {'e.$': '$.Error'}}]},"
                + "'B': {'Type': 'Map', 'ItemsPath': '$.l', 'MaxConcurrencyPath': '$.c', 'End': true,"
                + " 'ItemSelector': {'v.$': '$$.Map.Item.Value'}, 'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject',"
                + " 'Parameters': {'Bucket': 'b', 'Key.$': '$.k'}, 'ReaderConfig': {'InputType': 'CSV',"
                + " 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': ['a'], 'MaxItems': 5}},"
                + " 'ItemBatcher': {'MaxItemsPerBatchPath': '$.n', 'BatchInput': {'x.$': '$.y'}},"
                + " 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'b'},"
                + " 'WriterConfig': {'OutputType': 'JSONL', 'Transformation': 'COMPACT'}}, 'Label': 'l',"
                + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},"
                + " 'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}}}}}");
        assertThat(Definition.check(text).stream().map(Problem::toString).collect(Collectors.toList()))
                .isEmpty();
        Definition definition = Definition.read(text);
        assertThat(definition.timeout()).isEqualTo(60L);
        assertThat(definition.find("I")).isPresent();
        assertThat(definition.processor("B").machine().startAt()).isEqualTo("I");
    }

    @Test
    void refusesALargeDefinition() {
        assertThat(Definition.check(" ".repeat(1_048_577))).hasSize(1);
    }
}
