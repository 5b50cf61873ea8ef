package io.forebay.examples;

import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this module on a real server of its own, with bucket {@code lake}. */
final class Example implements AutoCloseable {
    private final Path example;
    private final Path lake;
    private final Server server;
    private final Connection connection;

    /** @param folder an empty one, for the server's data and the bucket */
    Example(String name, Path folder) throws Exception {
        this.example = Path.of(name);
        this.lake = folder.resolve("lake");
        Settings settings = Settings.builder()
                .flag("data", folder.resolve("data").toString())
                .flag("bucket", "lake=" + lake)
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .build();
        Files.createDirectories(folder.resolve("data"));
        server = Server.start(settings);
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
    }

    /** Puts the example's data files whose name starts so into the bucket. @return how many there are */
    int put(String start) throws IOException {
        Path data = example.resolve("data");
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
        for (Path file : files) {
            Path key = data.relativize(file);
            Files.createDirectories(lake.resolve(key.getName(0).toString()));
            Files.copy(file, lake.resolve(key.toString()), StandardCopyOption.REPLACE_EXISTING);
        }
        return files.size();
    }

    /** The lines of one of the example's files. */
    List<String> lines(String file) throws IOException {
        return Files.readAllLines(example.resolve(file));
    }

    /** The rows that the statements of one of the example's files answer. */
    List<String> run(String file) throws IOException, SQLException {
        return Answers.of(connection, example.resolve(file));
    }

    /** The rows that a statement answers. */
    List<String> answer(String sql) throws SQLException {
        return Answers.of(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.close();
    }
}
