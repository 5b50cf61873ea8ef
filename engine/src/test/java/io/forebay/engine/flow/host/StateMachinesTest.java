package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.EngineFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The operations, executions and tasks, as a client in this process sees them. */
class StateMachinesTest extends StatesTest {
    /** A service that does what each test says; how often each call came. */
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    private volatile TaskService service = call -> call.parameters();

    @Override
    JsonNode own(TaskCall call) throws TaskFailure, InterruptedException {
        calls.merge(call.task().clientToken(), 1, Integer::sum);
        return service.call(call);
    }

    private static String definition(String json) {
        return json.replace('\'', '"');
    }

    private String create(String name, String definition) {
        return call("CreateStateMachine", "name", name, "definition", definition(definition), "roleArn", "role")
                .path("stateMachineArn")
                .asText();
    }

    private String start(String machine, String input) {
        return call("StartExecution", "stateMachineArn", machine, "input", input.replace('\'', '"'))
                .path("executionArn")
                .asText();
    }

    private JsonNode ended(String execution) {
        EngineFixture.await(
                () -> !status(execution).equals("RUNNING"), () -> execution + " does not end: " + types(execution));
        return call("DescribeExecution", "executionArn", execution);
    }

    private String status(String execution) {
        return call("DescribeExecution", "executionArn", execution)
                .path("status")
                .asText();
    }

    private List<String> types(String execution) {
        List<String> types = new ArrayList<>();
        call("GetExecutionHistory", "executionArn", execution, "maxResults", 1000)
                .path("events")
                .forEach(event -> types.add(event.path("type").asText()));
        return types;
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatesException.class, e -> assertThat(e.type())
                .isEqualTo(type));
    }

    private static final String OWN = "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
            + " 'Resource': 'arn:aws:states:::own:act', 'Next': 'B'},"
            + " 'B': {'Type': 'Pass', 'Parameters': {'got.$': '$'}, 'End': true}}}";

    /** An SDK that waits for too long sends a call again while the first is still under way, or over. */
    @Test
    void startsOneNameOnce() throws Exception {
        String machine = create("m", OWN);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<String> odd = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = "n" + i / 8;
            clients.execute(() -> {
                try {
                    call("StartExecution", "stateMachineArn", machine, "name", name, "input", "{}");
                } catch (StatesException e) {
                    if (!e.type().equals("ExecutionAlreadyExists")) {
                        odd.add(e.toString());
                    }
                } catch (RuntimeException e) {
                    odd.add(e.toString());
                }
            });
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        EngineFixture.await(() -> machines.underWay() == 0, () -> machines.underWay() + " are under way");
        assertThat(odd).isEmpty();
        assertThat(calls).hasSize(50).allSatisfy((token, times) -> assertThat(times)
                .isEqualTo(1));
        String one = "arn:aws:states:local:000000000000:execution:m:n7";
        assertThat(status(one)).isEqualTo("SUCCEEDED");
        refused(
                () -> call("StartExecution", "stateMachineArn", machine, "name", "n7", "input", "{}"),
                "ExecutionAlreadyExists");
    }

    @Test
    void waitsForAnExpressMachine() {
        call("CreateStateMachine", "name", "x", "definition", definition(OWN), "roleArn", "role", "type", "EXPRESS");
        String machine = "arn:aws:states:local:000000000000:stateMachine:x";
        for (String number : List.of("1", "2")) {
            JsonNode ended = call(
                    "StartSyncExecution",
                    "stateMachineArn",
                    machine,
                    "name",
                    "same",
                    "input",
                    "{\"n\": " + number + "}");
            assertThat(ended.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(ended.path("name").asText()).isEqualTo("same");
            assertThat(ended.path("output").asText()).isEqualTo("{\"got\":{\"n\":" + number + "}}");
        }
        assertThat(calls).hasSize(2);
        String standard = create("m", OWN);
        refused(() -> call("StartSyncExecution", "stateMachineArn", standard), "StateMachineTypeNotSupported");
    }

    @Test
    void runsFromItsStartToItsEnd() {
        String execution = start(create("m", OWN), "{'x': 1}");
        JsonNode ended = ended(execution);
        assertThat(ended.path("status").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("output").asText()).isEqualTo("{\"got\":{\"x\":1}}");
        assertThat(ended.path("stopDate").asDouble())
                .isGreaterThanOrEqualTo(ended.path("startDate").asDouble());
        assertThat(types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "PassStateEntered",
                        "PassStateExited",
                        "ExecutionSucceeded");
        assertThat(call("ListExecutions", "stateMachineArn", "arn:aws:states:eu-west-1:123456789012:stateMachine:m")
                        .path("executions")
                        .size())
                .isEqualTo(1);
    }

    /** The loop that is written where there is no .sync: run, wait, ask, branch. */
    @Test
    void callsTheDataApiAndWaitsForIt() {
        String machine = create(
                "etl",
                "{'StartAt': 'Run', 'States': {"
                        + "'Run': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement',"
                        + " 'Parameters': {'Database': 'dev', 'Sqls.$': '$.sqls'}, 'ResultPath': '$.run', 'Next': 'Ask'},"
                        + "'Wait': {'Type': 'Wait', 'Seconds': 1, 'Next': 'Ask'},"
                        + "'Ask': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:describeStatement',"
                        + " 'Parameters': {'Id.$': '$.run.Id'}, 'ResultPath': '$.told', 'Next': 'Which'},"
                        + "'Which': {'Type': 'Choice', 'Choices': ["
                        + "{'Variable': '$.told.Status', 'StringEquals': 'FINISHED', 'Next': 'Rows'},"
                        + "{'Variable': '$.told.Status', 'StringEquals': 'FAILED', 'Next': 'Failed'}], 'Default': 'Wait'},"
                        + "'Rows': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:getStatementResult',"
                        + " 'Parameters': {'Id.$': '$.told.SubStatements[1].Id'}, 'OutputPath': '$.Records[0][0].LongValue',"
                        + " 'End': true},"
                        + "'Failed': {'Type': 'Fail', 'Error': 'Sql', 'CausePath': '$.told.Error'}}}");
        JsonNode good = ended(
                start(machine, "{'sqls': ['INSERT INTO t VALUES (1, NULL), (2, NULL)', 'SELECT sum(a) FROM t']}"));
        assertThat(good.path("cause").asText()).isEmpty();
        assertThat(good.path("output").asText()).isEqualTo("3");
        JsonNode bad = ended(start(machine, "{'sqls': ['DELETE FROM t', 'SELECT nosuch']}"));
        assertThat(bad.path("status").asText()).isEqualTo("FAILED");
        assertThat(bad.path("error").asText()).isEqualTo("Sql");
        assertThat(bad.path("cause").asText()).contains("nosuch");
        assertThat(engine.run("SELECT sum(a) FROM t")).isEqualTo("3");
    }

    @Test
    void namesTheServicesErrors() {
        String machine = create(
                "m",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
                        + " 'Resource': 'arn:aws:states:::aws-sdk:redshiftdata:describeStatement',"
                        + " 'Parameters': {'Id': '00000000-0000-0000-0000-000000000000'}, 'End': true}}}");
        JsonNode failed = ended(start(machine, "{}"));
        assertThat(failed.path("error").asText()).isEqualTo("RedshiftData.ResourceNotFoundException");
        assertThat(failed.path("cause").asText()).contains("(Service: RedshiftData, Status Code: 404, Request ID: ");
        assertThat(failed.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
    }

    @Test
    void retriesCatchesAndRedrives() {
        String machine = create(
                "m",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:act', 'End': true,"
                        + " 'Retry': [{'ErrorEquals': ['Again'], 'IntervalSeconds': 1, 'MaxAttempts': 1}]}}}");
        service = call -> {
            throw new TaskFailure("Again", "not yet");
        };
        String execution = start(machine, "{}");
        JsonNode failed = ended(execution);
        assertThat(failed.path("error").asText()).isEqualTo("Again");
        assertThat(calls).hasSize(2);
        service = call -> JSON.createObjectNode().put("done", true);
        call("RedriveExecution", "executionArn", execution);
        assertThat(ended(execution).path("output").asText()).isEqualTo("{\"done\":true}");
        assertThat(call("DescribeExecution", "executionArn", execution)
                        .path("redriveCount")
                        .asInt())
                .isEqualTo(1);
        refused(() -> call("RedriveExecution", "executionArn", execution), "ExecutionNotRedrivable");
    }

    @Test
    void startsTheSameNameOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        service = call -> {
            gate.await();
            return call.parameters();
        };
        String machine = create("m", OWN);
        String first = call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{\"a\": 1}")
                .path("executionArn")
                .asText();
        assertThat(call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{ \"a\":1 }")
                        .path("executionArn")
                        .asText())
                .isEqualTo(first);
        refused(
                () -> call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{}"),
                "ExecutionAlreadyExists");
        gate.countDown();
        ended(first);
        refused(
                () -> call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{\"a\": 1}"),
                "ExecutionAlreadyExists");
    }

    @Test
    void waitsForTokensAndWorkers() throws Exception {
        List<String> tokens = new java.util.concurrent.CopyOnWriteArrayList<>();
        service = call -> {
            tokens.add(String.valueOf(call.task().token()));
            return JSON.createObjectNode();
        };
        String machine = create(
                "m",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
                        + " 'Resource': 'arn:aws:states:::own:act.waitForTaskToken', 'Next': 'W'},"
                        + "'W': {'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:1:activity:work', 'End': true}}}");
        String execution = start(machine, "{}");
        EngineFixture.await(() -> tokens.size() == 1, () -> "the service is not called");
        EngineFixture.await(() -> types(execution).contains("TaskSubmitted"), () -> "not submitted");
        call("SendTaskHeartbeat", "taskToken", tokens.get(0));
        call("SendTaskSuccess", "taskToken", tokens.get(0), "output", "{\"n\": 1}");
        JsonNode task =
                call("GetActivityTask", "activityArn", "arn:aws:states:eu-west-1:2:activity:work", "workerName", "me");
        assertThat(task.path("input").asText()).isEqualTo("{\"n\":1}");
        refused(() -> call("SendTaskSuccess", "taskToken", tokens.get(0), "output", "1"), "TaskTimedOut");
        call("SendTaskFailure", "taskToken", task.path("taskToken").asText(), "error", "Mine", "cause", "so");
        JsonNode failed = ended(execution);
        assertThat(failed.path("error").asText()).isEqualTo("Mine");
        assertThat(types(execution)).contains("ActivityScheduled", "ActivityStarted", "ActivityFailed");
    }

    @Test
    void stopsAndTimesOut() {
        service = call -> {
            new CountDownLatch(1).await();
            return call.parameters();
        };
        String execution = start(create("m", OWN), "{}");
        EngineFixture.await(() -> !calls.isEmpty(), () -> "it does not begin");
        call("StopExecution", "executionArn", execution, "error", "Enough", "cause", "of it");
        JsonNode ended = ended(execution);
        assertThat(ended.path("status").asText()).isEqualTo("ABORTED");
        assertThat(ended.path("error").asText()).isEqualTo("Enough");
        String limited = create("limited", OWN.replace("{'StartAt'", "{'TimeoutSeconds': 1, 'StartAt'"));
        assertThat(ended(start(limited, "{}")).path("status").asText()).isEqualTo("TIMED_OUT");
    }

    @Test
    void runsMachinesInside() {
        create(
                "inner",
                "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'Parameters': {'twice.$': '$.n'}, 'End': true}}}");
        String outer = create(
                "outer",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
                        + " 'Resource': 'arn:aws:states:::states:startExecution.sync:2', 'Parameters': {"
                        + " 'StateMachineArn': 'arn:aws:states:us-east-1:1:stateMachine:inner', 'Input': {'n.$': '$.n'}},"
                        + " 'OutputPath': '$.Output.twice', 'End': true}}}");
        assertThat(ended(start(outer, "{'n': 5}")).path("output").asText()).isEqualTo("5");
    }

    /** Of executions of one name, that which the task has started ends with it, and no other. */
    @Test
    void stopsWhatATaskWaitedFor() {
        String waits = create("m", "{'StartAt': 'W', 'States': {'W': {'Type': 'Wait', 'Seconds': 600, 'End': true}}}");
        String outer = create("outer", OUTER.replace("'End'", "'TimeoutSeconds': 1, 'End'"));
        String inner = "arn:aws:states:local:000000000000:execution:m:";
        assertThat(ended(start(outer, "{'name': 'mine'}")).path("error").asText())
                .isEqualTo("States.Timeout");
        assertThat(ended(inner + "mine").path("status").asText()).isEqualTo("ABORTED");

        call("StartExecution", "stateMachineArn", waits, "name", "others", "input", "{}");
        assertThat(ended(start(outer, "{'name': 'others'}")).path("status").asText())
                .isEqualTo("FAILED");
        assertThat(status(inner + "others")).isEqualTo("RUNNING");
        call("StopExecution", "executionArn", inner + "others");
    }

    /** The output is a text where it is not asked for as JSON, and a failure tells all of the execution inside. */
    @Test
    void tellsHowTheMachineInsideHasEnded() {
        create(
                "inner",
                "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Default': 'P', 'Choices': ["
                        + "{'Variable': '$.bad', 'IsPresent': true, 'Next': 'F'}]},"
                        + "'P': {'Type': 'Pass', 'End': true}, 'F': {'Type': 'Fail', 'Error': 'Mine', 'Cause': 'so'}}}");
        String outer = create(
                "outer",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
                        + " 'Resource': 'arn:aws:states:::states:startExecution.sync', 'Parameters': {"
                        + " 'StateMachineArn': 'arn:aws:states:us-east-1:1:stateMachine:inner', 'Input.$': '$'},"
                        + " 'OutputPath': '$.Output', 'End': true}}}");
        assertThat(ended(start(outer, "{'n': 5}")).path("output").asText()).isEqualTo("\"{\\\"n\\\":5}\"");
        JsonNode failed = ended(start(outer, "{'bad': 1}"));
        assertThat(failed.path("error").asText()).isEqualTo("States.TaskFailed");
        assertThat(failed.path("cause").asText())
                .contains("\"Status\":\"FAILED\"", "\"Error\":\"Mine\"", "\"Cause\":\"so\"", "\"ExecutionArn\":\"arn:");
    }

    @Test
    void startsWithAnEmptyObjectWhereNoInputIsGiven() {
        String machine = create("p", "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}}");
        JsonNode ended = ended(call("StartExecution", "stateMachineArn", machine)
                .path("executionArn")
                .asText());
        assertThat(ended.path("input").asText()).isEqualTo("{}");
        assertThat(ended.path("output").asText()).isEqualTo("{}");
        assertThat(ended.path("name").asText()).as("made up").matches("[-0-9a-f]{36}");
        assertThat(ended(start(machine, "'text'")).path("output").asText()).isEqualTo("\"text\"");
    }

    @Test
    void mapsOverTheRowsOfAnObject() {
        engine.store.put("s3://lake/items.csv", "id,name\n1,\"a,b\"\n2,c\n3,d\n");
        String machine = create(
                "m",
                "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'MaxConcurrency': 2, 'ItemReader': {"
                        + " 'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': 'CSV',"
                        + " 'CSVHeaderLocation': 'FIRST_ROW'}, 'Parameters': {'Bucket': 'lake', 'Key': 'items.csv'}},"
                        + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},"
                        + " 'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'OutputPath': '$.name', 'End': true}}},"
                        + " 'End': true}}}");
        assertThat(ended(start(machine, "{}")).path("output").asText()).isEqualTo("[\"a,b\",\"c\",\"d\"]");
    }

    @Test
    void readsAndWritesObjects() {
        String machine = create(
                "m",
                "{'StartAt': 'P', 'States': {"
                        + "'P': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:s3:putObject', 'ResultPath': null,"
                        + " 'Parameters': {'Bucket': 'lake', 'Key': 'sql/a.sql', 'Body': 'SELECT 1'}, 'Next': 'L'},"
                        + "'L': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:s3:listObjectsV2',"
                        + " 'Parameters': {'Bucket': 'lake', 'Prefix': 'sql/'}, 'Next': 'G'},"
                        + "'G': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:s3:getObject',"
                        + " 'Parameters': {'Bucket': 'lake', 'Key.$': '$.Contents[0].Key'}, 'OutputPath': '$.Body',"
                        + " 'Next': 'X'},"
                        + "'X': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:s3:getObject',"
                        + " 'Parameters': {'Bucket': 'lake', 'Key': 'nosuch'}, 'End': true, 'Catch': [{"
                        + "'ErrorEquals': ['S3.NoSuchKeyException'], 'ResultPath': null, 'Next': 'E'}]},"
                        + "'E': {'Type': 'Pass', 'End': true}}}");
        assertThat(ended(start(machine, "{}")).path("output").asText()).isEqualTo("\"SELECT 1\"");
    }

    @Test
    void refusesWhatIsWrong() {
        refused(() -> create("m", "{'StartAt': 'A', 'States': {}}"), "InvalidDefinition");
        refused(() -> create("a b", OWN), "InvalidName");
        refused(() -> call("StartExecution", "stateMachineArn", "x"), "InvalidArn");
        refused(() -> start("arn:aws:states:a:1:stateMachine:nosuch", "{}"), "StateMachineDoesNotExist");
        String machine = create("m", OWN);
        refused(() -> start(machine, "{"), "InvalidExecutionInput");
        refused(
                () -> create("m", "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}}"),
                "StateMachineAlreadyExists");
        assertThat(create("m", OWN)).isEqualTo(machine);
        refused(
                () -> call("DescribeExecution", "executionArn", "arn:aws:states:a:1:execution:m:x"),
                "ExecutionDoesNotExist");
        JsonNode checked = call("ValidateStateMachineDefinition", "definition", "{\"StartAt\": \"A\", \"States\": {}}");
        assertThat(checked.path("result").asText()).isEqualTo("FAIL");
        assertThat(checked.path("diagnostics").path(0).path("location").asText())
                .startsWith("/");
    }

    /** Wherever the journal ends, the next server brings the execution to the same end and starts no finished task anew. */
    @Test
    void goesOnWhereverTheServerWasKilled() throws IOException {
        String machine = create(
                "m",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:one', 'ResultPath':"
                        + " '$.a', 'Next': 'P'}, 'P': {'Type': 'Parallel', 'ResultPath': '$.p', 'Branches': ["
                        + "{'StartAt': 'B', 'States': {'B': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:two', 'End':"
                        + " true}}}, {'StartAt': 'C', 'States': {'C': {'Type': 'Pass', 'End': true}}}], 'Next': 'D'},"
                        + "'D': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:three', 'End': true}}}");
        service = call -> JSON.createObjectNode().put("did", call.action());
        String execution = call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{}")
                .path("executionArn")
                .asText();
        String output = ended(execution).path("output").asText();
        machines.close();
        Path journal = folder.resolve("flow/flow.journal");
        byte[] whole = Files.readAllBytes(journal);
        int step = Math.max(whole.length / 40, 1);
        int started = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\"kind\":\"started\"");
        for (int length = whole.length - 1; length > started + 2000; length -= step) {
            Files.write(journal, java.util.Arrays.copyOf(whole, length));
            calls.clear();
            machines = engine.machines(
                    folder.resolve("flow"),
                    api,
                    Map.of("own", call -> {
                        calls.merge(call.task().clientToken(), 1, Integer::sum);
                        return service.call(call);
                    }),
                    Clock.systemUTC());
            if (call("ListExecutions", "stateMachineArn", machine)
                    .path("executions")
                    .isEmpty()) {
                break;
            }
            assertThat(ended(execution).path("output").asText())
                    .as("%s bytes", length)
                    .isEqualTo(output);
            assertThat(calls.values()).as("%s bytes", length).allMatch(count -> count == 1);
            machines.close();
        }
        machines = engine.machines(folder.resolve("flow"), api, Map.of(), Clock.systemUTC());
    }

    private void reopen() {
        machines.close();
        machines = engine.machines(
                folder.resolve("flow"), api, Map.of("own", call -> service.call(call)), Clock.systemUTC());
    }

    private static final String OUTER = "{'StartAt': 'A', 'States': {'A': {'Type': 'Task',"
            + " 'Resource': 'arn:aws:states:::states:startExecution.sync:2', 'Parameters': {"
            + " 'StateMachineArn': 'arn:aws:states:us-east-1:1:stateMachine:m', 'Name.$': '$.name'}, 'End': true}}}";

    /** A branch was given up, and what it had called answers only when the execution has been redriven. */
    @Test
    void goesOnWhenSomethingFromBeforeItsRedriveEnds() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(1);
        List<String> tries = new CopyOnWriteArrayList<>();
        List<String> answered = new CopyOnWriteArrayList<>();
        service = call -> {
            if (call.action().equals("wait")) {
                begun.countDown();
                awaitInSpiteOfAll(answer);
                answered.add(call.task().clientToken());
                return JSON.createObjectNode();
            }
            tries.add(call.task().clientToken());
            if (tries.size() == 1) {
                begun.await();
                throw new TaskFailure("No", "not yet");
            }
            again.await();
            return JSON.createObjectNode();
        };
        String outer = create(
                "outer",
                "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
                        + "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:wait',"
                        + " 'End': true}}},"
                        + "{'StartAt': 'B', 'States': {'B': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:try',"
                        + " 'End': true}}}]}}}");
        String execution = start(outer, "{}");
        assertThat(ended(execution).path("status").asText()).isEqualTo("FAILED");
        call("RedriveExecution", "executionArn", execution);
        EngineFixture.await(() -> tries.size() == 2, () -> "not tried again");
        answer.countDown();
        EngineFixture.await(() -> answered.size() == 2, () -> "the calls do not end");
        EngineFixture.await(
                () -> types(execution).contains("TaskStateExited"), () -> "the branch that was redriven does not end");
        again.countDown();
        assertThat(ended(execution).path("status").asText()).isEqualTo("SUCCEEDED");
    }

    private static void awaitInSpiteOfAll(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // As a service does that is not to be interrupted.
            }
        }
    }

    /** Yesterday's execution of the name is not today's result. */
    @Test
    void takesNoOtherExecutionForItsOwn() {
        String machine = create("m", OWN);
        ended(call("StartExecution", "stateMachineArn", machine, "name", "n", "input", "{}")
                .path("executionArn")
                .asText());
        JsonNode failed = ended(start(create("outer", OUTER), "{'name': 'n'}"));
        assertThat(failed.path("status").asText()).isEqualTo("FAILED");
        assertThat(failed.path("error").asText()).isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
    }

    /** The disk takes no history for a while: who waits for the end is told all the same, later. */
    @Test
    void tellsOfAnEndThatCouldNotBeWrittenAtFirst() throws IOException {
        create("m", OWN);
        Path histories = folder.resolve("flow/histories");
        Files.writeString(histories, "");
        String outer = start(create("outer", OUTER), "{'name': 'n'}");
        String inner = "arn:aws:states:local:000000000000:execution:m:n";
        EngineFixture.await(() -> types(outer).contains("TaskSubmitted"), () -> "not submitted");
        EngineFixture.await(() -> !status(inner).equals("RUNNING"), () -> "the inner one does not end");
        Files.delete(histories);
        assertThat(ended(outer).path("status").asText()).isEqualTo("SUCCEEDED");
    }

    /** What a task throws, be it the memory that is over, ends the task. */
    @Test
    void failsATaskWhateverItThrows() {
        service = call -> {
            throw new StackOverflowError("too deep");
        };
        assertThat(ended(start(create("m", OWN), "{}")).path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void readsAgainWhateverItHasWritten() {
        String machine = create("m", OWN);
        String deep = "[".repeat(498) + "]".repeat(498);
        String execution = start(machine, deep);
        ended(execution);
        reopen();
        assertThat(types(execution)).contains("ExecutionSucceeded");
    }

    /** Its history is gone, as when it was forgotten after 90 days, and the journal still tells of a redrive. */
    @Test
    void startsWithoutTheHistoryOfWhatWasRedriven() throws IOException {
        service = call -> {
            throw new TaskFailure("No", "not yet");
        };
        String execution = start(create("m", OWN), "{}");
        ended(execution);
        call("RedriveExecution", "executionArn", execution);
        EngineFixture.await(() -> calls.size() == 2 && !status(execution).equals("RUNNING"), () -> "no end");
        machines.close();
        try (var files = Files.walk(folder.resolve("flow/histories"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        reopen();
        assertThat(status(execution)).isEqualTo("FAILED");
    }

    /** More than a record of the journal takes. */
    @Test
    void failsOverTooManyItems() {
        engine.store.put("s3://lake/items.jsonl", ("\"" + "x".repeat(12 << 20) + "\"\n").repeat(6));
        String machine = create(
                "m",
                "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'ItemReader': {"
                        + " 'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': 'JSONL'},"
                        + " 'Parameters': {'Bucket': 'lake', 'Key': 'items.jsonl'}},"
                        + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},"
                        + " 'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': true}}}, 'End': true}}}");
        assertThat(ended(start(machine, "{}")).path("error").asText()).isEqualTo("States.ItemReaderFailed");
    }

    @Test
    void stopsTheChildrenOfWhatIsStopped() {
        engine.store.put("s3://lake/items.json", "[1, 2, 3]");
        service = call -> {
            new CountDownLatch(1).await();
            return call.parameters();
        };
        String machine = create(
                "m",
                "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'ItemReader': {"
                        + " 'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': 'JSON'},"
                        + " 'Parameters': {'Bucket': 'lake', 'Key': 'items.json'}},"
                        + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},"
                        + " 'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'Resource': 'arn:aws:states:::own:act',"
                        + " 'End': true}}}, 'End': true}}}");
        String execution = start(machine, "{}");
        EngineFixture.await(() -> calls.size() == 3, () -> "children " + calls);
        assertThat(machines.underWay()).isEqualTo(4);
        call("StopExecution", "executionArn", execution);
        EngineFixture.await(() -> machines.underWay() == 0, () -> "under way: " + machines.underWay());
    }
}
