package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.definition.Schedule;
import io.forebay.spi.store.ObjectUri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a disk, a clock, a store and too much at once do to schedules and triggers. */
class ScheduleFaultsTest extends SchedulingFixture {
    private static final String OBJECTS = "'On': {'Object': 's3://lake/in/', 'Existing': true}";

    private void schedule(String name, String target, String more) {
        ObjectNode made = json("{'ScheduleExpression': 'cron(0 * * * ? *)', 'Target': " + target + "}");
        scheduling.putSchedule(name, made.setAll(json(more)));
    }

    private void trigger(String name, String definition) {
        scheduling.putTrigger(name, json(definition));
    }

    private void turn(String time) {
        clock.set(time);
        scheduling.turn();
    }

    private void objects(int number) {
        for (int each = 0; each < number; each++) {
            engine.store.put("s3://lake/in/" + each, "1");
        }
    }

    private String triggerRow() {
        return scheduling.triggerRows().get(0).toString();
    }

    // ---- the disk

    @Test
    void takesUpAgainWhatTheDiskHasRefused() {
        clock.set(Instant.now().minusMillis(1).toString());
        machines.put("next", json(PASS).toString());
        trigger("e", "{'On': {'Execution': 'm'}, 'Target': {'StateMachine': 'next'}}");
        trigger("f", "{'On': {'Execution': 'm'}, 'Target': {'StateMachine': 'next'}}");
        Runnable mended = refuse();
        machines.start("m", "one", Json.object());
        EngineFixture.await(
                () -> executions("m").get(0).path("status").asText().equals("SUCCEEDED"), () -> "it does not end");
        scheduling.turn();
        assertThat(names("next")).isEmpty();
        mended.run();
        scheduling.turn();
        scheduling.turn();
        assertThat(names("next")).hasSize(2);
    }

    /** Nobody can ask a machine of type EXPRESS what it has started. */
    @Test
    void startsOnceWhileTheDiskDoesNotTakeThatItHas() {
        ObjectNode express =
                Json.object().put("name", "x").put("type", "EXPRESS").put("roleArn", "r");
        String definition = "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'End': true, 'Resource':"
                + " 'arn:aws:states:::aws-sdk:redshiftdata:executeStatement',"
                + " 'Parameters': {'Sql': 'INSERT INTO t VALUES (1)', 'Database': 'dev'}}}}";
        machines.call(
                "CreateStateMachine", express.put("definition", json(definition).toString()));
        schedule(
                "w",
                "{'StateMachine': 'x'}",
                "{'FlexibleTimeWindow': {'Mode': 'FLEXIBLE', 'MaximumWindowInMinutes': 50}}");
        turn("2026-03-02T11:00:00Z");
        assertThat(column("waiting")).containsExactly(1L);
        Runnable mended = refuse();
        for (int second = 0; second < 5; second++) {
            turn("2026-03-02T11:50:0" + second + "Z");
        }
        mended.run();
        turn("2026-03-02T11:50:06Z");
        turn("2026-03-02T11:50:07Z");
        assertThat(column("delivered")).containsExactly(1L);
        EngineFixture.await(() -> machines.running() == 0, () -> machines.running() + " run");
        assertThat(statements("INSERT INTO t VALUES (1)")).hasSize(1);
    }

    // ---- too much

    /** Others, and who asks for the schedules, do not wait until all is delivered. */
    @Test
    void deliversAPortionInATurn() {
        objects(250);
        trigger("o", "{" + OBJECTS + ", 'Target': {'StateMachine': 'm'}}");
        scheduling.look();
        scheduling.turn();
        assertThat(triggerRow()).contains(", 150, 100, 0]");
        scheduling.turn();
        scheduling.turn();
        assertThat(triggerRow()).contains(", 0, 250, 0]");
    }

    @Test
    void attemptsNoOtherWhenOneIsRefusedForNow() {
        objects(20);
        trigger("o", "{" + OBJECTS + ", 'Target': {'StateMachine': 'm'}}");
        scheduling.look();
        machines.close();
        scheduling.turn();
        restart();
        scheduling.turn();
        assertThat(triggerRow()).contains(", 1, 19, 0]");
        clock.turn(Duration.ofSeconds(1));
        scheduling.turn();
        assertThat(triggerRow()).contains(", 0, 20, 0]");
    }

    @Test
    void takesNoMoreObjectsThanMayWait() {
        objects(Triggers.MOST_WAITING + 5);
        trigger("o", "{" + OBJECTS + ", 'Overlap': 'QUEUE', 'Target': {'StateMachine': 'long'}}");
        scheduling.look();
        scheduling.turn();
        assertThat(triggerRow()).contains(", " + (Triggers.MOST_WAITING - 1) + ", 1, 0]");
        scheduling.look();
        scheduling.look();
        stop("long");
        scheduling.turn();
        assertThat(triggerRow()).contains(", " + (Triggers.MOST_WAITING - 1) + ", 2, 0]");
    }

    @Test
    void givesUpOtherEventsWhenNoMoreMayWait() {
        clock.set(Instant.now().minusMillis(1).toString());
        trigger(
                "p",
                "{'EventPattern': {'source': ['aws.s3', 'aws.states'],"
                        + " 'detail': {'bucket': {'name': ['lake', {'exists': false}]}}},"
                        + " 'Overlap': 'QUEUE', 'Target': {'StateMachine': 'long'}}");
        scheduling.look();
        objects(Triggers.MOST_WAITING);
        scheduling.look();
        machines.start("m", "one", Json.object());
        EngineFixture.await(
                () -> executions("m").get(0).path("status").asText().equals("SUCCEEDED"), () -> "it does not end");
        scheduling.turn();
        assertThat(triggerRow()).contains(", " + (Triggers.MOST_WAITING - 1) + ", 1, 1]");
    }

    @Test
    void oneThatCannotBeMadeKeepsNoneBack() {
        Kept.Key key = new Kept.Key(Kept.Kind.TRIGGER, "", "t");
        Kept kept =
                new Kept(key, Json.object(), true, false, 1, 1, 1, new Kept.Progress(1, true, null), Kept.Outcome.NONE);
        Schedule read = Schedule.read(
                "default", "s", json("{'ScheduleExpression': 'rate(1 day)', 'Target': {'StateMachine': 'm'}}"));
        try (Book book = new Book(folder.resolve("other.journal"))) {
            book.write(Change.of(
                    kept,
                    List.of(new Delivery("1", 1, 1, 9, 0, null), new Delivery("2", 1, 1, 9, 0, null)),
                    List.of()));
            Deliveries.Rule rule = new Deliveries.Rule(read.target(), read.overlap(), (delivery, name) -> {
                if (delivery.id().equals("1")) {
                    throw new IllegalStateException("a fault");
                }
                return "{}";
            });
            Deliveries deliveries =
                    new Deliveries(new Launcher(machines, api, "me"), new DeadLetters(queues, Duration.ZERO));
            Change made = deliveries.make(book.find(key).orElseThrow(), rule, 2).orElseThrow();
            assertThat(made.done()).containsExactly("1", "2");
            assertThat(names("m")).containsExactly("t-2");
        }
    }

    /** A statement that is waited for would hold all schedules. */
    @Test
    void waitsForNoStatement() {
        String slow = "SELECT sum(CAST(a.i AS bigint) * b.i) FROM generate_series(1, 1000000) a(i),"
                + " generate_series(1, 1000000) b(i)";
        schedule(
                "u",
                "{'Arn': 'arn:aws:scheduler:::aws-sdk:redshiftdata:executeStatement', 'RoleArn': 'r',"
                        + " 'Input': {'Sql': '" + slow + "', 'Database': 'dev', 'WaitTimeSeconds': 20}}",
                "{}");
        long begin = System.nanoTime();
        turn("2026-03-02T11:00:00Z");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(statements(slow)).hasSize(1).doesNotContain("FINISHED", "FAILED");
        String id = String.valueOf(column("last_started").get(0));
        assertThat(api.call("me", "CancelStatement", Json.object().put("Id", id))
                        .path("Status")
                        .asBoolean())
                .isTrue();
    }

    // ---- stores

    @Test
    void oneThatCannotListKeepsNoOtherFromIt() {
        trigger("a", "{'On': {'Object': 's3://other/'}, 'Target': {'StateMachine': 'm'}}");
        trigger("b", "{" + OBJECTS + ", 'Target': {'StateMachine': 'm'}}");
        objects(1);
        engine.store.faults().fail(StoreCall.LIST, 1, () -> new IllegalStateException("a fault of the store"));
        scheduling.look();
        scheduling.turn();
        assertThat(names("m")).hasSize(1);
    }

    @Test
    void forgetsItsTroubleWhenItCanListAgain() {
        trigger("a", "{'On': {'Object': 's3://other/'}, 'Target': {'StateMachine': 'm'}}");
        engine.store.removeBucket("other");
        scheduling.look();
        assertThat(triggerRow()).contains("other");
        String told = triggerRow();
        engine.store.addBucket("other");
        scheduling.look();
        assertThat(triggerRow()).isNotEqualTo(told).contains("null, null, null, false, 0, 0, 0]");
    }

    @Test
    void doesNotTakeAnObjectForAnotherThatIsWrittenToAgain() {
        trigger("b", "{" + OBJECTS + ", 'Target': {'StateMachine': 'm'}}");
        objects(1);
        for (boolean growing : new boolean[] {false, true, false}) {
            engine.store.growing(ObjectUri.parse("s3://lake/in/0"), growing);
            scheduling.look();
            scheduling.turn();
            clock.turn(Duration.ofSeconds(1));
        }
        assertThat(names("m")).hasSize(1);
    }

    // ---- the clock

    @Test
    void goesOnWhenAClockThatWasYearsAheadIsPutRight() {
        schedule("s", "{'StateMachine': 'm'}", "{}");
        turn("2036-01-01T00:00:00Z");
        turn("2026-03-02T11:20:00Z");
        assertThat(column("next_time").toString()).isEqualTo("[2026-03-02T12:00:00Z]");
        turn("2026-03-02T12:00:00Z");
        assertThat(names("m")).contains("s-20260302T120000Z").hasSize(2);
    }

    @Test
    void firesNothingTwiceWhenTheClockIsPutBackALittle() {
        schedule("s", "{'StateMachine': 'm'}", "{}");
        turn("2026-03-02T11:00:10Z");
        turn("2026-03-02T10:58:00Z");
        turn("2026-03-02T11:00:10Z");
        assertThat(names("m")).hasSize(1);
        assertThat(column("delivered")).containsExactly(1L);
    }

    @Test
    void waitsForEventsWhenAClockThatWasYearsAheadIsPutRight() {
        clock.set("2036-01-01T00:00:00Z");
        machines.put("next", json(PASS).toString());
        trigger("e", "{'On': {'Execution': 'm'}, 'Target': {'StateMachine': 'next'}}");
        clock.set(Instant.now().minusMillis(1).toString());
        scheduling.turn();
        machines.start("m", "one", Json.object());
        EngineFixture.await(
                () -> {
                    scheduling.turn();
                    return names("next").size() == 1;
                },
                () -> "nothing is started");
    }

    // ---- what is told

    @Test
    void doesNotTakeAnExecutionOfAnotherTimeForItsOwn() {
        schedule(
                "u",
                "{'Arn': 'arn:aws:scheduler:::aws-sdk:sfn:startExecution'," + " 'Input': {'StateMachineArn': '"
                        + arn("m") + "', 'Name': 'always'}}",
                "{}");
        turn("2026-03-02T11:00:00Z");
        assertThat(column("last_result")).containsExactly("STARTED");
        EngineFixture.await(
                () -> executions("m").get(0).path("status").asText().equals("SUCCEEDED"), () -> "it does not end");
        turn("2026-03-02T12:00:00Z");
        assertThat(column("last_result")).containsExactly("FAILED");
        assertThat(column("last_error").toString()).contains("ExecutionAlreadyExists");
    }

    @Test
    void showsNoSecretsOfItsStatement() {
        schedule(
                "c",
                "{'Sql': 'COPY t FROM x CREDENTIALS \\u0027aws_access_key_id=AKIA1;aws_secret_access_key=hush\\u0027'}",
                "{}");
        assertThat(column("target").toString()).contains("COPY t FROM").doesNotContain("hush");
    }

    @Test
    void showsATimeThatEveryWarehouseHas() {
        schedule("r", "{'StateMachine': 'm'}", "{'ScheduleExpression': 'rate(999999999 days)'}");
        scheduling.turn();
        assertThat(names("m")).hasSize(1);
        engine.show(scheduling);
        assertThat(engine.run("SELECT next_time, delivered FROM forebay.schedule"))
                .isEqualTo("null|1");
    }
}
