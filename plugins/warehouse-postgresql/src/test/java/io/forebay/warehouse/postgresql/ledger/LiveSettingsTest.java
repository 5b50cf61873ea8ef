package io.forebay.warehouse.postgresql.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LiveSettingsTest {
    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final LiveTables tables = new LiveTables();
    private Connection connection;
    private LiveSettings live;

    @BeforeEach
    void open() throws SQLException {
        tables.register(new LiveTable(
                "load",
                List.of(
                        new ResultColumn("id", ColumnType.of(TypeKind.BIGINT)),
                        new ResultColumn("name", ColumnType.varchar(0)),
                        new ResultColumn("speed", ColumnType.of(TypeKind.DOUBLE)),
                        new ResultColumn("started", ColumnType.of(TypeKind.TIMESTAMP)),
                        new ResultColumn("whole", ColumnType.of(TypeKind.BOOLEAN))),
                () -> List.copyOf(rows)));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database);
        source.setUser("postgres");
        LedgerMigration.migrate(
                source,
                tables.functions(),
                List.of("CREATE OR REPLACE VIEW forebay.\"Loads\" AS SELECT * FROM " + tables.from("load") + " l"));
        connection = source.getConnection();
        live = new LiveSettings(new LiveSettings.Shared(tables));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private String run(String sql) throws SQLException {
        live.before(connection, sql, false);
        StringJoiner lines = new StringJoiner("\n");
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    StringJoiner line = new StringJoiner("|");
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        line.add(found.getString(column));
                    }
                    lines.add(line.toString());
                }
            }
        }
        return lines.toString();
    }

    @Test
    void findsNamesAmongTextsOfAnyLength() throws SQLException {
        rows.add(Arrays.asList(1L, "x".repeat(100), 0.5, null, true));
        String text = "'{\"a\": \"" + "long, ".repeat(20_000) + "'";
        assertThat(run("SELECT id FROM forebay.\"Loads\" WHERE name <> " + text))
                .isEqualTo("1");
        assertThat(run("SELECT '\"', id FROM forebay.\"Loads\" WHERE name <> '\"'"))
                .isEqualTo("\"|1");
        run("CREATE VIEW \"our \"\"loads\"\"\" AS SELECT id FROM forebay.\"Loads\"");
        live = new LiveSettings(new LiveSettings.Shared(tables));
        assertThat(run("SELECT * FROM \"our \"\"loads\"\"\"")).isEqualTo("1");
    }

    @Test
    void givesTheRowsOfTheMomentOfTheStatement() throws SQLException {
        assertThat(run("SELECT * FROM forebay.\"Loads\"")).isEmpty();
        rows.add(Arrays.asList(
                1L << 60, "a\"\\\u0001\0é😀'", Double.NaN, Instant.parse("2026-02-28T01:02:03.000004Z"), true));
        rows.add(Arrays.asList(-1L, null, 0.1, null, null));
        assertThat(run("SELECT * FROM forebay.\"Loads\" ORDER BY id"))
                .isEqualTo("-1|null|0.1|null|null\n" + (1L << 60)
                        + "|a\"\\\u0001\uFFFDé😀'|NaN|2026-02-28 01:02:03.000004|t");
        rows.clear();
        assertThat(run("SELECT count(*) FROM forebay.\"Loads\"")).isEqualTo("0");
    }

    @Test
    void findsViewsOfUsersOverViews() throws SQLException {
        rows.add(Arrays.asList(7L, "x", 1.0, null, false));
        run("CREATE VIEW public.mine AS SELECT id FROM forebay.\"Loads\"");
        run("CREATE VIEW public.mine_too AS SELECT id FROM Mine");
        assertThat(run("SELECT id FROM MINE_TOO")).isEqualTo("7");
        run("BEGIN");
        run("CREATE VIEW public.young AS SELECT id + 1 AS id FROM mine_too");
        assertThat(run("SELECT id FROM young")).isEqualTo("8");
        run("ROLLBACK");
    }

    @Test
    void asksOnlyForWhatAStatementReads() throws SQLException {
        rows.add(Arrays.asList(7L, "x", 1.0, null, false));
        run("SELECT 1");
        assertThat(run("SELECT current_setting('forebay.live_' || 'load', true)"))
                .isIn("", "null");
    }
}
