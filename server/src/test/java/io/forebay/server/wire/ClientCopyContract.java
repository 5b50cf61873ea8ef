package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** COPY from and to a client, over the protocol. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientCopyContract {
    private static final byte[] SYNC = new byte[0];

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Server server;

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @SuppressWarnings("NullAway.Init")
    private Connection watch;

    /** Names the warehouse. */
    abstract void choose(SettingsBuilder settings);

    @BeforeAll
    void start() throws Exception {
        SettingsBuilder builder =
                Settings.builder(folder).flag(Keys.SQL_PORT, "0").flag(Keys.HTTP_PORT, "0");
        choose(builder);
        Settings settings = builder.build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
        connection = connect();
        watch = connect();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        watch.close();
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        sql("DROP TABLE IF EXISTS t");
        sql("CREATE TABLE t (a INTEGER NOT NULL, b VARCHAR(20), c DECIMAL(8, 2), d TIMESTAMP, e VARBYTE(20))");
    }

    private Connection connect() throws SQLException {
        return connect("disable");
    }

    private Connection connect(String sslMode) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&password=x&sslmode=" + sslMode);
    }

    private void sql(String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private String value(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private long in(String command, String data) throws SQLException, IOException {
        return copies().copyIn(command, new ByteArrayInputStream(data.getBytes(UTF_8)));
    }

    private String out(String command) throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copies().copyOut(command, bytes);
        return bytes.toString(UTF_8);
    }

    @Test
    void givesTextBackAsItTookIt() throws Exception {
        String text =
                "1\ta\\tb\\\\\\n\\r\\b\t1.50\t2024-02-29 01:02:03.5\t\\\\x00ff\n2\t\\N\t\\N\t\\N\t\\N\n3\t\t0.00\t\\N\t\\\\x\n";
        assertThat(in("COPY t FROM STDIN", text)).isEqualTo(3);
        assertThat(out("COPY t TO STDOUT")).isEqualTo(text);
    }

    @Test
    void givesCsvBackAsItTookIt() throws Exception {
        String csv = "a,b,c\n1,\"x,\"\"y\"\"\nz\",1.50\n2,,\n3,\"\",-0.25\n4,\u017c\u00f3\u0142w \ud83d\udc22,3.00\n";
        assertThat(in("COPY t (a, b, c) FROM STDIN WITH (FORMAT csv, HEADER)", csv))
                .isEqualTo(4);
        assertThat(out("COPY (SELECT a, b, c FROM t ORDER BY a) TO STDOUT CSV HEADER"))
                .isEqualTo(csv);
        assertThat(
                        out(
                                "COPY t (b) TO STDOUT WITH (FORMAT csv, DELIMITER ';', QUOTE '''', ESCAPE '\\', NULL 'none', FORCE_QUOTE *)"))
                .isEqualTo("'x,\"y\"\nz'\nnone\n''\n'\u017c\u00f3\u0142w \ud83d\udc22'\n");
    }

    @Test
    void tellsTheFirstBadLineAndLeavesNothing() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 200_000; i++) {
            rows.append(i == 150_001 ? "x" : i == 190_000 ? "y" : i).append('\n');
        }
        SQLException error =
                catchThrowableOfType(SQLException.class, () -> in("COPY t (a) FROM STDIN CSV", rows.toString()));
        assertThat(error.getSQLState()).isEqualTo("22P02");
        assertThat((Throwable) error)
                .hasMessageContaining("invalid input syntax for type integer: \"x\"")
                .hasMessageContaining("COPY t, line 150001, column a: \"x\"");
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void wordsErrorsAsPostgresqlDoes() {
        assertThat(refused("1\n")).contains("22P04 ERROR: missing data for column \"b\"", "COPY t, line 1: \"1\"");
        assertThat(refused("1,2,3\n")).contains("22P04 ERROR: extra data after last expected column");
        assertThat(refused("1,b\n,c\n")).contains("23502 ERROR: null value in column \"a\"", "line 2, column a: null");
        assertThat(refused("1," + "b".repeat(21) + "\n"))
                .contains("22001 ERROR: value too long for type character varying(20)");
        assertThat(refused("3000000000,\n")).contains("22003 ERROR: value \"3000000000\" is out of range");
        assertThat(refused("1,\"b\n")).contains("22P04 ERROR: unterminated CSV quoted field");
    }

    private String refused(String data) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> in("COPY t (a, b) FROM STDIN CSV", data));
        return error.getSQLState() + " " + error.getMessage();
    }

    @Test
    void belongsToTheOpenTransaction() throws Exception {
        connection.setAutoCommit(false);
        try {
            in("COPY t (a) FROM STDIN", "1\n2\n");
            assertThat(value("SELECT count(*) FROM t")).isEqualTo("2");
            connection.rollback();
            assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
            in("COPY t (a) FROM STDIN", "3\n");
            connection.commit();
            assertThat(value("SELECT count(*) FROM t")).isEqualTo("1");
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Test
    void leavesNothingWhenTheClientGivesUp() throws Exception {
        CopyIn copy = copies().copyIn("COPY t (a) FROM STDIN");
        copy.writeToCopy("1\n".getBytes(UTF_8), 0, 2);
        copy.cancelCopy();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void tellsWhyTheClientGaveUp() throws Exception {
        try (WireClient client = WireClient.login(server.sqlPort())) {
            client.query("COPY t (a) FROM STDIN");
            client.readTo('G');
            client.send('d', "1\n".getBytes(UTF_8));
            client.send('f', "no more paper\0".getBytes(UTF_8));
            assertThat(WireText.show(client.readTo('E'))).contains("C=57014", "COPY from stdin failed: no more paper");
            assertThat(client.readTo('Z').body()).containsExactly('I');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void endsWhileTheClientIsSilentWhenItIsCancelled(String sslMode) throws Exception {
        try (Connection other = connect(sslMode);
                Statement statement = other.createStatement()) {
            CopyIn copy = other.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t (a) FROM STDIN");
            copy.writeToCopy("1\n".getBytes(UTF_8), 0, 2);
            copy.flushCopy();
            FakeSessions.await(() -> running("COPY t"), "the COPY");
            other.unwrap(PGConnection.class).cancelQuery();
            FakeSessions.await(() -> !running("COPY t"), "the end of the COPY");
            SQLException error = catchThrowableOfType(SQLException.class, copy::endCopy);
            assertThat(error.getSQLState()).isEqualTo("57014");
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void endsAfterTheStatementTimeout() throws Exception {
        try (Connection other = connect()) {
            other.createStatement().execute("SET statement_timeout TO 300");
            CopyIn copy = other.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t (a) FROM STDIN");
            FakeSessions.await(() -> !running("COPY t"), "the end of the COPY");
            SQLException error = catchThrowableOfType(SQLException.class, copy::endCopy);
            assertThat((Throwable) error).hasMessageContaining("statement timeout");
        }
    }

    private boolean running(String text) {
        try (Statement statement = watch.createStatement();
                ResultSet rows = statement.executeQuery("SELECT text FROM stv_inflight")) {
            boolean found = false;
            while (rows.next()) {
                found |= rows.getString(1).startsWith(text);
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void leavesNothingWhenTheClientIsGone() throws Exception {
        try (WireClient client = WireClient.login(server.sqlPort())) {
            client.query("COPY t (a) FROM STDIN");
            client.readTo('G');
            client.send('d', "1\n2\n".getBytes(UTF_8));
        }
        FakeSessions.await(() -> !running("COPY t"), "the end of the COPY");
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** As libpq sends it: Sync goes ahead of the data, and is sent again behind it. */
    @Test
    void takesDataInTheExtendedProtocol() throws Exception {
        try (WireClient client = WireClient.login(server.sqlPort())) {
            extended(client, "COPY t (a) FROM STDIN");
            client.readTo('G');
            client.send('d', "1\n".getBytes(UTF_8));
            client.send('d', "2".getBytes(UTF_8));
            client.send('d', "2\n\\.\n".getBytes(UTF_8));
            client.send('c', SYNC);
            client.send('S', SYNC);
            assertThat(new String(client.readTo('C').body(), UTF_8)).isEqualTo("COPY 2\0");
            client.readTo('Z');
            extended(client, "COPY t (a) TO STDOUT");
            client.readTo('H');
            assertThat(new String(client.readTo('d').body(), UTF_8)).isEqualTo("1\n");
            assertThat(new String(client.readTo('d').body(), UTF_8)).isEqualTo("22\n");
            client.readTo('c');
            assertThat(new String(client.readTo('C').body(), UTF_8)).isEqualTo("COPY 2\0");
            client.readTo('Z');
        }
    }

    private static void extended(WireClient client, String text) throws IOException {
        client.send('P', ("\0" + text + "\0\0\0").getBytes(UTF_8));
        client.send('B', new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
        client.send('D', new byte[] {'P', 0});
        client.send('E', new byte[] {0, 0, 0, 0, 0});
        client.send('S', SYNC);
    }

    @Test
    void endsTheConnectionOfAClientThatSendsSomethingElse() throws Exception {
        try (WireClient client = WireClient.login(server.sqlPort())) {
            client.query("COPY t (a) FROM STDIN");
            client.readTo('G');
            client.query("SELECT 1");
            assertThat(new String(client.readTo('E').body(), UTF_8)).contains("unexpected message type 0x51");
            client.readTo('E');
            assertThat(client.read().type()).isEqualTo('\0');
        }
    }

    @Test
    void takesManyMegabytesWithoutHoldingThem() throws Exception {
        long rows = 500_000;
        long read = copies().copyIn("COPY t (a, b) FROM STDIN CSV", new Numbers(rows), 1 << 16);
        assertThat(read).isEqualTo(rows);
        assertThat(value("SELECT sum(a) || ' ' || count(DISTINCT b) FROM t")).isEqualTo("124999750000 7");
    }

    /** Lines {@code n,text} that are made while they are read. */
    private static final class Numbers extends InputStream {
        private final long rows;
        private long row;
        private byte[] line = new byte[0];
        private int at;

        Numbers(long rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (row == rows) {
                    return -1;
                }
                line = (row + ",some text " + row % 7 + "\n").getBytes(UTF_8);
                row++;
                at = 0;
            }
            return line[at++];
        }
    }

    @Test
    void refusesWhatIsNoTable() throws Exception {
        sql("CREATE OR REPLACE VIEW v AS SELECT 1 AS a");
        assertThat(catchThrowableOfType(SQLException.class, () -> in("COPY v FROM STDIN", "1\n"))
                        .getSQLState())
                .isNotNull();
        assertThat(catchThrowableOfType(SQLException.class, () -> in("COPY forebay.load FROM STDIN", "1\n"))
                        .getSQLState())
                .isEqualTo("42501");
        assertThat(out("COPY (SELECT a FROM v) TO STDOUT")).isEqualTo("1\n");
    }
}
