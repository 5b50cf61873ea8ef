package io.forebay.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask of the catalog when they connect and look around, and what they must be told. */
@Timeout(120)
class ClientsIT {
    private static final String POSTGRESQL = "jdbc:postgresql";
    private static final String REDSHIFT = "jdbc:redshift";

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @BeforeAll
    static void start() throws Exception {
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .build();
        data = settings.data();
        Files.createDirectories(data);
        server = Server.start(settings);
        try (Connection connection = connect(POSTGRESQL);
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE orders (id BIGINT IDENTITY(7, 3) NOT NULL, code CHAR(5), note VARCHAR(16)"
                    + " DEFAULT 'x', price DECIMAL(7, 2), extra SUPER, at TIMESTAMP, PRIMARY KEY (id))"
                    + " DISTKEY (id) SORTKEY (code, at)");
            sql.execute("CREATE VIEW dear AS SELECT id, price FROM orders WHERE price > 3");
            sql.execute("CREATE SCHEMA stage");
            sql.execute("CREATE TABLE stage.raw (a INTEGER NOT NULL, b DATE, PRIMARY KEY (b, a))");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Connection connect(String driver) throws SQLException {
        return DriverManager.getConnection(driver + "://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&password=x&"
                + (driver.equals(REDSHIFT) ? "ssl=false" : "sslmode=disable"));
    }

    @Test
    void offersTlsWithACertificateThatClientsCanCheck() throws SQLException {
        Path certificate = data.resolve("tls/server.crt");
        try (Connection connection = DriverManager.getConnection(POSTGRESQL + "://localhost:" + server.sqlPort()
                + "/dev?user=forebay&password=x&sslmode=verify-full&sslrootcert=" + certificate)) {
            assertThat(rows(connection, "SELECT 1")).contains("1");
        }
    }

    /** Commands of psql, with what it prints. */
    @Test
    void showsPsqlWhatIsThere() throws IOException {
        assumeTrue(Psql.installed(), "psql 15 is not installed");
        Golden.check("psql", commands -> Psql.run(server.sqlPort(), commands));
    }

    /** Queries as clients send them, and the values of their rows. */
    @Test
    void answersClientsQueries() throws IOException, SQLException {
        try (Connection connection = connect(POSTGRESQL)) {
            Golden.check("queries", queries -> queries.stream()
                    .map(query -> rows(connection, query))
                    .toList());
        }
    }

    private static String rows(Connection connection, String query) {
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", values));
            }
            return lines.isEmpty() ? "(no rows)" : String.join("\n", lines);
        } catch (SQLException e) {
            return "failed: " + e.getMessage();
        }
    }

    private interface Asked {
        ResultSet of(DatabaseMetaData metadata) throws SQLException;
    }

    private static List<String> metadata(String driver, Asked asked, String... labels) throws SQLException {
        try (Connection connection = connect(driver);
                ResultSet rows = asked.of(connection.getMetaData())) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (String label : labels) {
                    values.add(String.valueOf(rows.getString(label)));
                }
                lines.add(String.join("|", values));
            }
            return lines;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRESQL, REDSHIFT})
    void tellsDriversOfTablesAndSchemas(String driver) throws SQLException {
        assertThat(metadata(
                        driver,
                        asked -> asked.getTables(null, "public", "%", new String[] {"TABLE", "VIEW"}),
                        "TABLE_CAT",
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE"))
                .containsExactly("dev|public|orders|TABLE", "dev|public|dear|VIEW");
        assertThat(metadata(driver, DatabaseMetaData::getSchemas, "TABLE_SCHEM"))
                .containsExactly("forebay", "information_schema", "pg_catalog", "pg_temp", "public", "stage");
        assertThat(metadata(driver, DatabaseMetaData::getCatalogs, "TABLE_CAT")).containsExactly("dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRESQL, REDSHIFT})
    void tellsDriversOfColumns(String driver) throws SQLException {
        String length = driver.equals(REDSHIFT) ? "-16" : "1111";
        String size = driver.equals(REDSHIFT) ? "null|null" : "2147483647|0";
        List<String> columns = metadata(
                driver,
                asked -> asked.getColumns(null, "public", "orders", "%"),
                "COLUMN_NAME",
                "TYPE_NAME",
                "DATA_TYPE",
                "COLUMN_SIZE",
                "DECIMAL_DIGITS",
                "IS_NULLABLE",
                "ORDINAL_POSITION",
                "COLUMN_DEF");
        assertThat(columns.get(0)).startsWith("id|int8|-5|19|0|NO|1|\"identity\"(");
        assertThat(columns.subList(1, 5))
                .containsExactly(
                        "code|bpchar|1|5|0|YES|2|null",
                        "note|varchar|12|16|0|YES|3|'x'",
                        "price|numeric|2|7|2|YES|4|null",
                        "extra|super|" + length + "|" + size + "|YES|5|null");
        assertThat(columns.get(5)).startsWith("at|timestamp|93|29|6|YES|6");
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRESQL, REDSHIFT})
    void tellsDriversOfKeys(String driver) throws SQLException {
        assertThat(metadata(
                        driver,
                        asked -> asked.getPrimaryKeys(null, "stage", "raw"),
                        "COLUMN_NAME",
                        "KEY_SEQ",
                        "PK_NAME"))
                .containsExactlyInAnyOrder("b|1|raw_pkey", "a|2|raw_pkey");
        assertThat(metadata(driver, asked -> asked.getImportedKeys(null, "stage", "raw"), "FK_NAME"))
                .isEmpty();
        assertThat(metadata(driver, asked -> asked.getIndexInfo(null, "stage", "raw", true, false), "INDEX_NAME"))
                .hasSize(driver.equals(REDSHIFT) ? 0 : 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {POSTGRESQL, REDSHIFT})
    void tellsDriversOfTheRest(String driver) throws SQLException {
        assertThat(metadata(driver, DatabaseMetaData::getTypeInfo, "TYPE_NAME"))
                .contains("bool", "int2", "int4", "int8", "float8", "numeric", "varchar", "date", "timestamp", "super");
        assertThat(metadata(driver, asked -> asked.getProcedures(null, null, "%"), "PROCEDURE_NAME"))
                .isEmpty();
        assertThat(metadata(driver, asked -> asked.getProcedureColumns(null, null, "%", "%"), "PROCEDURE_NAME"))
                .isEmpty();
        assertThat(metadata(driver, asked -> asked.getFunctions(null, "public", "%"), "FUNCTION_NAME"))
                .isEmpty();
        assertThat(metadata(
                        driver, asked -> asked.getTablePrivileges(null, "public", "orders"), "GRANTEE", "PRIVILEGE"))
                .contains("forebay|SELECT", "forebay|INSERT");
        try (Connection connection = connect(driver)) {
            assertThat(connection.getCatalog()).isEqualTo("dev");
            assertThat(connection.getSchema()).isEqualTo("public");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(connection.getMetaData().getUserName()).isEqualTo("forebay");
        }
    }

    @Test
    void readsACursorInParts() throws SQLException {
        try (Connection connection = connect(POSTGRESQL)) {
            assertThat(refused(connection, "DECLARE c CURSOR FOR SELECT 1")).isEqualTo("25P01");
            connection.setAutoCommit(false);
            try (Statement sql = connection.createStatement()) {
                sql.execute("DECLARE \"c\" CURSOR FOR SELECT g FROM generate_series(1, 100000) s(g) ORDER BY g");
                assertThat(rows(connection, "FETCH FORWARD 3 FROM \"c\"")).isEqualTo("1\n2\n3");
                assertThat(rows(connection, "SELECT 'between'")).isEqualTo("between");
                assertThat(rows(connection, "FETCH NEXT FROM c")).isEqualTo("4");
                assertThat(rows(connection, "FETCH ALL FROM c").lines()).hasSize(99_996);
                assertThat(rows(connection, "FETCH 1 FROM c")).isEqualTo("(no rows)");
                sql.execute("CLOSE c");
                sql.execute("DECLARE c CURSOR FOR SELECT 1");
            }
            connection.commit();
            assertThat(refused(connection, "FETCH 1 FROM c")).isEqualTo("34000");
        }
    }

    @Test
    void preparesStatementsInSql() throws SQLException {
        try (Connection connection = connect(POSTGRESQL);
                Statement sql = connection.createStatement()) {
            sql.execute("PREPARE p (int, varchar) AS SELECT $1 + 1 AS a, $2 AS b, $3 AS c");
            assertThat(rows(connection, "EXECUTE p ('4', 'it''s', (1 + 2) * 3)"))
                    .isEqualTo("5|it's|9");
            assertThat(refused(connection, "EXECUTE p (1)")).isEqualTo("42601");
            assertThat(refused(connection, "PREPARE p AS SELECT 1")).isEqualTo("42P05");
            assertThat(refused(connection, "PREPARE q AS SELECT * FROM read_csv('x')"))
                    .isEqualTo("42501");
            sql.execute("DISCARD ALL");
            assertThat(refused(connection, "EXECUTE p (1)")).isEqualTo("26000");
        }
    }

    @Test
    void keepsComments() throws SQLException {
        try (Connection connection = connect(POSTGRESQL);
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TEMP TABLE c (id INT, code CHAR(5), PRIMARY KEY (id)) DISTKEY (id)");
            sql.execute("CREATE VIEW stage.v AS SELECT 1 AS one");
            sql.execute("COMMENT ON TABLE c IS 'it''s a table'");
            sql.execute("COMMENT ON COLUMN c.code IS 'a code'");
            sql.execute("COMMENT ON VIEW stage.v IS 'a view'");
            String told = "SELECT obj_description('c'::regclass, 'pg_class'), col_description('c'::regclass, 2),"
                    + " obj_description('stage.v'::regclass), (SELECT count(*) FROM pg_constraint WHERE conrelid = 'c'::regclass),"
                    + " (SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'c'::regclass"
                    + " AND attname = 'code')";
            assertThat(rows(connection, told)).isEqualTo("it's a table|a code|a view|1|character(5)");
            sql.execute("COMMENT ON TABLE c IS NULL");
            sql.execute("COMMENT ON COLUMN c.code IS NULL");
            sql.execute("COMMENT ON VIEW stage.v IS NULL");
            assertThat(rows(connection, told)).isEqualTo("null|null|null|1|character(5)");
            assertThat(refused(connection, "COMMENT ON TABLE forebay.job_file IS 'mine'"))
                    .isEqualTo("42501");
            assertThat(refused(connection, "COMMENT ON TABLE nowhere IS 'x'")).isEqualTo("42P01");
            assertThat(refused(connection, "COMMENT ON DATABASE dev IS 'x'")).isEqualTo("0A000");
            sql.execute("DROP VIEW stage.v");
        }
    }

    private static String refused(Connection connection, String query) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> {
            try (Statement sql = connection.createStatement()) {
                sql.execute(query);
            }
        });
        return error.getSQLState();
    }
}
