package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CabSalesTest {
    private static final Path EXAMPLE = Path.of("cab-sales");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void loadsBothCompaniesAndFailsTheBadFileAlone() throws Exception {
        Path lake = folder.resolve("lake");
        Settings settings = Settings.builder()
                .flag("data", folder.resolve("data").toString())
                .flag("bucket", "lake=" + lake)
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .build();
        Files.createDirectories(folder.resolve("data"));
        try (Server server = Server.start(settings);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "")) {
            answers(connection, EXAMPLE.resolve("setup.sql"));
            int files = put(EXAMPLE.resolve("data"), lake);
            await(connection, files);
            assertThat(answers(connection, EXAMPLE.resolve("check.sql")))
                    .isEqualTo(Files.readAllLines(EXAMPLE.resolve("expected.txt")));
        }
    }

    private static int put(Path from, Path lake) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = lake.resolve(from.relativize(file).toString());
            Files.createDirectories(
                    lake.resolve(from.relativize(file).getName(0).toString()));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return files.size();
    }

    private static void await(Connection connection, int files) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String seen = "";
        while (!seen.equals(Integer.toString(files))) {
            assertThat(System.nanoTime()).as("files done: " + seen).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
            seen = answer(connection, "SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'")
                    .get(0);
        }
    }

    /** The rows that the statements of a file answer, values separated by {@code |}. */
    private static List<String> answers(Connection connection, Path file) throws IOException, SQLException {
        List<String> lines = new ArrayList<>();
        for (String sql : Files.readString(file).split(";\\s*\n", -1)) {
            if (!sql.isBlank()) {
                lines.addAll(answer(connection, sql));
            }
        }
        return lines;
    }

    private static List<String> answer(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return lines;
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    StringJoiner line = new StringJoiner("|");
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        line.add(rows.getString(column));
                    }
                    lines.add(line.toString());
                }
            }
        }
        return lines;
    }
}
