package io.forebay.server.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** One connection to a server, over the wire that all clients use. For one thread. */
public final class SqlClient implements AutoCloseable {
    private static final Set<Integer> NUMBERS = Set.of(
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.DECIMAL,
            Types.NUMERIC,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE);

    /** Redshift's number of SUPER, and one for arrays of it, which there are not. */
    private static final int SUPER = 4000;

    private static final int SUPERS = 4001;

    /** Kept from collection, or its level is lost. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final Connection connection;

    private SqlClient(Connection connection) {
        this.connection = connection;
    }

    /** What a statement gave. */
    public record Answer(@Nullable Table table, String tag, List<String> notices) {
        public Answer {
            notices = List.copyOf(notices);
        }
    }

    /** Where to connect, and as whom; the password may be null. */
    public record Address(String host, int port, String database, String user, @Nullable String password) {}

    public static SqlClient connect(Address address) throws SQLException {
        DRIVER.setLevel(Level.OFF);
        String host = address.host().indexOf(':') >= 0 ? "[" + address.host() + "]" : address.host();
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "forebay sql");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        String url = "jdbc:postgresql://" + host + ":" + address.port() + "/" + address.database();
        Connection connection = DriverManager.getConnection(url, properties);
        nameSuper(connection);
        return new SqlClient(connection);
    }

    /** The driver would ask the server for the type, with a query that is PostgreSQL's own. */
    private static void nameSuper(Connection connection) throws SQLException {
        connection
                .unwrap(BaseConnection.class)
                .getTypeInfo()
                .addCoreType("super", SUPER, Types.VARCHAR, String.class.getName(), SUPERS);
    }

    /** Runs one statement to its end and takes its whole result. */
    public Answer run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql);
            Table table = null;
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    table = table(result);
                }
            }
            return new Answer(table, CommandTag.of(sql, statement.getLargeUpdateCount()), notices(statement));
        }
    }

    private static Table table(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Table.Column(meta.getColumnLabel(i), NUMBERS.contains(meta.getColumnType(i))));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(result.getString(i));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    private static List<String> notices(Statement statement) throws SQLException {
        List<String> notices = new ArrayList<>();
        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
            ServerErrorMessage server = each instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
            notices.add(
                    server == null
                            ? "NOTICE:  " + each.getMessage()
                            : server.getSeverity() + ":  " + server.getMessage());
        }
        return notices;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
