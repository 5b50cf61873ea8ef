package io.forebay.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.TestWarehouse;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergesTest {
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
        connection.execute("CREATE TABLE s.stage (id INT, city VARCHAR, gone BOOLEAN, version INT)");
        connection.execute("CREATE TABLE s.address (id INT, city VARCHAR, version INT, note VARCHAR DEFAULT 'new')");
        connection.execute(
                "INSERT INTO s.address VALUES (1, 'Berlin', 3, 'old'), (2, 'Paris', 3, 'old'), (3, 'Rome', 3, 'old')");
    }

    @AfterEach
    void close() {
        connection.close();
        warehouse.close();
    }

    private void call(String procedure, String... arguments) {
        List<MergeArgument> given = new ArrayList<>();
        for (String argument : arguments) {
            String[] sides = argument.split("=>", 2);
            given.add(new MergeArgument(sides.length > 1 ? sides[0].strip() : null, sides[sides.length - 1].strip()));
        }
        connection.begin();
        try {
            MergeRun.run(connection, Merges.steps(procedure, given, name -> connection.load("s", name)));
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
        connection.commit();
    }

    private List<String> rows(String sql) {
        List<String> lines = new ArrayList<>();
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int i = 0; i < rows.columns().size(); i++) {
                    line.add(String.valueOf(rows.value(i)));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    @Test
    void upsertsTheNewestRowOfEachKey() {
        connection.execute(
                "INSERT INTO s.stage VALUES (1, 'Bonn', false, 4), (1, 'Ulm', false, 5), (2, 'Nice', false, 1),"
                        + " (3, NULL, true, 9), (4, 'Oslo', NULL, 1), (4, 'Oslo', NULL, 1)");
        for (int i = 0; i < 2; i++) {
            call("upsert", "stage", "address", "id", "deleted => gone", "sequence => version");
            assertThat(rows("SELECT * FROM s.address ORDER BY id"))
                    .containsExactly("1|Ulm|5|old", "2|Paris|3|old", "4|Oslo|1|new");
        }
    }

    @Test
    void upsertsAllColumnsThatBothHave() {
        connection.execute("INSERT INTO s.stage VALUES (1, NULL, false, 1), (9, 'Cork', false, 1)");
        call("upsert", "stage", "address", "id");
        assertThat(rows("SELECT * FROM s.address ORDER BY id"))
                .containsExactly("1|null|1|old", "2|Paris|3|old", "3|Rome|3|old", "9|Cork|1|new");
        call("upsert", "stage", "address", "id", "columns => city AS note");
        assertThat(rows("SELECT note FROM s.address WHERE id = 9")).containsExactly("Cork");
    }

    @Test
    void refusesToUpsertRowsThatContradictEachOther() {
        connection.execute("INSERT INTO s.stage VALUES (1, 'Bonn', false, 4), (1, 'Ulm', false, 4)");
        assertThatThrownBy(() -> call("upsert", "stage", "address", "id")).hasMessageContaining("sequence => 'column'");
        connection.execute("UPDATE s.stage SET id = NULL");
        assertThatThrownBy(() -> call("upsert", "stage", "address", "id")).hasMessageContaining("no id");
        assertThat(rows("SELECT city FROM s.address WHERE id = 1")).containsExactly("Berlin");
    }

    @Test
    void refreshesAllRows() {
        connection.execute("INSERT INTO s.stage VALUES (7, 'Bern', false, 1)");
        call("full_refresh", "stage", "address");
        assertThat(rows("SELECT * FROM s.address")).containsExactly("7|Bern|1|new");
    }

    @Test
    void keepsOneOfTheRowsOfAKey() {
        connection.execute("INSERT INTO s.address VALUES (1, 'Bonn', 4, 'x'), (1, 'Ulm', 2, 'x'), (NULL, 'a', 1, 'x'),"
                + " (NULL, 'b', 2, 'x')");
        for (int i = 0; i < 2; i++) {
            call("deduplicate", "address", "id", "sequence => version");
            assertThat(rows("SELECT id, city FROM s.address ORDER BY id NULLS LAST"))
                    .containsExactly("1|Bonn", "2|Paris", "3|Rome", "null|b");
        }
    }

    @Test
    void saysWhatThereIs() {
        assertThatThrownBy(() -> call("merge", "stage", "address"))
                .hasMessageContaining("forebay.merge does not exist");
        assertThatThrownBy(() -> call("upsert", "address", "address", "id")).hasMessageContaining("the same table");
        assertThatThrownBy(() -> call("upsert", "stage", "address", "id", "sequence => id"))
                .hasMessageContaining("named by");
        assertThatThrownBy(() -> call("upsert", "stage", "address", "id,")).hasMessageContaining("name is missing");
    }
}
