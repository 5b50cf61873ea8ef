package io.forebay.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.auth.UserDirectory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL's JDBC driver against the wire. */
@Timeout(60)
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
        for (String mode : new String[] {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"}) {
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
    void readsEveryTypeAsTextAndInBinary() throws SQLException {
        for (String binary : new String[] {"false", "true"}) {
            try (Connection connection = connect("prepareThreshold", "1", "binaryTransfer", binary);
                    PreparedStatement statement = connection.prepareStatement("SELECT types")) {
                for (int run = 0; run < 3; run++) {
                    try (ResultSet row = statement.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertValues(row);
                        assertThat(row.next()).isTrue();
                        for (int i = 1; i <= 17; i++) {
                            assertThat(row.getString(i)).isNull();
                        }
                    }
                }
            }
        }
    }

    private static void assertValues(ResultSet row) throws SQLException {
        assertThat(row.getBoolean("bool")).isTrue();
        assertThat(row.getShort("int2")).isEqualTo((short) -2);
        assertThat(row.getInt("int4")).isEqualTo(4_000_000);
        assertThat(row.getLong("int8")).isEqualTo(8_000_000_000L);
        assertThat(row.getFloat("float4")).isEqualTo(1.1f);
        assertThat(row.getDouble("float8")).isEqualTo(1e20);
        assertThat(row.getBigDecimal("numeric")).isEqualTo(new BigDecimal("-12345678.9000"));
        assertThat(row.getString("bpchar")).isEqualTo("ab   ");
        assertThat(row.getString("varchar")).isEqualTo("żółw 🐢");
        assertThat(row.getObject("date", LocalDate.class)).isEqualTo("2024-03-05");
        assertThat(row.getObject("time", LocalTime.class)).isEqualTo("14:07:09.123");
        assertThat(row.getObject("timetz", OffsetTime.class).withOffsetSameInstant(ZoneOffset.ofHours(1)))
                .isEqualTo("14:07:09.5+01:00");
        assertThat(row.getObject("timestamp", LocalDateTime.class)).isEqualTo("2024-03-05T14:07:09.123");
        assertThat(row.getObject("timestamptz", OffsetDateTime.class).toInstant())
                .isEqualTo("2024-03-05T14:07:09.123456Z");
        assertThat(row.getString("super")).isEqualTo("{\"a\":1}");
        assertThat(row.getBytes("varbyte")).containsExactly(0, 0xff, 16);
        assertThat(row.getString("other")).isEqualTo("anything");
        assertThat(row.getMetaData().getPrecision(7)).isEqualTo(20);
        assertThat(row.getMetaData().getScale(7)).isEqualTo(4);
        assertThat(row.getMetaData().getColumnDisplaySize(9)).isEqualTo(20);
        assertThat(row.getMetaData().getColumnType(9)).isEqualTo(Types.VARCHAR);
    }

    @Test
    void sendsParametersAsTextAndInBinary() throws SQLException {
        for (String binary : new String[] {"false", "true"}) {
            try (Connection connection = connect("prepareThreshold", "1", "binaryTransfer", binary);
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT echo ? ? ? ? ? ? ? ? ? ? ? ? ?")) {
                for (int run = 0; run < 3; run++) {
                    bind(statement);
                    assertThat(rows(statement.executeQuery()))
                            .containsExactly(
                                    "Boolean true",
                                    "Long -2",
                                    "Long 4000000",
                                    "Long 8000000000",
                                    "Double 1.5",
                                    "Double 1.0E20",
                                    "BigDecimal -12.50",
                                    "String żółw",
                                    "byte[] [0, -1]",
                                    "String ",
                                    "null null",
                                    "LocalDate 2024-03-05",
                                    "LocalDateTime 2024-03-05T14:07:09");
                }
            }
        }
    }

    private static void bind(PreparedStatement statement) throws SQLException {
        statement.setBoolean(1, true);
        statement.setShort(2, (short) -2);
        statement.setInt(3, 4_000_000);
        statement.setLong(4, 8_000_000_000L);
        statement.setFloat(5, 1.5f);
        statement.setDouble(6, 1e20);
        statement.setBigDecimal(7, new BigDecimal("-12.50"));
        statement.setString(8, "żółw");
        statement.setBytes(9, new byte[] {0, -1});
        statement.setString(10, "");
        statement.setNull(11, Types.INTEGER);
        statement.setObject(12, LocalDate.of(2024, 3, 5));
        statement.setObject(13, LocalDateTime.of(2024, 3, 5, 14, 7, 9));
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return rows;
    }

    @Test
    void leavesTheTypeOfADateOpen() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT echo ?")) {
            statement.setDate(1, Date.valueOf("2024-12-01"));
            assertThat(rows(statement.executeQuery()).get(0)).startsWith("String 2024-12-01");
        }
    }

    @Test
    void tellsTheTypesOfParametersAndColumns() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT echo ? ?")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(statement.getMetaData().getColumnName(2)).isEqualTo("value");
        }
    }

    @Test
    void readsRowsInPortions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(1000);
            long sum = 0;
            try (ResultSet result = statement.executeQuery("SELECT rows 1000000")) {
                while (result.next()) {
                    sum += result.getLong(1);
                }
            }
            connection.commit();
            assertThat(sum).isEqualTo(499_999_500_000L);
        }
    }

    @Test
    void keepsSeveralPortionsOfOnePreparedStatementApart() throws SQLException {
        try (Connection connection = connect("prepareThreshold", "1");
                PreparedStatement first = connection.prepareStatement("SELECT rows 10");
                PreparedStatement second = connection.prepareStatement("SELECT rows 10")) {
            connection.setAutoCommit(false);
            first.setFetchSize(3);
            second.setFetchSize(4);
            try (ResultSet a = first.executeQuery();
                    ResultSet b = second.executeQuery()) {
                for (int i = 0; i < 10; i++) {
                    assertThat(a.next() && b.next()).isTrue();
                    assertThat(a.getLong(1)).isEqualTo(i);
                    assertThat(b.getLong(1)).isEqualTo(i);
                }
            }
            connection.rollback();
        }
    }

    @Test
    void runsABatchInOneTransaction() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("INSERT ?")) {
            for (int i = 0; i < 100; i++) {
                statement.setInt(1, i);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).hasSize(100).containsOnly(1);
        }
        assertThat(sessions.events())
                .filteredOn(event -> !event.startsWith("SET"))
                .startsWith("beginImplicit", "INSERT $1")
                .contains("endImplicit true");
        assertThat(sessions.events()).filteredOn("beginImplicit"::equals).hasSize(1);
    }

    @Test
    void runsASingleStatementWithoutATransactionAroundIt() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT x");
            statement.execute("DROP JOB");
        }
        assertThat(sessions.events()).contains("INSERT x").doesNotContain("beginImplicit");
    }

    @Test
    void commitsAndRollsBack() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT x");
            connection.commit();
            assertThatThrownBy(() -> statement.execute("FAIL")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("INSERT y"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
            connection.rollback();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
        assertThat(sessions.events()).contains("BEGIN", "COMMIT", "ROLLBACK");
    }

    @Test
    void cancelsAtTheTimeLimit() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long from = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("SELECT sleep"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @Test
    void showsSqlStateHintAndPosition() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("FAIL it"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"))
                    .hasMessageContaining("Hint: Look again.")
                    .hasMessageContaining("Position: 6");
        }
    }

    @Test
    void passesNoticesOn() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("NOTICE");
            assertThat(statement.getWarnings().getMessage()).isEqualTo("Load into table 't' completed.");
        }
    }
}
