package io.forebay.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.TestWarehouse;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScdTwoTest {
    private static final int ROUNDS = Integer.getInteger("forebay.scd2.rounds", 8);

    /** In microseconds, as the values of timestamps are. */
    private static final long ZERO = LocalDateTime.of(2026, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Warehouse warehouse;

    @SuppressWarnings("NullAway.Init")
    private WarehouseConnection connection;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.open(folder);
        connection = warehouse.connect();
        connection.execute("CREATE SCHEMA s");
        connection.execute("CREATE TABLE s.stage (bike INT, seen TIMESTAMP, status VARCHAR, gone BOOLEAN, n INT)");
        connection.execute(
                "CREATE TABLE s.history (bike INT, since TIMESTAMP, until TIMESTAMP, status VARCHAR, gone BOOLEAN)");
    }

    @AfterEach
    void close() {
        connection.close();
        warehouse.close();
    }

    /** An event: what a bike was from a minute on; null for one that is gone. */
    private record Event(int bike, int minute, String status) {
        String row(int n) {
            boolean gone = status.equals("gone");
            return "(" + bike + ", TIMESTAMP '2026-01-01 00:00:00' + INTERVAL '" + minute + " minutes', "
                    + (gone ? "NULL" : "'" + status + "'") + ", " + gone + ", " + n + ")";
        }
    }

    private Table table(String name) {
        return connection.load("s", name);
    }

    private void call(MergeArgument... more) {
        List<MergeArgument> arguments = new ArrayList<>();
        for (String value : List.of("stage", "history", "bike", "seen", "since", "until")) {
            arguments.add(new MergeArgument(null, value));
        }
        arguments.addAll(Arrays.asList(more));
        connection.begin();
        try {
            MergeRun.run(connection, Merges.steps("scd2", arguments, this::table));
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
        connection.commit();
    }

    private void stage(List<Event> events) {
        connection.execute("DELETE FROM s.stage");
        StringJoiner rows = new StringJoiner(", ");
        for (int i = 0; i < events.size(); i++) {
            rows.add(events.get(i).row(i));
        }
        connection.execute("INSERT INTO s.stage VALUES " + rows);
    }

    private List<String> history(String columns) {
        List<String> lines = new ArrayList<>();
        try (Query query = connection.prepare("SELECT " + columns + " FROM s.history ORDER BY bike, since");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int i = 0; i < rows.columns().size(); i++) {
                    Object value = rows.value(i);
                    line.add(
                            value instanceof Long time && time >= ZERO
                                    ? String.valueOf((time - ZERO) / 60_000_000)
                                    : String.valueOf(value));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    /** The slow and obvious way: all events of a key in a row, each up to the next. */
    private static List<String> model(List<Event> events, boolean keepsGone) {
        Map<Integer, TreeMap<Integer, String>> lines = new TreeMap<>();
        events.forEach(event ->
                lines.computeIfAbsent(event.bike(), bike -> new TreeMap<>()).put(event.minute(), event.status()));
        List<String> versions = new ArrayList<>();
        lines.forEach((bike, line) -> line.forEach((minute, status) -> {
            Integer next = line.higherKey(minute);
            if (!status.equals("gone") || keepsGone) {
                versions.add(bike + "|" + minute + "|" + next + "|" + (status.equals("gone") ? null : status));
            }
        }));
        return versions;
    }

    @Test
    void isTheSameInWhateverOrderAndBatchesEventsCome() {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            connection.execute("DELETE FROM s.history");
            Map<String, Event> all = new LinkedHashMap<>();
            for (int i = 0; i < 30; i++) {
                Event event = new Event(
                        random.nextInt(3),
                        random.nextInt(25),
                        List.of("a", "b", "c", "gone").get(random.nextInt(4)));
                all.putIfAbsent(event.bike() + " " + event.minute(), event);
            }
            List<Event> events = new ArrayList<>(all.values());
            Collections.shuffle(events, random);
            List<List<Event>> batches = new ArrayList<>();
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(8));
                batches.add(new ArrayList<>(events.subList(from, to)));
                from = to;
            }
            for (List<Event> batch : batches) {
                batch.addAll(batch.subList(0, random.nextInt(batch.size() + 1)));
                stage(batch);
                call(new MergeArgument("deleted", "gone"));
                if (random.nextInt(4) == 0) {
                    call(new MergeArgument("deleted", "gone"));
                }
            }
            assertThat(history("bike, since, until, status"))
                    .as("round %d: %s", round, batches)
                    .isEqualTo(model(events, true));
        }
    }

    @Test
    void splitsTheVersionThatALateEventFallsInto() {
        stage(List.of(new Event(1, 10, "a"), new Event(1, 30, "b")));
        call();
        stage(List.of(new Event(1, 20, "late"), new Event(1, 5, "first"), new Event(2, 1, "new")));
        call();
        assertThat(history("bike, since, until, status"))
                .containsExactly("1|5|10|first", "1|10|20|a", "1|20|30|late", "1|30|null|b", "2|1|null|new");
    }

    @Test
    void replacesAVersionByAnEventOfTheSameTime() {
        stage(List.of(new Event(1, 10, "a"), new Event(1, 30, "b")));
        call();
        stage(List.of(new Event(1, 10, "corrected")));
        call();
        assertThat(history("bike, since, until, status")).containsExactly("1|10|30|corrected", "1|30|null|b");
    }

    @Test
    void leavesAGapBehindADeleteThatTheTargetDoesNotKeep() {
        connection.execute("ALTER TABLE s.history DROP COLUMN gone");
        stage(List.of(new Event(1, 10, "a"), new Event(1, 20, "gone"), new Event(1, 40, "b")));
        call(new MergeArgument("deleted", "gone"));
        assertThat(history("bike, since, until, status")).containsExactly("1|10|20|a", "1|40|null|b");
        stage(List.of(new Event(1, 30, "between"), new Event(1, 15, "late")));
        call(new MergeArgument("deleted", "gone"));
        call(new MergeArgument("deleted", "gone"));
        assertThat(history("bike, since, until, status"))
                .containsExactly("1|10|15|a", "1|15|20|late", "1|30|40|between", "1|40|null|b");
    }

    @Test
    void refusesEventsThatContradictEachOther() {
        stage(List.of(new Event(1, 10, "a"), new Event(1, 10, "b")));
        assertThatThrownBy(() -> call()).hasMessageContaining("sequence => 'column'");
        assertThat(history("bike")).isEmpty();
        call(new MergeArgument("sequence", "n"));
        assertThat(history("bike, status")).containsExactly("1|b");
    }

    @Test
    void refusesAnEventWithoutKeyOrTime() {
        connection.execute("INSERT INTO s.stage VALUES (NULL, TIMESTAMP '2026-01-01 00:00:00', 'a', false, 1)");
        assertThatThrownBy(() -> call()).hasMessageContaining("no bike");
    }

    @Test
    void marksTheCurrentVersionAndWritesTheEndThatIsAskedFor() {
        connection.execute("ALTER TABLE s.history ADD COLUMN now BOOLEAN");
        MergeArgument[] more = {
            new MergeArgument("current", "now"), new MergeArgument("open_end", "9999-12-31 00:00:00"),
        };
        stage(List.of(new Event(1, 10, "a")));
        call(more);
        stage(List.of(new Event(1, 20, "b")));
        call(more);
        assertThat(history("bike, since, CAST(until AS VARCHAR), status, now"))
                .containsExactly("1|10|2026-01-01 00:20:00|a|false", "1|20|9999-12-31 00:00:00|b|true");
    }

    @Test
    void saysWhatItTakes() {
        assertThatThrownBy(() -> Merges.steps("scd2", List.of(new MergeArgument(null, "stage")), this::table))
                .hasMessageContaining("needs \"target\"");
        assertThatThrownBy(() -> call(new MergeArgument("color", "x"))).hasMessageContaining("no parameter \"color\"");
        assertThatThrownBy(() -> call(new MergeArgument("deleted", "nosuch"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> call(new MergeArgument("deleted", "\"x\" OR 1=1")))
                .hasMessageContaining("does not exist");
    }
}
