package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.contract.time.TurnedClock;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.journal.Journal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Schedules and triggers that move only when they are told to, by a clock that is turned. */
abstract class SchedulingFixture extends EngineTest {
    static final String PASS = "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}";
    static final String LONG = "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 90000, 'End': true}}}";

    final TurnedClock clock = new TurnedClock("2026-03-02T10:15:00Z");
    final MemoryQueues queues = new MemoryQueues();
    DataApi api;
    StateMachines machines;
    Scheduling scheduling;

    @BeforeEach
    void openAll() {
        open();
        machines.put("m", json(PASS).toString());
        machines.put("long", json(LONG).toString());
    }

    final void open() {
        api = engine.dataApi(folder.resolve("api"), Clock.systemUTC());
        machines = engine.machines(folder.resolve("flow"), api, Map.of(), Clock.systemUTC());
        openSchedules();
    }

    final void openSchedules() {
        scheduling = Scheduling.open(folder.resolve("schedule"), engine.scheduled(machines, api, queues), clock);
    }

    @AfterEach
    void closeAll() {
        scheduling.close();
        machines.close();
        api.close();
    }

    /** Closes all and opens it again. */
    final void restart() {
        closeAll();
        open();
    }

    /** As if the server had died when it had not yet written the last records. */
    final void crash(int lost) {
        scheduling.close();
        cut(folder.resolve("schedule/schedule.journal"), lost);
        openSchedules();
    }

    private static void cut(Path journal, int lost) {
        try {
            byte[] all = Files.readAllBytes(journal);
            List<Integer> begins = new ArrayList<>();
            for (int at = 0; at < all.length; at += 8 + ByteBuffer.wrap(all).getInt(at)) {
                begins.add(at);
            }
            byte[] left = java.util.Arrays.copyOf(all, begins.get(begins.size() - lost));
            Files.write(journal, left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the disk take nothing more of schedules and triggers. @return mends it */
    final Runnable refuse() {
        try {
            Object journal = field(field(scheduling, "book"), "journal");
            Field out = Journal.class.getDeclaredField("out");
            out.setAccessible(true);
            Object whole = out.get(journal);
            RandomAccessFile closed =
                    new RandomAccessFile(folder.resolve("refused").toFile(), "rw");
            closed.close();
            out.set(journal, closed);
            return () -> {
                try {
                    out.set(journal, whole);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.parseOwn(text.replace('\'', '"'));
    }

    /** The executions of a machine, the first first. */
    final List<JsonNode> executions(String machine) {
        List<JsonNode> found = new ArrayList<>();
        machines.call("ListExecutions", Json.object().put("stateMachineArn", arn(machine)))
                .path("executions")
                .forEach(each -> found.add(machines.call(
                        "DescribeExecution",
                        Json.object()
                                .put("executionArn", each.path("executionArn").asText()))));
        found.sort(Comparator.comparing(each -> each.path("name").asText()));
        return found;
    }

    final List<String> names(String machine) {
        return executions(machine).stream()
                .map(each -> each.path("name").asText())
                .toList();
    }

    static String arn(String machine) {
        return "arn:aws:states:local:000000000000:stateMachine:" + machine;
    }

    /** Ends those that run. */
    final void stop(String machine) {
        executions(machine).stream()
                .map(each -> each.path("executionArn").asText())
                .forEach(each -> machines.call("StopExecution", Json.object().put("executionArn", each)));
    }

    /** The states of the caller's statements of this text. */
    final List<String> statements(String sql) {
        List<String> states = new ArrayList<>();
        api.call("me", "ListStatements", Json.object().put("Status", "ALL"))
                .path("Statements")
                .forEach(each -> {
                    if (each.path("QueryString").asText().equals(sql)) {
                        states.add(each.path("Status").asText());
                    }
                });
        return states;
    }

    final void awaitStatements(String sql, String... states) {
        EngineFixture.await(() -> statements(sql).equals(List.of(states)), () -> sql + " is " + statements(sql));
    }

    final List<Object> column(String name) {
        var live = scheduling.scheduleRows();
        int place = new Tables()
                .schedules().columns().stream()
                        .map(each -> each.name())
                        .toList()
                        .indexOf(name);
        return live.stream().map(row -> (Object) row.get(place)).toList();
    }
}
