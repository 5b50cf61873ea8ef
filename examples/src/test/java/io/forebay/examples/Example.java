package io.forebay.examples;

import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of this module on a real server of its own, with bucket {@code lake}. */
final class Example implements AutoCloseable {
    private final Path example;
    private final Path lake;
    private final Server server;
    private final Connection connection;

    /**
     * With the example's own settings, if it has some.
     *
     * @param folder for the server's data and the bucket: an empty one, or that of an example before
     */
    Example(String name, Path folder) throws Exception {
        this.example = Path.of(name);
        this.lake = folder.resolve("lake");
        SettingsBuilder settings = Settings.builder(example).file(null);
        flags(folder).forEach(settings::flag);
        Files.createDirectories(folder.resolve("data"));
        server = Server.start(settings.build());
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
    }

    /** What it is told beside its own settings. State machines ask at once whether something is over. */
    static Map<String, String> flags(Path folder) {
        return Map.of(
                "data", folder.resolve("data").toAbsolutePath().toString(),
                "bucket", "lake=" + folder.resolve("lake").toAbsolutePath(),
                "pipeline", "WAIT=0",
                "sql-port", "0",
                "http-port", "0");
    }

    int httpPort() {
        return server.httpPort();
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
