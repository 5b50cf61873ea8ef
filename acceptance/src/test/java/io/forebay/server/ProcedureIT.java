package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Stored procedures, called by PostgreSQL's JDBC driver. */
@Timeout(120)
class ProcedureIT {
    private static Server server;

    private Connection connection;
    private Statement sql;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
        sql = connection.createStatement();
        sql.execute("DROP TABLE IF EXISTS kept");
        sql.execute("CREATE TABLE kept (n int, label varchar(20))");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void procedure(String head, String body) throws SQLException {
        sql.execute("CREATE OR REPLACE PROCEDURE " + head + " AS $$\n" + body + "\n$$ LANGUAGE plpgsql");
    }

    private String ask(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return String.join(",", rows);
    }

    @Test
    void givesInoutValuesBackToACallableStatement() throws SQLException {
        procedure("grow(INOUT n int, INOUT label varchar, by int)", "BEGIN n := n + by; label := label || '!'; END");
        try (CallableStatement call = connection.prepareCall("CALL grow(?, ?, ?)")) {
            for (int round = 0; round < 7; round++) {
                call.setInt(1, 40 + round);
                call.registerOutParameter(1, Types.INTEGER);
                call.setString(2, "x");
                call.registerOutParameter(2, Types.VARCHAR);
                call.setInt(3, 2);
                call.execute();
                assertThat(call.getInt(1)).isEqualTo(42 + round);
                assertThat(call.getString(2)).isEqualTo("x!");
            }
        }
    }

    @Test
    void givesOneRowToAStatement() throws SQLException {
        procedure(
                "sums(a int, OUT total bigint, OUT half decimal(6,2), OUT day date)",
                "BEGIN total := a * 10; half := a / 2.0; day := '2024-02-29'; END");
        try (PreparedStatement call = connection.prepareStatement("CALL sums(?)")) {
            call.setInt(1, 7);
            try (ResultSet row = call.executeQuery()) {
                assertThat(row.getMetaData().getColumnName(2)).isEqualTo("half");
                assertThat(row.getMetaData().getColumnTypeName(2)).isEqualTo("numeric");
                assertThat(row.next()).isTrue();
                assertThat(row.getLong("total")).isEqualTo(70);
                assertThat(row.getBigDecimal("half")).isEqualTo("3.50");
                assertThat(row.getString("day")).isEqualTo("2024-02-29");
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void tellsNoticesAndWhereAnErrorWas() throws SQLException {
        procedure(
                "talks(n int)",
                "BEGIN\n  RAISE INFO 'n is %', n;\n  RAISE WARNING 'careful';\n  RAISE EXCEPTION 'no %', n;\nEND");
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> sql.execute("CALL talks(3)"));
        ServerErrorMessage message = e.getServerErrorMessage();
        assertThat(message).isNotNull();
        assertThat(e.getSQLState()).isEqualTo("P0001");
        assertThat(message.getMessage()).isEqualTo("no 3");
        assertThat(message.getWhere()).isEqualTo("PL/pgSQL function \"talks\" line 4 at raise");
        List<String> said = new ArrayList<>();
        for (SQLWarning each = sql.getWarnings(); each != null; each = each.getNextWarning()) {
            said.add(each.getMessage());
        }
        assertThat(said).containsExactly("n is 3", "careful");
    }

    @Test
    void commitsInsideOnlyWhereTheTransactionIsItsOwn() throws SQLException {
        procedure(
                "steps()",
                "BEGIN INSERT INTO kept VALUES (1, 'a'); COMMIT; INSERT INTO kept VALUES (2, 'b'); ROLLBACK; END");
        sql.execute("CALL steps()");
        assertThat(ask("SELECT n FROM kept ORDER BY n")).isEqualTo("1");
        connection.setAutoCommit(false);
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> sql.execute("CALL steps()"));
        assertThat(e.getSQLState()).isEqualTo("2D000");
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(ask("SELECT n FROM kept ORDER BY n")).isEqualTo("1");
    }

    @Test
    void isOneOfSeveralStatementsInOneText() throws SQLException {
        procedure(
                "adds(n int)",
                "BEGIN INSERT INTO kept VALUES (n, 'x'); EXCEPTION WHEN OTHERS THEN INSERT INTO kept VALUES (-1, 'e'); END");
        sql.execute("CALL adds(1); CALL adds(2)");
        assertThat(ask("SELECT n FROM kept ORDER BY n")).isEqualTo("1,2");
        procedure(
                "fails(n int)",
                "BEGIN INSERT INTO kept VALUES (n / 0, 'x'); EXCEPTION WHEN OTHERS THEN INSERT INTO kept VALUES (-1, 'e'); RAISE EXCEPTION 'x'; END");
        PSQLException e = catchThrowableOfType(
                PSQLException.class, () -> sql.execute("CALL adds(3); CALL fails(4); CALL adds(5)"));
        assertThat(e.getSQLState()).isEqualTo("P0001");
        assertThat(ask("SELECT n FROM kept ORDER BY n")).isEqualTo("1,2");
        sql.execute("CALL adds(6)");
        assertThat(ask("SELECT max(n) FROM kept")).isEqualTo("6");
    }

    @Test
    void fetchesFromACursorThatIsGivenBack() throws SQLException {
        sql.execute("INSERT INTO kept VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        procedure(
                "result(least int, INOUT rs refcursor)",
                "BEGIN OPEN rs FOR SELECT n, label FROM kept WHERE n >= least ORDER BY n; END");
        connection.setAutoCommit(false);
        sql.execute("CALL result(2, 'mine')");
        assertThat(ask("FETCH NEXT FROM mine")).isEqualTo("2");
        assertThat(ask("FETCH ALL FROM mine")).isEqualTo("3");
        connection.commit();
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> ask("FETCH ALL FROM mine"));
        assertThat(e.getSQLState()).isEqualTo("34000");
        connection.rollback();
    }

    @Test
    void isEndedByTheClientsCancel() throws Exception {
        procedure("spin()", "BEGIN INSERT INTO kept VALUES (9, 'x'); LOOP NULL; END LOOP; END");
        sql.setQueryTimeout(1);
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> sql.execute("CALL spin()"));
        assertThat(e.getSQLState()).isEqualTo("57014");
        sql.setQueryTimeout(0);
        assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("0");
    }
}
