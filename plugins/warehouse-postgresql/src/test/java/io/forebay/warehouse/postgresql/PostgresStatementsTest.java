package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.spi.warehouse.WarehouseNotice;
import io.forebay.warehouse.postgresql.driver.PostgresError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that are PostgreSQL's own, and what is in their way. */
class PostgresStatementsTest extends OneWarehouse {
    @Test
    void leavesQuestionMarksToJsonb() {
        String sql = "SELECT '{\"a\": 1}'::jsonb ? $1, '[\"b\"]'::jsonb ?| ARRAY[$1, 'b'], '{}'::jsonb ?& ARRAY[$1]";
        assertThat(rows(sql, "a").get(0)).containsExactly(true, true, false);
    }

    @Test
    void tellsWhatTheServerSays() {
        connection.execute("CREATE FUNCTION say(times int) RETURNS int LANGUAGE plpgsql AS $f$ BEGIN"
                + " RAISE WARNING USING MESSAGE = 'first', ERRCODE = '01008';"
                + " FOR i IN 1..times LOOP RAISE INFO 'number %', i; END LOOP; RETURN times; END $f$");
        assertThat(notices("SELECT say(1)"))
                .containsExactly(
                        new WarehouseNotice("WARNING", "01008", "first"),
                        new WarehouseNotice("INFO", "00000", "number 1"));
        assertThat(notices("SELECT say(100000)")).hasSize(100);
        assertThat(notices("SELECT 1")).isEmpty();
    }

    private List<WarehouseNotice> notices(String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            return rows.notices();
        }
    }

    @Test
    void takesAParameterSeveralTimesAsOne() {
        try (Query query = connection.prepare("SELECT $1 + 1::bigint, $1, $2 || $2")) {
            assertThat(query.parameters()).containsExactly(ColumnType.of(TypeKind.BIGINT), ColumnType.varchar(0));
            try (Rows rows = query.execute(List.of(41L, "x"))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.longAt(0)).isEqualTo(42);
                assertThat(rows.longAt(1)).isEqualTo(41);
                assertThat(rows.textAt(2)).isEqualTo("xx");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '$2', $1",
                "SELECT E'\\'$2', $1",
                "SELECT $$ $2 ' $$, $1",
                "SELECT $a$ $2 $$ $a$, $1",
                "SELECT 1 AS \"$2\", $1",
                "SELECT 1 AS a$2, $1",
                "SELECT /* $2 /* $3 */ ' */ 1, $1 -- $2",
                "SELECT U&'\\0024', $1"
            })
    void findsParametersOutsideOfQuotesAndComments(String sql) {
        try (Query query = connection.prepare(sql)) {
            assertThat(query.parameters()).hasSize(1);
        }
    }

    @Test
    void runsWhatAllowsNoTransaction() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.execute("VACUUM t");
        connection.execute("CREATE INDEX CONCURRENTLY t_a ON t (a)");
        connection.execute("CREATE DATABASE " + database + "_other");
        connection.execute("DROP DATABASE " + database + "_other");
        connection.begin();
        failure(CommonError.ACTIVE_TRANSACTION, () -> connection.execute("VACUUM t"));
        connection.rollback();
    }

    @Test
    void callsAProcedureThatCommits() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.execute("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT;"
                + " INSERT INTO t VALUES (2); ROLLBACK; END $$");
        connection.execute("CALL p()");
        assertThat(rows("SELECT a FROM t")).containsExactly(List.of(1L));
    }

    @Test
    void parsesAgainWhenATableHasChanged() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.execute("INSERT INTO t VALUES (1)");
        try (Query query = connection.prepare("SELECT * FROM t")) {
            connection.execute("ALTER TABLE t ADD COLUMN b VARCHAR DEFAULT 'x'");
            try (Rows rows = query.execute(List.of())) {
                assertThat(rows.columns()).hasSize(2);
                assertThat(rows.next()).isTrue();
                assertThat(rows.textAt(1)).isEqualTo("x");
            }
        }
    }

    @Test
    void parsesAgainWhatTheServerHasForgotten() {
        try (Query query = connection.prepare("SELECT 1::bigint, $1::date")) {
            connection.execute("DISCARD ALL");
            try (Rows rows = query.execute(List.of("2024-12-01"))) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.longAt(0)).isEqualTo(1);
                assertThat(rows.longAt(1)).isEqualTo(20058);
            }
            connection.execute("DEALLOCATE ALL");
            try (Rows rows = query.execute(List.of("2024-12-01"))) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void commitsARowThatIsReturnedButNotRead() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        try (Query query = connection.prepare("INSERT INTO t SELECT generate_series(1, 1000) RETURNING a");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
        }
        try (WarehouseConnection other = warehouse.connect()) {
            assertThat(other.execute("DELETE FROM t")).isEqualTo(1000);
        }
    }

    @Test
    void keepsResultsOfSeveralStatementsOfATransaction() {
        connection.begin();
        try (Query query = connection.prepare("SELECT generate_series(1, 1000)");
                Rows first = query.execute(List.of());
                Query other = connection.prepare("SELECT generate_series(1001, 2000)");
                Rows second = other.execute(List.of())) {
            long sum = 0;
            for (int i = 0; i < 1000; i++) {
                assertThat(first.next()).isTrue();
                assertThat(second.next()).isTrue();
                sum += second.longAt(0) - first.longAt(0);
                if (i == 500) {
                    connection.commit();
                }
            }
            assertThat(sum).isEqualTo(1_000_000);
            assertThat(first.next()).isFalse();
            assertThat(second.next()).isFalse();
        }
    }

    @Test
    void takesNoStatementBehindAnother() {
        failure(CommonError.SYNTAX, () -> connection.execute("SELECT 1; SELECT 2"));
        assertThat(connection.execute("")).isZero();
        assertThat(connection.execute("-- nothing")).isZero();
    }

    @Test
    void namesTheErrorsOfConstraints() {
        connection.execute("CREATE TABLE p (a INTEGER PRIMARY KEY)");
        connection.execute("CREATE TABLE t (a INTEGER REFERENCES p, b INTEGER CONSTRAINT positive CHECK (b > 0),"
                + " c VARCHAR(2))");
        assertThat(failure(PostgresError.FOREIGN_KEY_VIOLATION, () -> connection.execute("INSERT INTO t VALUES (1)")))
                .hasMessageContaining("t_a_fkey")
                .hasMessageNotContaining("(1)");
        assertThat(failure(PostgresError.CHECK_VIOLATION, () -> connection.execute("INSERT INTO t (b) VALUES (-1)")))
                .hasMessageContaining("positive");
        failure(
                PostgresError.STRING_DATA_RIGHT_TRUNCATION,
                () -> connection.execute("INSERT INTO t (c) VALUES ('abc')"));
        ForebayException raised = failure(
                PostgresError.RAISE_EXCEPTION,
                () -> connection.execute("DO $$ BEGIN RAISE 'no more' USING HINT = 'stop'; END $$"));
        assertThat(raised).hasMessage("no more");
        assertThat(raised.hint()).hasValue("stop");
    }

    @Test
    void tellsOfAConflictAsOneToRetry() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.execute("INSERT INTO t VALUES (1)");
        connection.begin();
        assertThat(value("SELECT a FROM t")).isEqualTo(1L);
        try (WarehouseConnection other = warehouse.connect()) {
            other.execute("UPDATE t SET a = 2");
        }
        assertThat(value("SELECT a FROM t")).as("its own snapshot").isEqualTo(1L);
        assertThat(failure(CommonError.CONFLICT, () -> connection.execute("UPDATE t SET a = 3"))
                        .retryable())
                .isTrue();
        connection.rollback();
    }

    @Test
    void tellsOfALockThatIsNotToBeHad() {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.begin();
        connection.execute("LOCK TABLE t");
        try (WarehouseConnection other = warehouse.connect()) {
            other.execute("SET lock_timeout = '10ms'");
            ForebayException thrown =
                    failure(PostgresError.LOCK_NOT_AVAILABLE, () -> other.execute("INSERT INTO t VALUES (1)"));
            assertThat(thrown.code().blame()).isEqualTo(Blame.RESOURCE);
            assertThat(thrown.retryable()).isTrue();
        }
        connection.rollback();
    }

    @Test
    void findsTablesByTheirExactNames() {
        for (String name : List.of("Upper", "a.b", "q\"q", "ä 😀", "select", "x$1", "back\\slash", "pg_like")) {
            String schema = "s " + name;
            connection.execute("CREATE SCHEMA " + io.forebay.spi.warehouse.TableName.quote(schema));
            List<Column> columns =
                    List.of(Column.of(name, ColumnType.varbyte(3)), Column.of("B " + name, ColumnType.varchar(5)));
            assertThat(connection.create(
                            new TableDefinition(schema, name, false, true, columns, Map.of("note 'x'", "\\ \" ' ä"))))
                    .isTrue();
            Table table = connection.load(schema, name);
            assertThat(table.columns()).isEqualTo(columns);
            connection.alter(table.name(), Column.of(name, ColumnType.varbyte(4)), false);
            connection.alter(table.name(), Column.of("C " + name, ColumnType.varbyte(2)), true);
            connection.execute("INSERT INTO " + table.name().quoted() + " VALUES ('\\x01020304')");
            failure(
                    PostgresError.CHECK_VIOLATION,
                    () -> connection.execute("INSERT INTO " + table.name().quoted() + " VALUES ('\\x0102030405')"));
            assertThat(connection.load(schema, name).columns())
                    .extracting(Column::type)
                    .containsExactly(ColumnType.varbyte(4), ColumnType.varchar(5), ColumnType.varbyte(2));
            assertThat(connection.find(schema, name + "x")).isEmpty();
            assertThat(connection.find(schema, name.toUpperCase(java.util.Locale.ROOT) + "_"))
                    .isEmpty();
        }
    }

    /** PostgreSQL cuts every name off at 63 bytes, wherever it is read. */
    @Test
    void findsTablesByNamesThatTheServerCutsOff() {
        String name = "a" + "ä".repeat(60);
        connection.execute("CREATE SCHEMA s_" + name);
        connection.execute("CREATE TABLE s_" + name + "." + name + " (a INTEGER)");
        Table table = connection.load("s_" + name, name);
        assertThat(table.name().name()).isEqualTo("a" + "ä".repeat(31));
        assertThat(connection.create(new TableDefinition(
                        "s_" + name, name, false, true, List.of(Column.of("a", ColumnType.varchar(5))), Map.of())))
                .as("there already")
                .isFalse();
    }

    @Test
    void takesASchemaNamedTempForWhatItIs() {
        connection.execute("CREATE SCHEMA temp");
        List<Column> columns = List.of(Column.of("a", ColumnType.varchar(5)));
        connection.create(new TableDefinition("temp", "t", false, false, columns, Map.of()));
        Table table = connection.load("temp", "t");
        assertThat(table.temporary()).isFalse();
        assertThat(value("SELECT count(*) FROM temp.t")).isEqualTo(0L);
    }

    @Test
    void seesThroughDomainsOverDomains() {
        connection.execute("CREATE DOMAIN positive AS numeric(9,2) CHECK (VALUE > 0)");
        connection.execute("CREATE DOMAIN price AS positive NOT NULL");
        connection.execute("CREATE DOMAIN cost AS price");
        connection.execute("CREATE TABLE t (a cost, b positive)");
        Table table = connection.load(null, "t");
        assertThat(table.columns()).extracting(Column::type).containsOnly(ColumnType.decimal(9, 2));
        assertThat(table.columns()).extracting(Column::nullable).containsExactly(false, true);
    }

    /** Temporary tables and settings are the session's, which has not ended. */
    @Test
    void goesOnAfterACommitThatADeferredConstraintRefuses() {
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)");
        connection.execute("CREATE TEMP TABLE mine (a INTEGER)");
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1), (1)");
        failure(CommonError.UNIQUE_VIOLATION, connection::commit);
        assertThat(connection.inTransaction()).isFalse();
        assertThat(value("SELECT count(*) FROM mine")).isEqualTo(0L);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(0L);
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        connection.commit();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo(1L);
    }

    /** A literal whose backslash stood for the next character could be left by the text that is in it. */
    @Test
    void leavesBackslashesInLiteralsWhateverTheDatabaseHasThemMean() {
        connection.execute("ALTER DATABASE " + database + " SET standard_conforming_strings = off");
        try (Warehouse other = TestWarehouse.open(server.url(database));
                WarehouseConnection anew = other.connect();
                Query query = anew.prepare("SELECT 'a\\'");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.textAt(0)).isEqualTo("a\\");
        }
    }

    /** It is nobody's fault who has sent a statement or a file. */
    @Test
    void tellsOfATransactionThatTheServerEndsForItsTimeAsOneToRetry() {
        Object id = value("SELECT pg_backend_pid()");
        connection.begin();
        connection.execute("SET idle_in_transaction_session_timeout = 100");
        try (WarehouseConnection other = warehouse.connect()) {
            await(other, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + id, 0);
        }
        ForebayException thrown = failure(CommonError.CONNECTION_LOST, () -> value("SELECT 1"));
        assertThat(thrown.retryable()).isTrue();
        assertThat(connection.usable()).isFalse();
    }

    @Test
    void leavesOutWhatTheServerComputes() {
        connection.execute("CREATE TABLE t (a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2) STORED, c INTEGER)");
        connection.execute("ALTER TABLE t DROP COLUMN c");
        connection.execute("CREATE TABLE part (a INTEGER, d INTEGER) PARTITION BY RANGE (a)");
        assertThat(connection.load(null, "t").columns())
                .extracting(Column::name)
                .containsExactly("a");
        assertThat(connection.load(null, "part").columns())
                .extracting(Column::name)
                .containsExactly("a", "d");
        connection.execute("CREATE SEQUENCE s");
        assertThat(connection.find(null, "s")).isEmpty();
    }

    @Test
    void cancelsAStatementThatWaitsForALock() throws InterruptedException {
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.begin();
        connection.execute("LOCK TABLE t");
        try (WarehouseConnection other = warehouse.connect()) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Thread waiter = new Thread(() -> {
                failure(CommonError.CANCELLED, () -> other.execute("INSERT INTO t VALUES (1)"));
                cancelled.countDown();
            });
            waiter.start();
            while (waiter.isAlive()) {
                other.cancel();
                waiter.join(50);
            }
            assertThat(cancelled.getCount()).isZero();
            assertThat(other.usable()).isTrue();
        }
        connection.rollback();
    }

    @Test
    void endsWhatRunsWhenItIsClosed() throws InterruptedException {
        AtomicReference<ForebayException> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> thrown.set(
                catchThrowableOfType(ForebayException.class, () -> connection.execute("SELECT pg_sleep(600)"))));
        runner.start();
        try (WarehouseConnection other = warehouse.connect()) {
            String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)'"
                    + " AND state = 'active' AND datname = current_database()";
            await(other, sleeping, 1);
            connection.close();
            runner.join();
            assertThat(thrown.get()).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(
                            e.code().name())
                    .isIn(CommonError.CONNECTION_LOST.name(), CommonError.CANCELLED.name()));
            assertThat(connection.usable()).isFalse();
            await(other, sleeping, 0);
        }
    }

    private static void await(WarehouseConnection connection, String sql, long count) {
        long found = -1;
        while (found != count) {
            try (Query query = connection.prepare(sql);
                    Rows rows = query.execute(List.of())) {
                found = rows.next() ? rows.longAt(0) : -1;
            }
        }
    }
}
