package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections: used again only when they are clean, lost in the middle of things, ended for another server. */
@Timeout(60)
class PostgresPoolTest {
    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();
    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = TestWarehouse.open(server.url(database));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private static Object value(WarehouseConnection connection, String sql) {
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.value(0));
        }
    }

    private static Object process(WarehouseConnection connection) {
        return value(connection, "SELECT pg_backend_pid()");
    }

    private static ForebayException failure(Runnable work) {
        ForebayException thrown = catchThrowableOfType(ForebayException.class, work::run);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    @Test
    void takesAwayWhatAUseHasLeft() {
        Object process;
        try (WarehouseConnection first = warehouse.connect()) {
            process = process(first);
            first.execute("SET statement_timeout = '7s'");
            first.execute("SET search_path = pg_catalog");
            first.execute("CREATE TEMP TABLE left_over (a INTEGER)");
            first.execute("LISTEN left_over");
            first.execute("SELECT pg_advisory_lock(42)");
            first.execute("PREPARE left_over AS SELECT 1");
            first.begin();
            first.execute("SET LOCAL statement_timeout = '9s'");
        }
        try (WarehouseConnection second = warehouse.connect()) {
            assertThat(process(second)).isEqualTo(process);
            assertThat(second.inTransaction()).isFalse();
            assertThat(value(second, "SHOW statement_timeout")).isEqualTo("0");
            assertThat(value(second, "SHOW search_path")).isEqualTo("\"$user\", public");
            assertThat(value(second, "SHOW default_transaction_isolation")).isEqualTo("repeatable read");
            assertThat(second.find(null, "left_over")).isEmpty();
            assertThat(value(second, "SELECT count(*) FROM pg_listening_channels()"))
                    .isEqualTo("0");
            assertThat(value(second, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEqualTo("0");
            assertThat(value(second, "SELECT count(*) FROM pg_prepared_statements WHERE name = 'left_over'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void undoesWhatAClosedConnectionHadOpen() {
        WarehouseConnection first = warehouse.connect();
        first.execute("CREATE TABLE t (a INTEGER)");
        first.begin();
        first.execute("INSERT INTO t VALUES (1)");
        first.close();
        try (WarehouseConnection second = warehouse.connect()) {
            assertThat(value(second, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void givesAUsersProcessToNobodyElse() {
        Object process;
        try (WarehouseConnection first = warehouse.connect()) {
            first.searchPath(List.of("public"), List.of());
            process = process(first);
        }
        try (WarehouseConnection second = warehouse.connect()) {
            assertThat(process(second)).isNotEqualTo(process);
        }
    }

    @Test
    void usesOneProcessForManyShortUses() {
        try (WarehouseConnection first = warehouse.connect()) {
            first.execute("CREATE TABLE t (a INTEGER)");
        }
        Object process = null;
        for (int i = 0; i < 50; i++) {
            try (WarehouseConnection next = warehouse.connect()) {
                next.begin();
                next.execute("INSERT INTO t VALUES (1)");
                next.commit();
                process = process == null ? process(next) : process;
                assertThat(process(next)).isEqualTo(process);
            }
        }
    }

    @Test
    void tellsThatAllConnectionsAreInUse() {
        Warehouse small =
                new PostgresWarehouseFactory().open(URI.create(server.url(database)), Map.of("connections", "2"));
        List<WarehouseConnection> open = new ArrayList<>();
        try {
            open.add(small.connect());
            open.add(small.connect());
            ForebayException thrown = failure(small::connect);
            assertThat(thrown.is(CommonError.TOO_MANY_CONNECTIONS)).isTrue();
            assertThat(thrown).hasMessageContaining("all 2 connections");
            assertThat(thrown.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("warehouse.connections"));
        } finally {
            open.forEach(WarehouseConnection::close);
            small.close();
        }
    }

    @Test
    void survivesTheEndOfAProcessInATransaction() {
        WarehouseConnection connection = warehouse.connect();
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        server.run(database, "SELECT pg_terminate_backend(" + process(connection) + ")");
        ForebayException thrown = failure(() -> connection.execute("INSERT INTO t VALUES (2)"));
        assertThat(thrown.is(CommonError.CONNECTION_LOST))
                .as(thrown.getMessage())
                .isTrue();
        assertThat(thrown.retryable()).isTrue();
        assertThat(connection.usable()).isFalse();
        assertThat(connection.inTransaction()).as("until it is rolled back").isTrue();
        connection.rollback();
        connection.close();
        try (WarehouseConnection next = warehouse.connect()) {
            assertThat(value(next, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void refusesACommitOfAProcessThatWasEnded() {
        WarehouseConnection connection = warehouse.connect();
        connection.execute("CREATE TABLE t (a INTEGER)");
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
        server.run(database, "SELECT pg_terminate_backend(" + process(connection) + ")");
        assertThat(failure(connection::commit).code().effect()).isEqualTo(Effect.NOT_APPLIED);
        try (WarehouseConnection next = warehouse.connect()) {
            assertThat(value(next, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void endsWhatAnotherServerHasOpen() {
        String name = "host:1234/" + "x".repeat(80) + "ä";
        warehouse.identify("me");
        try (Warehouse other = TestWarehouse.open(server.url(database))) {
            other.identify(name);
            WarehouseConnection silent = other.connect();
            silent.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            silent.begin();
            silent.execute("INSERT INTO t VALUES (1)");
            try (WarehouseConnection mine = warehouse.connect()) {
                warehouse.expel(name);
                warehouse.expel("nobody");
                assertThat(mine.execute("INSERT INTO t VALUES (1)")).isEqualTo(1);
            }
            assertThat(failure(silent::commit).code().effect()).isEqualTo(Effect.NOT_APPLIED);
            silent.close();
            try (WarehouseConnection awake = other.connect()) {
                assertThat(value(awake, "SELECT count(*) FROM t")).isEqualTo("1");
            }
        }
    }

    /** That role may neither see nor end the processes of the user who has logged in. */
    @Test
    void endsWhatAnotherServerHasOpenThoughTheUserHasAnotherRoleFromItsLogin() {
        String user = "app_" + database;
        server.run(database, "CREATE ROLE owner_" + user);
        server.run(database, "CREATE ROLE " + user + " LOGIN IN ROLE owner_" + user);
        server.run(database, "ALTER ROLE " + user + " SET role = owner_" + user);
        String url = server.url(database).replace("postgres@", user + "@");
        try (Warehouse one = TestWarehouse.open(url);
                Warehouse two = TestWarehouse.open(url)) {
            one.identify("one");
            two.identify("two");
            try (WarehouseConnection open = one.connect()) {
                open.begin();
                open.execute("CREATE TEMP TABLE mine (a INTEGER)");
                two.expel("one");
                assertThat(failure(open::commit).code().effect()).isEqualTo(Effect.NOT_APPLIED);
            }
            try (WarehouseConnection other = two.connect()) {
                assertThat(value(other, "SELECT current_user")).isEqualTo("owner_" + user);
            }
        }
    }

    @Test
    void turnsOnWhatMakesACommitDurable() {
        server.run(database, "ALTER DATABASE " + database + " SET synchronous_commit = off");
        server.run(
                database,
                "CREATE FUNCTION check_durable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF current_setting('synchronous_commit') = 'off' THEN RAISE 'not durable'; END IF;"
                        + " RETURN NULL; END $$");
        server.run(database, "CREATE TABLE t (a INTEGER)");
        server.run(
                database,
                "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION check_durable()");
        try (Warehouse fresh = TestWarehouse.open(server.url(database));
                WarehouseConnection connection = fresh.connect()) {
            assertThat(value(connection, "SHOW synchronous_commit")).isEqualTo("off");
            assertThat(connection.execute("INSERT INTO t VALUES (1)")).isEqualTo(1);
        }
    }
}
