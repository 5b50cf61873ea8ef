package io.forebay.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.auth.UserDirectory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PgJdbcTest {
    private final FakeSessions sessions = new FakeSessions();
    private final WireServer server =
            new WireServer(sessions, WireSettings.loopback(0), UserDirectory.openTo("forebay"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect(String... settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "forebay");
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", properties);
    }

    @Test
    void queriesWithBothProtocols() throws SQLException {
        for (String mode : new String[] {"simple", "extended"}) {
            try (Connection connection = connect("preferQueryMode", mode);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT 1")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getInt("one")).isEqualTo(1);
                assertThat(result.next()).isFalse();
            }
        }
    }

    @Test
    void readsRowsInPortions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(7);
            long sum = 0;
            try (ResultSet result = statement.executeQuery("SELECT rows 100")) {
                while (result.next()) {
                    sum += result.getLong(1);
                }
            }
            connection.commit();
            assertThat(sum).isEqualTo(4950);
        }
    }

    @Test
    void showsSqlState() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("FAIL it"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
        }
    }
}
