package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever changes, a connection is told of tables as its own snapshot has them. */
class CatalogMemoryTest {
    @TempDir
    Path folder = Path.of("");

    private Warehouse warehouse;
    private WarehouseConnection one;
    private WarehouseConnection two;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.open(folder);
        one = warehouse.connect();
        two = warehouse.connect();
        one.execute("CREATE TABLE t (a INTEGER)");
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        warehouse.close();
    }

    private static String columns(WarehouseConnection connection, String table) {
        return connection
                .find(null, table)
                .map(found -> String.join(
                        ",", found.columns().stream().map(Column::name).toList()))
                .orElse("none");
    }

    @Test
    void isForgottenWhenAnotherConnectionChangesTheTable() {
        assertThat(columns(one, "t")).isEqualTo("a");
        assertThat(columns(two, "T")).isEqualTo("a");
        two.execute("ALTER TABLE t ADD COLUMN b INTEGER");
        assertThat(columns(one, "t")).isEqualTo("a,b");
        two.execute("DROP TABLE t");
        assertThat(columns(one, "t")).isEqualTo("none");
        two.execute("CREATE VIEW t AS SELECT 1 AS v");
        assertThat(columns(one, "t")).isEqualTo("v");
        assertThat(one.viewText(new TableName("main", "t")).orElse("")).contains("1 AS v");
        two.execute("CREATE OR REPLACE VIEW t AS SELECT 2 AS w");
        assertThat(one.viewText(new TableName("main", "t")).orElse("")).contains("2 AS w");
    }

    @Test
    void followsEachTransactionsOwnSnapshot() {
        assertThat(columns(one, "t")).isEqualTo("a");
        one.begin();
        one.execute("SELECT * FROM t");
        two.begin();
        two.execute("ALTER TABLE t ADD COLUMN b INTEGER");
        assertThat(columns(two, "t")).isEqualTo("a,b");
        assertThat(columns(one, "t")).isEqualTo("a");
        two.commit();
        assertThat(columns(two, "t")).isEqualTo("a,b");
        assertThat(columns(one, "t")).isEqualTo("a");
        one.commit();
        assertThat(columns(one, "t")).isEqualTo("a,b");

        two.begin();
        two.execute("ALTER TABLE t DROP COLUMN b");
        assertThat(columns(two, "t")).isEqualTo("a");
        two.rollback();
        assertThat(columns(two, "t")).isEqualTo("a,b");
    }

    /** DuckDB takes it when a statement first looks at the database, which BEGIN does not. */
    @Test
    void givesATransactionItsSnapshotWithTheFirstAnswer() {
        assertThat(columns(one, "t")).isEqualTo("a");
        one.begin();
        assertThat(columns(one, "t")).isEqualTo("a");
        two.execute("ALTER TABLE t ADD COLUMN b INTEGER");
        assertThat(columns(one, "t")).isEqualTo("a");
        try (Query query = one.prepare("SELECT * FROM t")) {
            assertThat(query.columns()).hasSize(1);
        }
        one.rollback();
        assertThat(columns(one, "t")).isEqualTo("a,b");
    }

    /** DuckDB looks at a view's columns anew when it is queried, and then all connections see others. */
    @Test
    void followsAViewWhoseTableIsAnother() {
        one.execute("CREATE VIEW v AS SELECT * FROM t");
        assertThat(columns(one, "v")).isEqualTo("a");
        two.execute("DROP TABLE t");
        two.execute("CREATE TABLE t (x VARCHAR, y INTEGER)");
        assertThat(columns(one, "V")).isEqualTo("a");
        two.execute("SELECT * FROM v");
        assertThat(columns(one, "v")).isEqualTo("x,y");
        assertThat(columns(two, "v")).isEqualTo("x,y");
    }

    /** DuckDB has one type for both; how long it may be stands in a comment. */
    @Test
    void isForgottenWhenANoteChanges() {
        TableName name = new TableName("main", "t");
        one.alter(name, Column.of("b", ColumnType.varchar(10)), true);
        assertThat(type(two)).isEqualTo(ColumnType.varchar(10));
        one.alter(name, Column.of("b", ColumnType.varchar(20)), false);
        assertThat(type(two)).isEqualTo(ColumnType.varchar(20));
    }

    private static ColumnType type(WarehouseConnection connection) {
        return connection
                .find("main", "t")
                .flatMap(table -> table.find("b"))
                .orElseThrow()
                .type();
    }

    @Test
    void keepsTemporaryTablesToTheirConnection() {
        assertThat(columns(two, "t")).isEqualTo("a");
        one.execute("CREATE TEMP TABLE t (mine INTEGER)");
        assertThat(columns(one, "t")).isEqualTo("mine");
        assertThat(columns(two, "t")).isEqualTo("a");
        two.execute("CREATE TABLE u (b INTEGER)");
        assertThat(columns(one, "u")).isEqualTo("b");
        one.execute("DROP TABLE temp.t");
        assertThat(columns(one, "t")).isEqualTo("a");

        one.begin();
        one.execute("create or replace temporary view t AS SELECT 1 AS v");
        assertThat(columns(one, "t")).isEqualTo("v");
        assertThat(one.viewText(new TableName("temp", "t"))).isPresent();
        assertThat(columns(two, "t")).isEqualTo("a");
        one.rollback();
        assertThat(columns(one, "t")).isEqualTo("a");
        assertThat(one.viewText(new TableName("temp", "t"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (a INTEGER)",
                "\ncreate or replace  temporary view x AS SELECT 1",
                "CREATE TEMP SEQUENCE x"
            })
    void knowsWhatNobodyElseSees(String sql) {
        assertThat(CatalogEffect.of(sql)).isEqualTo(CatalogEffect.OWN);
    }

    /** In a transaction both answers come from one snapshot, at whatever moment the other connection commits. */
    @Test
    void agreesWithWhatAQuerySeesWhileTablesChange() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> changes = other.submit(() -> {
            for (int i = 0; i < 150; i++) {
                two.execute("ALTER TABLE t ADD COLUMN c" + i + " INTEGER");
                begun.countDown();
            }
        });
        begun.await();
        while (!changes.isDone()) {
            one.begin();
            try (Query query = one.prepare("SELECT * FROM t")) {
                Table found = one.find("main", "t").orElseThrow();
                assertThat(found.columns()).hasSameSizeAs(query.columns());
            }
            one.rollback();
        }
        changes.get();
        other.shutdown();
        assertThat(one.find("main", "t").orElseThrow().columns()).hasSize(151);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE x (a INTEGER)",
                " drop table x",
                "/* SELECT */ ALTER TABLE x ADD COLUMN b INTEGER",
                "-- \nSELECT 1",
                "COMMENT ON COLUMN x.a IS 'y'",
                "EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1",
                "SELECT 1; DROP TABLE x",
                "SELECT 'it''s'; DROP TABLE x",
                "SELECT E'\\'; DROP TABLE x; SELECT '",
                "SELECT $$'$$; DROP TABLE x; SELECT $$'$$",
                "SELECT 1 --'\n; DROP TABLE x --'",
                "SELECT 1 /*'*/; DROP TABLE x /*'*/",
                "SELECT 'a;",
                "COPY x FROM 'y'",
                "ATTACH ':memory:' AS z",
                ";",
                "PRAGMA x"
            })
    void takesNothingForHarmlessThatItDoesNotKnow(String sql) {
        assertThat(CatalogEffect.of(sql)).isEqualTo(CatalogEffect.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "\n (with x AS (SELECT 1) SELECT * FROM x)",
                "insert into t values (1)",
                "INSERT INTO t VALUES ('a;b', 'it''s; so'';')",
                "SELECT \"a;'\" FROM x",
                ""
            })
    void knowsQueriesAndChangesOfRows(String sql) {
        assertThat(CatalogEffect.of(sql)).isEqualTo(CatalogEffect.NONE);
    }

    @Test
    void readsFromMemoryWhileNothingChanges() {
        Table first = one.find(null, "t").orElseThrow();
        one.execute("INSERT INTO t VALUES (1)");
        assertThat(two.find(null, "t")).containsSame(first);
        two.execute("CREATE TABLE other (a INTEGER)");
        assertThat(two.find(null, "t")).get().isEqualTo(first).isNotSameAs(first);
        assertThat(List.of(columns(one, "other"), columns(two, "other"))).containsOnly("a");
    }
}
