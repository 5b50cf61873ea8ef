package io.forebay.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest extends SchedulingFixture {
    private static final String LOAD = "{'Target': {'StateMachine': 'm'}, ";

    /** What executions, statements and loads tell of their times is the real one. */
    @BeforeEach
    void isNow() {
        clock.set(Instant.now().minusMillis(1).toString());
    }

    private void trigger(String name, String definition) {
        scheduling.putTrigger(name, json(definition));
    }

    private void step() {
        scheduling.look();
        scheduling.turn();
    }

    private void await(String machine, int executions) {
        EngineFixture.await(
                () -> {
                    step();
                    return names(machine).size() >= executions;
                },
                () -> names(machine) + " are not " + executions);
        step();
        assertThat(names(machine)).hasSize(executions);
    }

    private JsonNode input(String machine, int place) {
        return Json.parseOwn(executions(machine).get(place).path("input").asText());
    }

    @Test
    void firesForObjectsThatComeAndForNoneThatWasThere() {
        engine.store.put("s3://lake/in/old.csv", "1");
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/', 'Suffix': '.csv'}}");
        step();
        engine.store.put("s3://lake/in/a b+c@é.csv", "1");
        engine.store.put("s3://lake/in/other.txt", "1");
        engine.store.put("s3://lake/out/x.csv", "1");
        step();
        step();
        assertThat(names("m")).hasSize(1).allSatisfy(name -> assertThat(name).startsWith("o-"));
        JsonNode event = input("m", 0);
        assertThat(event.path("detail-type").asText()).isEqualTo("Object Created");
        assertThat(event.path("detail").path("object").path("key").asText()).isEqualTo("in/a b+c@é.csv");
        restart();
        step();
        assertThat(names("m")).hasSize(1);
        engine.store.put("s3://lake/in/old.csv", "changed");
        step();
        assertThat(names("m")).hasSize(2);
    }

    @Test
    void firesForWhatWasThereWhenItIsToldTo() {
        engine.store.put("s3://lake/in/1.csv", "1");
        engine.store.put("s3://lake/in/2.csv", "1");
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/', 'Existing': true}}");
        step();
        step();
        assertThat(names("m")).hasSize(2);
    }

    @Test
    void findsWhatHasComeWhileTheServerWasDown() {
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/'}}");
        step();
        scheduling.close();
        engine.store.put("s3://lake/in/1.csv", "1");
        openSchedules();
        step();
        assertThat(names("m")).hasSize(1);
    }

    /** The decision is lost, or that it was delivered. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void startsOnceForAnObjectWhateverACrashHasLost(boolean delivered) {
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/'}}");
        step();
        engine.store.put("s3://lake/in/1.csv", "1");
        scheduling.look();
        if (delivered) {
            scheduling.turn();
        }
        crash(1);
        step();
        step();
        assertThat(names("m")).hasSize(1);
    }

    @Test
    void firesByAPatternAndShapesItsInput() {
        trigger(
                "p",
                "{'EventPattern': {'source': ['aws.s3'], 'detail': {'bucket': {'name': ['lake']},"
                        + " 'object': {'key': [{'prefix': 'in/'}], 'size': [{'numeric': ['>', 2]}]}}},"
                        + " 'Target': {'StateMachine': 'm', 'InputTransformer': {'InputPathsMap': {'k': '$.detail.object.key'},"
                        + " 'InputTemplate': '{\\'key\\': <k>, \\'rule\\': <aws.events.rule-name>}'}}}");
        step();
        engine.store.put("s3://lake/in/small", "1");
        engine.store.put("s3://lake/in/large", "12345");
        step();
        step();
        assertThat(names("m")).hasSize(1);
        assertThat(Json.text(input("m", 0))).isEqualTo("{\"key\":\"in/large\",\"rule\":\"p\"}");
    }

    @Test
    void givesAStatementWhatTheEventHas() {
        trigger(
                "s",
                "{'On': {'Object': 's3://lake/in/'}, 'Target': {'Sql': 'INSERT INTO t VALUES (:size, :key)',"
                        + " 'Parameters': [{'name': 'size', 'value': '$.detail.object.size'},"
                        + " {'name': 'key', 'value': '$.detail.object.key'}]}}");
        step();
        engine.store.put("s3://lake/in/1", "123");
        step();
        engine.await("SELECT a, b FROM t", "3|in/1");
    }

    @Test
    void firesAtTheEndOfAnExecutionAlsoWhenThatWasNotTold() {
        trigger("e", "{'On': {'Execution': 'm', 'Status': ['SUCCEEDED']}, 'Target': {'StateMachine': 'next'}}");
        trigger("f", "{'On': {'Execution': 'm', 'Status': ['FAILED']}, 'Target': {'StateMachine': 'next'}}");
        machines.put("next", json(PASS).toString());
        machines.start("m", "one", Json.object());
        await("next", 1);
        assertThat(input("next", 0).path("detail").path("name").asText()).isEqualTo("one");
        scheduling.close();
        machines.start("m", "two", Json.object());
        EngineFixture.await(
                () -> executions("m").stream()
                        .allMatch(each -> each.path("status").asText().equals("SUCCEEDED")),
                () -> "two does not end");
        openSchedules();
        await("next", 2);
        restart();
        step();
        assertThat(names("next")).hasSize(2);
    }

    @Test
    void firesAtTheEndOfAStatement() {
        trigger("d", LOAD + "'On': {'Statement': 'nightly', 'State': 'FINISHED'}}");
        statement("nightly", "SELECT 1");
        statement("nightly", "SELECT 1 FROM nowhere");
        statement("other", "SELECT 1");
        await("m", 1);
        assertThat(input("m", 0).path("detail").path("state").asText()).isEqualTo("FINISHED");
        scheduling.close();
        statement("nightly", "SELECT 2");
        openSchedules();
        await("m", 2);
    }

    private void statement(String name, String sql) {
        ObjectNode request =
                Json.object().put("Sql", sql).put("StatementName", name).put("WithEvent", true);
        api.call("you", "ExecuteStatement", request.put("WaitTimeSeconds", 20));
    }

    private void load(int... files) {
        for (int file : files) {
            engine.store.put("s3://lake/in/" + file + ".csv", file + ",a\n");
        }
        engine.run("COPY JOB RUN j");
    }

    @Test
    void firesAfterEachLoadOfACopyJob() {
        engine.run(COPY + "CSV JOB CREATE j AUTO OFF");
        load(1);
        clock.set(Instant.now().toString());
        trigger("l", LOAD + "'On': {'CopyJob': 'J'}}");
        step();
        load(2, 3);
        await("m", 1);
        JsonNode detail = input("m", 0).path("detail");
        assertThat(detail.path("files").asLong()).isEqualTo(2);
        assertThat(detail.path("rows").asLong()).isEqualTo(2);
        assertThat(detail.path("objects").toString()).isEqualTo("[\"s3://lake/in/2.csv\",\"s3://lake/in/3.csv\"]");
        scheduling.close();
        load(4);
        openSchedules();
        await("m", 2);
        restart();
        step();
        assertThat(names("m")).hasSize(2);
    }

    @Test
    void firesWhenEnoughFilesAreLoadedOrNoneHasFollowed() {
        engine.run(COPY + "CSV JOB CREATE j AUTO OFF");
        trigger("l", LOAD + "'On': {'CopyJob': 'j', 'Files': 3, 'Quiet': '5m'}}");
        load(1);
        step();
        load(2);
        step();
        restart();
        step();
        assertThat(names("m")).isEmpty();
        load(3, 4);
        await("m", 1);
        assertThat(input("m", 0).path("detail").path("files").asLong()).isEqualTo(4);
        load(5);
        step();
        clock.turn(Duration.ofMinutes(4));
        scheduling.turn();
        assertThat(names("m")).hasSize(1);
        clock.turn(Duration.ofMinutes(2));
        scheduling.turn();
        assertThat(names("m")).hasSize(2);
    }

    @Test
    void tellsOfFilesThatFailed() {
        engine.run(COPY + "CSV JOB CREATE j AUTO OFF");
        trigger(
                "l",
                LOAD + "'EventPattern': {'source': ['forebay.copyjob'],"
                        + " 'detail': {'failedFiles': [{'numeric': ['>', 0]}]}}}");
        engine.store.put("s3://lake/in/bad.csv", "x,y\n");
        engine.run("COPY JOB RUN j");
        await("m", 1);
        assertThat(input("m", 0).path("detail").path("failedFiles").asLong()).isEqualTo(1);
    }

    @Test
    void saysWhatItCannotList() {
        trigger("o", LOAD + "'On': {'Object': 's3://nowhere/in/'}}");
        step();
        assertThat(scheduling.triggerRows().get(0).toString()).contains("nowhere");
    }

    @Test
    void isDisabledByItsStateAndByTheLossOfItsFile() {
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/'}}");
        step();
        scheduling.filesAre(Set.of(), Set.of());
        engine.store.put("s3://lake/in/1", "1");
        step();
        trigger("o", LOAD + "'On': {'Object': 's3://lake/in/'}}");
        step();
        engine.store.put("s3://lake/in/2", "1");
        step();
        assertThat(names("m")).hasSize(1);
        assertThat(input("m", 0).path("detail").path("object").path("key").asText())
                .isEqualTo("in/2");
    }

    @Test
    void saysWhyAnInputCannotBeMade() {
        trigger(
                "o",
                "{'On': {'Object': 's3://lake/in/'}, 'Target': {'StateMachine': 'm', 'InputPath': '$.detail.nothing'}}");
        step();
        engine.store.put("s3://lake/in/1", "1");
        step();
        assertThat(scheduling.triggerRows().get(0).toString()).contains("FAILED", "$.detail.nothing");
    }
}
