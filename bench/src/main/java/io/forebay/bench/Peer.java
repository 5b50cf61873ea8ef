package io.forebay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB alone, as fast as it goes: the same driver, a file of its own, as many threads, its own memory limit, and row
 * order given up.
 */
final class Peer implements AutoCloseable {
    private final Connection connection;

    Peer(Path file, int threads) throws SQLException, IOException {
        Files.deleteIfExists(file);
        connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        run("SET threads=" + threads);
        run("SET preserve_insertion_order=false");
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
    }
}
