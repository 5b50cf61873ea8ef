package io.forebay.engine.schedule.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions as they are written. */
class DefinitionsTest {
    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parseOwn(text.replace('\'', '"'));
    }

    private static Schedule schedule(String more) {
        ObjectNode given = json("{'Target': {'StateMachine': 'm'}, 'ScheduleExpression': 'rate(1 hour)'}");
        return Schedule.read("default", "s", given.setAll(json(more)));
    }

    private static void refused(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code().name()).isEqualTo("INVALID_PARAMETER"));
    }

    @Test
    void readsASchedule() {
        Schedule schedule = schedule("{'StartDate': '2026-01-01T00:00:00+01:00', 'EndDate': 1800000000.5,"
                + " 'ScheduleExpressionTimezone': 'Asia/Tokyo', 'State': 'DISABLED', 'Missed': 'SKIP', 'Overlap': 'QUEUE',"
                + " 'FlexibleTimeWindow': {'Mode': 'FLEXIBLE', 'MaximumWindowInMinutes': 5}}");
        assertThat(schedule.start()).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(schedule.end()).isEqualTo("2027-01-15T08:00:00.5Z");
        assertThat(schedule.zone().getId()).isEqualTo("Asia/Tokyo");
        assertThat(schedule.enabled()).isFalse();
        assertThat(schedule.missed()).isEqualTo(Missed.SKIP);
        assertThat(schedule.overlap()).isEqualTo(Overlap.QUEUE);
        assertThat(schedule.window().minutes()).isEqualTo(5);
        assertThat(schedule.target().retry()).isEqualTo(new Retry(185, Duration.ofDays(1)));
    }

    @Test
    void findsAMachineByItsArn() {
        Schedule schedule = schedule(
                "{'Target': {'Arn': 'arn:aws:states:eu-west-1:123456789012:stateMachine:etl', 'RoleArn': 'r'}}");
        assertThat(schedule.target().machine()).isEqualTo("etl");
    }

    @Test
    void saysWhatThereIs() {
        assertThatThrownBy(() -> schedule("{'Typo': 1}"))
                .hasMessageContaining("has no member 'Typo'; there are ActionAfterCompletion,");
        assertThatThrownBy(() -> schedule("{'Overlap': 'skip'}"))
                .hasMessageContaining("must be one of ALLOW, SKIP, QUEUE, not 'skip'");
        assertThatThrownBy(() -> schedule("{'Target': {}}"))
                .hasMessageContaining("exactly one of StateMachine, CopyJob, Sql, Arn");
    }

    @Test
    void listsAPatternsPrefixesOnce() {
        On on = On.pattern(json("{'source': ['aws.s3'], 'detail': {'bucket': {'name': ['b']}, 'object': {'key':"
                + " [{'prefix': 'in/'}, {'prefix': 'in/x/'}, 'other.csv']}}}"));
        assertThat(on.prefixes()).extracting(Object::toString).containsExactly("s3://b/in/", "s3://b/other.csv");
        assertThat(On.pattern(json("{'detail': {'status': ['FAILED']}}")).sources())
                .doesNotContain(On.OBJECTS);
    }

    private static boolean restless(String waitsFor) {
        return Trigger.read("t", json("{'Target': {'StateMachine': 'm'}, " + waitsFor + "}"))
                .restless();
    }

    @Test
    void knowsATriggerThatStartsWhatItWaitsFor() {
        assertThat(restless("'On': {'Execution': 'm', 'Status': 'FAILED'}")).isTrue();
        assertThat(restless("'EventPattern': {'source': ['aws.states']}")).isTrue();
        assertThat(restless("'On': {'Execution': 'other'}")).isFalse();
        assertThat(restless("'On': {'CopyJob': 'm'}")).isFalse();
    }

    @Test
    void pausesLongerAndLonger() {
        assertThat(Retry.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Retry.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Retry.pause(185)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Target': {}}",
                "{'Target': {'StateMachine': 'm', 'Sql': 'x'}}",
                "{'Target': {'Arn': 'arn:aws:lambda:eu-west-1:000000000000:function:f'}}",
                "{'Target': {'CopyJob': 'j; DROP TABLE t'}}",
                "{'Target': {'Sql': 'x', 'Input': '{}'}}",
                "{'Target': {'StateMachine': 'm', 'Input': '{'}}",
                "{'Target': {'StateMachine': 'm', 'Database': 'dev'}}",
                "{'Target': {'Arn': 'arn:aws:scheduler:::aws-sdk:sfn:startExecution'}}",
                "{'Target': {'StateMachine': 'm', 'RetryPolicy': {'MaximumRetryAttempts': 186}}}",
                "{'Typo': 1}",
                "{'Missed': 'ALL'}",
                "{'Overlap': 'skip'}",
                "{'ScheduleExpressionTimezone': 'Mars/North'}",
                "{'StartDate': '2027-01-01T00:00:00Z', 'EndDate': '2026-01-01T00:00:00Z'}",
                "{'StartDate': 'tomorrow'}",
                "{'StartDate': '+99999-01-01T00:00:00Z'}",
                "{'EndDate': 1e30}",
                "{'EndDate': 1e999999999}",
                "{'FlexibleTimeWindow': {'Mode': 'FLEXIBLE'}}",
            })
    void refusesASchedulesMembers(String more) {
        refused(() -> schedule(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Target': {'StateMachine': 'm'}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'Object': 's3://lake/', 'CopyJob': 'j'}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'Object': 'lake'}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'Object': []}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'Object': 's3://lake/', 'Prefix': 'x'}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'CopyJob': 'j', 'Quiet': '5'}}",
                "{'Target': {'StateMachine': 'm'}, 'On': {'Execution': 'm', 'Status': ['DONE']}}",
                "{'Target': {'StateMachine': 'm'}, 'EventPattern': {'source': ['aws.ec2']}}",
                "{'Target': {'StateMachine': 'm'}, 'EventPattern': {'source': ['aws.s3']}}",
                "{'Target': {'StateMachine': 'm'}, 'EventPattern': {'source': 'aws.s3'}}",
                "{'Target': {'StateMachine': 'm', 'InputPath': 'x'}, 'On': {'CopyJob': 'j'}}",
                "{'Target': {'Sql': 'x', 'InputPath': '$.x'}, 'On': {'CopyJob': 'j'}}",
            })
    void refusesATrigger(String definition) {
        refused(() -> Trigger.read("t", json(definition)));
    }
}
