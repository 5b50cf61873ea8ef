package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Several users on one server, through PostgreSQL's JDBC driver. */
@Timeout(120)
class UsersIT {
    private static final String OWN = "the server's own";

    private static Server server;

    private Connection connection;
    private Statement root;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.PASSWORD, OWN)
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
        connection = connect("forebay", OWN);
        root = connection.createStatement();
        root.execute("CREATE TABLE sales (id INT, amount INT)");
        root.execute("INSERT INTO sales VALUES (1, 10), (2, 20)");
        root.execute("CREATE GROUP nobody");
        root.execute("CREATE USER mary PASSWORD 'Passw0rd' IN GROUP nobody");
    }

    @AfterEach
    void disconnect() throws SQLException {
        root.execute("DROP TABLE sales");
        root.execute("DROP USER IF EXISTS mary, maria");
        root.execute("DROP GROUP IF EXISTS nobody");
        connection.close();
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", user, password);
    }

    private static void refused(String user, String password) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> connect(user, password));
        assertThat(error.getSQLState()).isEqualTo("28P01");
        assertThat(error.getMessage()).contains("password authentication failed for user \"" + user + "\"");
    }

    private static void denied(Statement sql, String statement, String message) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> sql.execute(statement));
        assertThat(error.getSQLState()).isEqualTo("42501");
        assertThat(error.getMessage()).contains(message);
    }

    @Test
    void letsInWhoKnowsThePassword() throws SQLException {
        refused("mary", "wrong");
        refused("nobody", "Passw0rd");
        connect("mary", "Passw0rd").close();
        root.execute("ALTER USER mary RENAME TO maria");
        refused("mary", "Passw0rd");
        connect("maria", "Passw0rd").close();
        root.execute("ALTER USER maria PASSWORD 'An0ther'");
        refused("maria", "Passw0rd");
        connect("maria", "An0ther").close();
        root.execute("ALTER USER maria VALID UNTIL '2001-01-01'");
        refused("maria", "An0ther");
        root.execute("ALTER USER maria VALID UNTIL 'infinity' CONNECTION LIMIT 0");
        assertThatThrownBy(() -> connect("maria", "An0ther")).hasMessageContaining("too many connections for user");
        root.execute("ALTER USER maria CONNECTION LIMIT UNLIMITED PASSWORD DISABLE");
        refused("maria", "An0ther");
    }

    @Test
    void copiesFromAClientIntoWhatTheUserMayFill() throws Exception {
        try (Connection mary = connect("mary", "Passw0rd");
                Statement sql = mary.createStatement()) {
            CopyManager copies = mary.unwrap(PGConnection.class).getCopyAPI();
            SQLException refused = catchThrowableOfType(
                    SQLException.class, () -> copies.copyIn("COPY sales FROM STDIN", new StringReader("9\t9\n")));
            assertThat(refused.getSQLState()).isEqualTo("42501");
            sql.execute("CREATE TABLE public.own (a INT)");
            assertThat(copies.copyIn("COPY own FROM STDIN", new StringReader("1\n2\n")))
                    .isEqualTo(2);
            sql.execute("CREATE TEMP TABLE sales (a INT)");
            assertThat(copies.copyIn("COPY sales FROM STDIN", new StringReader("3\n")))
                    .isEqualTo(1);
            assertThat(copies.copyOut("COPY sales TO STDOUT", new StringWriter()))
                    .isEqualTo(1);
            sql.execute("DROP TABLE sales");
            sql.execute("DROP TABLE own");
        }
    }

    @Test
    void holdsEachToTheirRights() throws SQLException {
        root.execute("GRANT SELECT ON sales TO GROUP nobody");
        try (Connection mary = connect("mary", "Passw0rd");
                Statement sql = mary.createStatement();
                PreparedStatement query = mary.prepareStatement("SELECT sum(amount) FROM sales WHERE id <= ?")) {
            query.setInt(1, 2);
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(30);
            }
            denied(sql, "INSERT INTO sales VALUES (3, 3)", "permission denied for relation sales");
            denied(sql, "CREATE USER joe PASSWORD 'Passw0rd'", "must be superuser to create users");
            denied(sql, "SELECT * FROM forebay.principal", "permission denied for relation principal");
            sql.execute("CREATE TEMP TABLE mine AS SELECT * FROM sales");
            root.execute("REVOKE SELECT ON sales FROM GROUP nobody");
            assertThatThrownBy(query::executeQuery).hasMessageContaining("permission denied for relation sales");
            try (ResultSet row = sql.executeQuery("SELECT count(*), current_user FROM mine")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1) + row.getString(2)).isEqualTo("2mary");
            }
        }
    }
}
