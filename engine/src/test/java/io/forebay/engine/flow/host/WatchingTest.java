package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.flow.watch.FlowListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SQL and a listener see of executions. */
class WatchingTest extends EngineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASK = "'Type': 'Task', 'Resource': 'arn:aws:states:::own:act'";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile TaskService service = call -> call.parameters();
    private DataApi api;
    private StateMachines machines;

    private final FlowListener listener = new FlowListener() {
        @Override
        public void started(String machine, boolean child) {
            told.add("started " + machine + (child ? " child" : ""));
        }

        @Override
        public void entered(String machine) {
            told.add("entered " + machine);
        }

        @Override
        public void taskEnded(String called, Duration took, boolean succeeded) {
            told.add(called + " " + succeeded + " " + !took.isNegative());
        }

        @Override
        public void ended(ExecutionView execution, Optional<String> failedState) {
            told.add(execution.status() + " " + execution.name() + " " + failedState.orElse("-"));
            if (execution.name().equals("bad")) {
                throw new IllegalStateException("a listener that fails changes nothing");
            }
        }
    };

    @BeforeEach
    void openMachines() {
        api = engine.dataApi(folder.resolve("api"), Clock.systemUTC());
        open();
    }

    private void open() {
        machines = engine.machines(
                folder.resolve("flow"), api, Map.of("own", call -> service.call(call)), Clock.systemUTC(), listener);
    }

    @AfterEach
    void closeMachines() {
        machines.close();
        api.close();
    }

    private void start(String name, String states) {
        machines.put("m", ("{'StartAt': 'A', 'States': {" + states + "}}").replace('\'', '"'));
        ObjectNode input = JSON.createObjectNode().put("day", 1);
        machines.start("m", name, input);
    }

    private void over() {
        EngineFixture.await(() -> machines.underWay() == 0, () -> machines.underWay() + " are under way");
    }

    @Test
    void showsAnExecutionAndItsEventsToSql() {
        start("e", "'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {" + TASK + ", 'End': true}");
        over();
        assertThat(engine.run("SELECT name, machine, status, parent_arn, states, input, output, error, redrives,"
                        + " duration_seconds >= 0, started <= stopped FROM forebay.execution"))
                .isEqualTo("e|m|SUCCEEDED|null|null|{\"day\":1}|{\"day\":1}|null|0|true|true");
        assertThat(engine.run("SELECT event_id, previous_event_id, type, state_name FROM forebay.execution_event"
                        + " WHERE arn LIKE '%:execution:m:e' ORDER BY event_id"))
                .isEqualTo("1|0|ExecutionStarted|null\n2|0|PassStateEntered|A\n3|2|PassStateExited|A\n"
                        + "4|3|TaskStateEntered|B\n5|4|TaskScheduled|B\n6|5|TaskStarted|B\n7|6|TaskSucceeded|B\n"
                        + "8|7|TaskStateExited|B\n9|8|ExecutionSucceeded|null");
        assertThat(engine.run("SELECT details FROM forebay.execution_event WHERE event_id = 2"))
                .contains("\"name\":\"A\"", "{\\\"day\\\":1}");
    }

    @Test
    void showsWhereARunningExecutionIsAndThoseThatAreOverAfterIt() {
        start("over", "'A': {'Type': 'Fail', 'Error': 'E', 'Cause': 'c'}");
        over();
        start("now", "'A': {'Type': 'Wait', 'Seconds': 600, 'End': true}");
        engine.await(
                "SELECT name, status, states, error, cause, stopped IS NULL FROM forebay.execution ORDER BY name",
                "now|RUNNING|A|null|null|true\nover|FAILED|null|E|c|false");
        assertThat(machines.running()).isEqualTo(1);
        assertThat(machines.executions().newest(1))
                .extracting(ExecutionView::name)
                .containsExactly("now");
    }

    /** An end is seen before it is told. */
    private void awaitTold(String... all) {
        EngineFixture.await(() -> told.size() >= all.length, () -> told.toString());
        assertThat(told).containsExactly(all);
    }

    @Test
    void tellsAListenerWhatWasDone() {
        start("bad", "'A': {" + TASK + ", 'Next': 'B'}, 'B': {'Type': 'Fail'}");
        over();
        awaitTold("started m", "entered m", "own:act true true", "entered m", "FAILED bad B");
    }

    @Test
    void tellsAfterARestartOfWhatHappensThenAndOfNothingTwice() {
        service = call -> {
            new CountDownLatch(1).await();
            return call.parameters();
        };
        start("e", "'A': {" + TASK + ", 'End': true}");
        EngineFixture.await(() -> told.contains("entered m"), () -> told.toString());
        machines.close();
        told.clear();
        service = call -> {
            throw new TaskFailure("E", "c");
        };
        open();
        over();
        awaitTold("own:act false true", "FAILED e A");
    }

    @Test
    void tellsTheChildrenOfADistributedMapApart() {
        start(
                "e",
                "'A': {'Type': 'Map', 'End': true, 'ItemsPath': '$.items', 'ItemProcessor': {'ProcessorConfig':"
                        + " {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'B', 'States':"
                        + " {'B': {'Type': 'Pass', 'End': true}}}}");
        over();
        told.clear();
        machines.start(
                "m",
                "f",
                JSON.createObjectNode()
                        .set("items", JSON.createArrayNode().add(1).add(2)));
        over();
        assertThat(told.stream().filter(each -> each.startsWith("started")))
                .containsExactly("started m", "started m child", "started m child");
        assertThat(engine.run(
                        "SELECT count(*), count(parent_arn) FROM forebay.execution WHERE parent_arn LIKE '%:m:f'"))
                .isEqualTo("2|2");
    }
}
