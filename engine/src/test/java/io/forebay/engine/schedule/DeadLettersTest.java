package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.schedule.definition.Schedule;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given up is told to a queue. */
class DeadLettersTest extends SchedulingFixture {
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:123456789012:dead";
    private static final String DEAD = "'DeadLetterConfig': {'Arn': '" + QUEUE + "'}";

    private void schedule(String name, String target) {
        scheduling.putSchedule(
                name, json("{'ScheduleExpression': 'cron(0 11 * * ? *)', 'Target': {" + target + ", " + DEAD + "}}"));
    }

    private void turn(String time) {
        clock.set(time);
        scheduling.turn();
    }

    private void awaitResults(Object... results) {
        EngineFixture.await(
                () -> {
                    scheduling.turn();
                    return column("last_result").equals(List.of(results));
                },
                () -> "last_result is " + column("last_result"));
    }

    /** {@code NAME=value}, by their names. */
    private static List<String> attributes(JsonNode message) {
        List<String> shown = new ArrayList<>();
        message.path("MessageAttributes").properties().forEach(each -> {
            assertThat(each.getValue().path("DataType").asText()).isEqualTo("String");
            shown.add(each.getKey() + "=" + each.getValue().path("StringValue").asText());
        });
        return shown.stream().sorted().toList();
    }

    @Test
    void tellWhatCanNeverBeStarted() {
        schedule("a", "'StateMachine': 'none', 'Input': {'n': '<aws.scheduler.scheduled-time>'}");
        turn("2026-03-02T11:00:00Z");
        awaitResults("FAILED");
        assertThat(queues.messages).hasSize(1);
        JsonNode message = queues.messages.get(0);
        assertThat(message.path("QueueUrl").asText()).isEqualTo("memory:" + QUEUE);
        assertThat(message.path("MessageBody").asText()).isEqualTo("{\"n\":\"2026-03-02T11:00:00Z\"}");
        String told = String.valueOf(column("last_error").get(0));
        assertThat(told).contains("StateMachineDoesNotExist");
        assertThat(attributes(message))
                .containsExactly(
                        "ERROR_CODE=StateMachineDoesNotExist",
                        "ERROR_MESSAGE=" + told,
                        "EXECUTION_ID=a-20260302T110000Z-0",
                        "IS_PAYLOAD_TRUNCATED=false",
                        "RETRY_ATTEMPTS=0",
                        "SCHEDULED_TIME=2026-03-02T11:00:00Z",
                        "SCHEDULE_ARN=arn:aws:scheduler:local:000000000000:schedule/default/a",
                        "TARGET_ARN=" + arn("none"));
        assertThat(column("dropped")).containsExactly(1L);
    }

    @Test
    void tellWhatOfTheRetryPolicyIsExhausted() {
        schedule(
                "a",
                "'StateMachine': 'm', 'RetryPolicy': {'MaximumRetryAttempts': 1},"
                        + " 'Input': {'id': '<aws.scheduler.execution-id>', 'n': '<aws.scheduler.attempt-number>'}");
        schedule("b", "'StateMachine': 'm', 'RetryPolicy': {'MaximumEventAgeInSeconds': 60}");
        machines.close();
        turn("2026-03-02T11:00:00Z");
        turn("2026-03-02T11:00:01Z");
        turn("2026-03-02T11:01:01Z");
        awaitResults("FAILED", "EXPIRED");
        assertThat(queues.messages).hasSize(2);
        assertThat(attributes(queues.messages.get(0)))
                .contains(
                        "EXHAUSTED_RETRY_CONDITION=MaximumRetryAttempts",
                        "RETRY_ATTEMPTS=1",
                        "EXECUTION_ID=a-20260302T110000Z-1");
        assertThat(queues.messages.get(0).path("MessageBody").asText())
                .as("of the last attempt")
                .isEqualTo("{\"id\":\"a-20260302T110000Z-1\",\"n\":\"2\"}");
        assertThat(attributes(queues.messages.get(1)))
                .contains("EXHAUSTED_RETRY_CONDITION=MaximumEventAgeInSeconds", "ERROR_CODE=Expired")
                .anyMatch(each -> each.startsWith("ERROR_MESSAGE=") && each.contains("cannot write"));
    }

    @Test
    void tellOfATriggersEvent() {
        scheduling.putTrigger(
                "t",
                json("{'On': {'Object': 's3://lake/in/', 'Existing': true}, 'Target':" + " {'StateMachine': 'none', "
                        + DEAD + "}}"));
        engine.store.put("s3://lake/in/a", "1");
        scheduling.look();
        EngineFixture.await(
                () -> {
                    scheduling.turn();
                    return scheduling.triggerRows().get(0).toString().contains("FAILED");
                },
                () -> scheduling.triggerRows().toString());
        JsonNode message = queues.messages.get(0);
        assertThat(message.path("MessageBody").asText()).contains("\"key\":\"in/a\"");
        assertThat(attributes(message))
                .contains("RULE_ARN=arn:aws:events:local:000000000000:rule/t", "RETRY_ATTEMPTS=0")
                .noneMatch(each -> each.startsWith("SCHEDULE"));
    }

    /** Others go on while a queue is slow; what waits for its letter is there after a crash, and is told again. */
    @Test
    void areSentBeforeADeliveryIsForgotten() {
        queues.allowed.drainPermits();
        schedule("a", "'StateMachine': 'none'");
        schedule("b", "'StateMachine': 'm'");
        turn("2026-03-02T11:00:00Z");
        scheduling.turn();
        assertThat(names("m")).containsExactly("b-20260302T110000Z");
        assertThat(column("waiting")).containsExactly(1L, 0L);
        restart();
        assertThat(column("waiting")).containsExactly(1L, 0L);
        queues.allowed.release(10);
        awaitResults("FAILED", "STARTED");
        assertThat(queues.messages).hasSize(1);
        assertThat(column("waiting")).containsExactly(0L, 0L);
    }

    @Test
    void areSentAgainWhenAQueueRefusesThem() {
        queues.refused.set(1);
        schedule("a", "'StateMachine': 'none'");
        turn("2026-03-02T11:00:00Z");
        awaitResults("FAILED");
        assertThat(queues.messages).hasSize(1);
    }

    @Test
    void areGivenUpAfterSomeAttempts() {
        queues.refused.set(1_000);
        DeadLetters letters = new DeadLetters(queues, Duration.ZERO);
        Kept kept = new Kept(
                new Kept.Key(Kept.Kind.SCHEDULE, "default", "a"),
                json("{}"),
                false,
                false,
                1,
                1,
                1,
                new Kept.Progress(1, false, null),
                Kept.Outcome.NONE);
        Delivery delivery = new Delivery("1", 1, 1, 9, 1, null);
        Letter letter = new Letter(
                QUEUE,
                kept.key(),
                delivery,
                Schedule.read(
                                "default",
                                "a",
                                json("{'ScheduleExpression': 'rate(1 day)', 'Target': {'Sql': 'SELECT 1'}}"))
                        .target(),
                new Letter.Cause("FAILED", "X", "it\u0000 failed", null),
                "ä".repeat(200_000));
        letters.post(kept, delivery, letter);
        EngineFixture.await(letter::over, () -> "it is on its way");
        assertThat(letters.find(kept, delivery)).isSameAs(letter);
        assertThat(letter.told()).contains("failed (and the dead letter was not sent: there is no such queue)");
        assertThat(letter.message().path("MessageBody").asText()).hasSize(80_000);
        assertThat(attributes(letter.message()))
                .contains(
                        "IS_PAYLOAD_TRUNCATED=true",
                        "ERROR_MESSAGE=it? failed",
                        "TARGET_ARN=arn:aws:scheduler:::aws-sdk:redshiftdata:executeStatement");
        letters.forget(kept, delivery);
        assertThat(letters.find(kept, delivery)).isNull();
        letters.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sqs:eu-central-1:123456789012:dead.fifo",
                "dead",
                "arn:aws:sns:eu-central-1:123456789012:dead"
            })
    void goToStandardQueuesOnly(String arn) {
        assertThatThrownBy(() -> scheduling.putSchedule(
                        "a",
                        json("{'ScheduleExpression': 'rate(1 day)', 'Target': {'StateMachine': 'm', 'DeadLetterConfig':"
                                + " {'Arn': '" + arn + "'}}}")))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("Target.DeadLetterConfig.Arn must be the ARN of a standard queue");
    }
}
