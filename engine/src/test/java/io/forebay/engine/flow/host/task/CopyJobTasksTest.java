package io.forebay.engine.flow.host.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.contract.store.StoreStall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.value.Json;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** COPY JOB RUN as a task. */
class CopyJobTasksTest extends EngineTest {
    private DataApi api;
    private final AtomicBoolean closing = new AtomicBoolean();

    @BeforeEach
    void openApi() {
        api = engine.dataApi(folder.resolve("api"), Clock.systemUTC());
        engine.run(COPY + "CSV JOB CREATE j AUTO OFF");
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    private JsonNode run(String token, String more) throws Exception {
        return new ForebayTasks(api, "me", null)
                .call(Calls.of("forebay:copyJobRun.sync", "{'JobName': 'j'" + more + "}", token, closing::get));
    }

    @Test
    void tellsWhatTheRunHasLoaded() throws Exception {
        engine.store.put("s3://lake/in/1.csv", "1,a\n2,b\n");
        engine.store.put("s3://lake/in/2.csv", "3,c\n");
        assertThat(run("t1", ""))
                .hasToString("{\"JobName\":\"j\",\"LoadedFiles\":2,\"LoadedRows\":3,\"RejectedRows\":0,"
                        + "\"FailedFiles\":0,\"FailedFilesInAll\":0}");
        engine.store.put("s3://lake/in/3.csv", "4,d\n");
        assertThat(run("t2", "").path("LoadedRows").asInt()).isEqualTo(1);
        assertThat(run("t3", "").path("LoadedFiles").asInt()).isZero();
        assertThat(engine.run(TOTALS)).isEqualTo("4|10");
    }

    /** As after a crash: the statement that has the token is found again, and nothing is run. */
    @Test
    void tellsTheSameWhenItIsCalledAgain() throws Exception {
        engine.store.put("s3://lake/in/1.csv", "1,a\n");
        JsonNode first = run("t1", "");
        engine.store.put("s3://lake/in/2.csv", "2,b\n");
        assertThat(run("t1", "")).isEqualTo(first);
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void failsWhileFilesOfTheJobAreFailed() throws Exception {
        engine.store.put("s3://lake/in/1.csv", "1,a\n");
        engine.store.put("s3://lake/in/bad.csv", "x,toolong\n");
        Calls.fails(
                () -> run("t1", ""), "Forebay.CopyJobFailed", "copy job j could not be loaded: s3://lake/in/bad.csv.");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        Calls.fails(() -> run("t2", ""), "Forebay.CopyJobFailed", "bad.csv");
        assertThat(run("t3", ", 'FailOn': 'NEW'").path("FailedFilesInAll").asInt())
                .isEqualTo(1);
        engine.store.put("s3://lake/in/worse.csv", "y,b\n");
        Calls.fails(() -> run("t4", ", 'FailOn': 'NEW'"), "Forebay.CopyJobFailed", "loaded: s3://lake/in/worse.csv.");
        assertThat(run("t5", ", 'FailOn': 'NONE'").path("FailedFilesInAll").asInt())
                .isEqualTo(2);
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/bad.csv'");
        engine.run("COPY JOB SKIP j FILE 's3://lake/in/worse.csv'");
        assertThat(run("t6", "").path("FailedFilesInAll").asInt()).isZero();
    }

    @Test
    void failsWithWhatTheStatementSays() {
        Calls.fails(
                () -> new ForebayTasks(api, "me", null)
                        .call(Calls.of("forebay:copyJobRun.sync", "{'JobName': 'it\\u0027s none'}")),
                "Forebay.StatementFailed",
                "none");
        Calls.fails(() -> run("t", ", 'FailOn': 'OLD'"), "States.Runtime", "ANY, NEW or NONE");
        Calls.fails(
                () -> new ForebayTasks(api, "me", null).call(Calls.of("forebay:copyJobRun.sync", "{}")),
                "States.Runtime",
                "JobName");
        Calls.fails(
                () -> new ForebayTasks(api, "me", null).call(Calls.of("forebay:copyJobRun", "{}")),
                "States.Runtime",
                "forebay:copyJobRun.sync");
    }

    private String status() {
        return api.call("me", "ListStatements", Json.object().put("Status", "ALL"))
                .path("Statements")
                .path(0)
                .path("Status")
                .asText();
    }

    /** Runs it until its load hangs in a read, and gives it up then. */
    private StoreStall givenUp() throws Exception {
        engine.store.put("s3://lake/in/1.csv", "1,a\n");
        StoreStall stall = engine.store.faults().stallReads("in/");
        Thread thread = new Thread(new FutureTask<>(() -> run("t1", "")));
        thread.start();
        stall.awaitReader();
        thread.interrupt();
        thread.join();
        return stall;
    }

    @Test
    void cancelsWhatNobodyWaitsForAnyMore() throws Exception {
        givenUp();
        EngineFixture.await(() -> status().equals("ABORTED"), this::status);
        assertThat(engine.run(TOTALS)).isEqualTo("0|null");
    }

    /** The next server finds the statement by its token. */
    @Test
    void leavesTheStatementToTheNextServerWhenThisOneStops() throws Exception {
        closing.set(true);
        StoreStall stall = givenUp();
        assertThat(status()).isEqualTo("STARTED");
        stall.close();
        assertThat(run("t1", "").path("LoadedRows").asInt()).isEqualTo(1);
    }

    private StateMachines machines() {
        return engine.machines(
                folder.resolve("flow"), api, Map.of("forebay", new ForebayTasks(api, "me", null)), Clock.systemUTC());
    }

    @Test
    void isOneRunWhenTheServerIsStoppedInTheMiddle() throws Exception {
        engine.store.put("s3://lake/in/1.csv", "1,a\n");
        StoreStall stall = engine.store.faults().stallReads("in/");
        String execution;
        try (StateMachines machines = machines()) {
            machines.put(
                    "load",
                    ("{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::forebay:copyJobRun.sync',"
                                    + " 'Parameters': {'JobName': 'j'}, 'ResultSelector': {'rows.$': '$.LoadedRows'}, 'End': true}}}")
                            .replace('\'', '"'));
            execution = machines.start("load", "one", Json.object());
            stall.awaitReader();
        }
        api.close();
        stall.close();
        engine.restart();
        api = engine.dataApi(folder.resolve("api"), Clock.systemUTC());
        try (StateMachines machines = machines()) {
            JsonNode asked = Json.object().put("executionArn", execution);
            EngineFixture.await(
                    () -> !machines.call("DescribeExecution", asked)
                            .path("status")
                            .asText()
                            .equals("RUNNING"),
                    () -> "it does not end");
            assertThat(machines.call("DescribeExecution", asked).path("output").asText())
                    .isEqualTo("{\"rows\":1}");
        }
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("1");
    }
}
