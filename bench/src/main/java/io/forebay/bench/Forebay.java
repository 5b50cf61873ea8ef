package io.forebay.bench;

import io.forebay.server.Server;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A server in this process, with bucket {@code lake} from a folder, and a connection over its wire. */
final class Forebay implements AutoCloseable {
    static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/bench' ";

    private final DataFolder folder;
    private final Server server;
    private final Connection connection;

    Forebay(Path data, Path lake) throws SQLException, IOException {
        folder = DataFolder.open(data);
        folder.useForTemporaryFiles();
        server = Server.start(Settings.builder()
                .flag("data", data.toString())
                .flag("bucket", "lake=" + lake)
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .build());
        connection = connect();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
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
