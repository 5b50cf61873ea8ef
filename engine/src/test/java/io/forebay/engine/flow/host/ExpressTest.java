package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.flow.definition.Definition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is other with machines of type EXPRESS. */
class ExpressTest extends StatesTest {
    private static final String MACHINE = "arn:aws:states:local:000000000000:stateMachine:x";

    private final List<String> called = new CopyOnWriteArrayList<>();
    private volatile TaskService service = TaskCall::parameters;

    @BeforeEach
    void createMachine() {
        create("x", "EXPRESS", "own:act");
    }

    @Override
    JsonNode own(TaskCall call) throws TaskFailure, InterruptedException {
        called.add(call.execution());
        return service.call(call);
    }

    private static String definition(String state) {
        return ("{'StartAt': 'A', 'States': {'A': {" + state + ", 'End': true}}}").replace('\'', '"');
    }

    private void create(String name, String type, String resource) {
        String state = "'Type': 'Task', 'Resource': 'arn:aws:states:::" + resource + "'";
        call("CreateStateMachine", "name", name, "definition", definition(state), "roleArn", "role", "type", type);
    }

    private String start(String name) {
        return call("StartExecution", "stateMachineArn", MACHINE, "name", name, "input", "{}")
                .path("executionArn")
                .asText();
    }

    private void awaitEnd() {
        EngineFixture.await(() -> machines.underWay() == 0, () -> machines.underWay() + " are under way");
    }

    private static void refused(ThrowingCallable call, String type, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatesException.class, e -> assertThat(e.type()).isEqualTo(type))
                .hasMessageContaining(message);
    }

    @Test
    void startsAnotherExecutionWithEachCall() {
        String first = start("same");
        String second = start("same");
        assertThat(first)
                .startsWith("arn:aws:states:local:000000000000:express:x:same:")
                .isNotEqualTo(second);
        awaitEnd();
        assertThat(called).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void keepsNothingThatCouldBeAskedFor() {
        String execution = start("one");
        awaitEnd();
        for (String operation : List.of("DescribeExecution", "GetExecutionHistory", "StopExecution")) {
            refused(() -> call(operation, "executionArn", execution), "ExecutionDoesNotExist", execution);
        }
        refused(() -> call("ListExecutions", "stateMachineArn", MACHINE), "StateMachineTypeNotSupported", "type");
        assertThat(folder.resolve("flow").resolve("histories"))
                .satisfiesAnyOf(histories -> assertThat(histories).doesNotExist(), histories -> assertThat(histories)
                        .isEmptyDirectory());
        machines.close();
        open();
        assertThat(machines.underWay()).isZero();
        assertThat(called).hasSize(1);
    }

    /** At least once: what was under way is called again. */
    @Test
    void goesOnAfterARestart() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        service = call -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return call.parameters();
        };
        String execution = start("one");
        begun.await();
        machines.close();
        service = TaskCall::parameters;
        open();
        awaitEnd();
        assertThat(called).containsExactly(execution, execution);
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "10, 10", "1000, 300"})
    void endsAfterFiveMinutesAtTheLatest(int given, long seconds) {
        String text = definition("'Type': 'Pass'");
        Definition read =
                Definition.read(given == 0 ? text : text.replaceFirst("\\{", "{\"TimeoutSeconds\": " + given + ","));
        String arn = start("one");
        assertThat(Host.limited(arn, read).timeout()).isEqualTo(seconds);
        assertThat(Host.limited(arn.replace(":express:", ":execution:"), read)).isSameAs(read);
    }

    @ParameterizedTest
    @CsvSource({"own:act.sync, .sync", "own:act.waitForTaskToken, .waitForTaskToken"})
    void refusesTasksThatWait(String resource, String what) {
        refused(() -> create("y", "EXPRESS", resource), "InvalidDefinition", what);
        create("y", "STANDARD", resource);
    }

    @Test
    void saysWhereADefinitionCannotBeOfTheType() {
        String wait = "{'StartAt': 'B', 'States': {'B': {'Type': 'Task', 'Resource':"
                + " 'arn:aws:states:local:000000000000:activity:a', 'End': true}}}";
        String definition = definition("'Type': 'Parallel', 'Branches': [" + wait + "]");
        JsonNode checked = call("ValidateStateMachineDefinition", "definition", definition, "type", "EXPRESS");
        assertThat(checked.path("diagnostics").path(0).path("location").asText())
                .isEqualTo("/States/A/Branches/0/States/B/Resource");
        assertThat(call("ValidateStateMachineDefinition", "definition", definition)
                        .path("result")
                        .asText())
                .isEqualTo("OK");
        refused(
                () -> call("UpdateStateMachine", "stateMachineArn", MACHINE, "definition", definition),
                "InvalidDefinition",
                "activities");
        String distributed = definition("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED',"
                + " 'ExecutionType': 'STANDARD'}, 'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}");
        refused(
                () -> call("UpdateStateMachine", "stateMachineArn", MACHINE, "definition", distributed),
                "InvalidDefinition",
                "distributed Map");
        refused(() -> create("z", "FAST", "own:act"), "ValidationException", "STANDARD or EXPRESS");
    }

    /** Nothing is kept of it that could be looked up afterwards. */
    @Test
    void tellsWhoWaitsHoweverSoonItEnds() {
        call(
                "CreateStateMachine",
                "name",
                "short",
                "definition",
                definition("'Type': 'Pass'"),
                "roleArn",
                "role",
                "type",
                "EXPRESS");
        String waits = "'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution.sync', 'Parameters':"
                + " {'StateMachineArn': 'arn:aws:states:local:000000000000:stateMachine:short'}";
        call("CreateStateMachine", "name", "waits", "definition", definition(waits), "roleArn", "role");
        for (int i = 0; i < 50; i++) {
            machines.start("waits", "w" + i, JSON.createObjectNode());
        }
        awaitEnd();
    }

    @Test
    void isStoppedWhenNobodyWaitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        service = call -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return call.parameters();
        };
        String waits = "'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution.sync', 'Parameters':"
                + " {'StateMachineArn': '" + MACHINE + "'}";
        call("CreateStateMachine", "name", "waits", "definition", definition(waits), "roleArn", "role");
        String parent = machines.start("waits", "one", JSON.createObjectNode());
        begun.await();
        call("StopExecution", "executionArn", parent);
        awaitEnd();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
