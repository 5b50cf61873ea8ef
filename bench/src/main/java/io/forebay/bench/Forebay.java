package io.forebay.bench;

import io.forebay.server.Server;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A server in this process, with bucket {@code lake} from a folder, and a connection over its wire. */
final class Forebay implements AutoCloseable {
    static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/bench' ";

    private final DataFolder folder;
    private final Server server;
    private final Connection connection;

    private final String database;

    Forebay(Path data, Path lake) throws SQLException, IOException {
        this(data, lake, Map.of(), "dev");
    }

    /** @param flags besides those that every benchmark has @param database of the warehouse */
    Forebay(Path data, Path lake, Map<String, String> flags, String database) throws SQLException, IOException {
        this.database = database;
        folder = DataFolder.open(data);
        folder.useForTemporaryFiles();
        SettingsBuilder settings = Settings.builder()
                .flag("data", data.toString())
                .flag("bucket", "lake=" + lake)
                .flag("sql-port", "0")
                .flag("http-port", "0");
        flags.forEach(settings::flag);
        server = Server.start(settings.build());
        connection = connect();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/" + database + "?sslmode=disable", "forebay", "");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.close();
        folder.close();
    }
}
