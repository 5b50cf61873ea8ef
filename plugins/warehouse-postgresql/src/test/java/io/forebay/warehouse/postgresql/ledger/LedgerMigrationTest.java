package io.forebay.warehouse.postgresql.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LedgerMigrationTest {
    private static final List<String> VIEWS =
            List.of("CREATE OR REPLACE VIEW forebay.done AS SELECT job_id, state FROM forebay.job_file");

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();

    private DataSource as(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database);
        source.setUser(user);
        source.setOptions("-c default_transaction_isolation=repeatable\\ read");
        return source;
    }

    private void make(List<String> views) {
        LedgerMigration.migrate(as("postgres"), List.of(), views);
    }

    private String rows(String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringJoiner lines = new StringJoiner("\n");
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines.toString();
        }
    }

    @Test
    void makesTablesAndViewsOnce() throws SQLException {
        make(VIEWS);
        server.run(database, "UPDATE forebay.counter SET last_id = 123456");
        make(VIEWS);
        assertThat(rows("SELECT last_id FROM forebay.counter")).isEqualTo("123456");
        assertThat(rows("SELECT max(version) FROM forebay.format")).isEqualTo("6");
        assertThat(rows("SELECT count(*) FROM forebay.done")).isEqualTo("0");
        assertThat(rows("SELECT description FROM forebay.flyway_schema_history ORDER BY installed_rank"))
                .isEqualTo("<< Flyway Schema Creation >>\nledger\nprocedures\nusers\nstatements\nfunctions\nviews");
    }

    @Test
    void replacesViewsWhoseTextIsAnotherAndLeavesThoseOfUsers() throws SQLException {
        make(VIEWS);
        server.run(database, "CREATE VIEW public.mine AS SELECT count(*) AS n FROM forebay.done");
        make(List.of("CREATE OR REPLACE VIEW forebay.done AS SELECT job_id, state, etag FROM forebay.job_file"));
        assertThat(rows("SELECT n FROM public.mine")).isEqualTo("0");
        assertThat(rows("SELECT count(etag) FROM forebay.done")).isEqualTo("0");
    }

    @Test
    void keepsKeysInTheOrderOfTheirBytes() throws SQLException {
        make(VIEWS);
        server.run(
                database,
                "INSERT INTO forebay.job_owed SELECT 1, 1, 1, 'b', k, 1, '', now(), '', false"
                        + " FROM unnest(ARRAY['b', 'é', 'B', 'a', '_']) k");
        assertThat(rows("SELECT object_key FROM forebay.job_owed ORDER BY object_key"))
                .isEqualTo("B\n_\na\nb\né");
    }

    @Test
    void isMadeOnceByServersThatStartTogether() throws Exception {
        ExecutorService servers = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Callable<Void> start = () -> {
                    make(VIEWS);
                    return null;
                };
                all.add(servers.submit(start));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            servers.shutdownNow();
        }
        assertThat(rows("SELECT count(*) FROM forebay.flyway_schema_history WHERE success"))
                .isEqualTo("7");
        assertThat(rows("SELECT count(*) FROM forebay.counter")).isEqualTo("1");
    }

    @Test
    void needsOnlyToReadWhenNothingIsLeftToDo() throws SQLException {
        make(VIEWS);
        String reader = role();
        server.run(database, "GRANT USAGE ON SCHEMA forebay TO " + reader);
        server.run(database, "GRANT SELECT ON forebay.flyway_schema_history TO " + reader);
        LedgerMigration.migrate(as(reader), List.of(), VIEWS);
        assertThatThrownBy(() -> LedgerMigration.migrate(
                        as(reader), List.of(), List.of("CREATE OR REPLACE VIEW forebay.done AS SELECT 1 AS job_id")))
                .isInstanceOfSatisfying(ForebayException.class, e -> {
                    assertThat(e.is(CommonError.NOT_ALLOWED)).isTrue();
                    assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("owns schema forebay"));
                });
    }

    @Test
    void tellsAUserWhoMayMakeNothing() {
        String nobody = role();
        assertThatThrownBy(() -> LedgerMigration.migrate(as(nobody), List.of(), VIEWS))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.NOT_ALLOWED))
                        .isTrue())
                .hasMessageContaining("is to be made or carried over");
    }

    /** A role of this database's own. */
    private String role() {
        String role = "role_" + database;
        server.run(database, "CREATE ROLE " + role + " LOGIN");
        return role;
    }
}
