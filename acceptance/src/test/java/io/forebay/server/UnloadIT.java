package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/** UNLOAD through a whole server into a folder, asked for by PostgreSQL's JDBC driver. */
@Timeout(120)
class UnloadIT {
    @TempDir
    Path folder = Path.of("");

    private Server server;
    private Connection connection;
    private Statement sql;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("lake"));
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.BUCKETS, "lake=lake")
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
        sql = connection.createStatement();
        sql.execute("CREATE TABLE t (id int, kind varchar(10), x float8)");
        sql.execute("INSERT INTO t SELECT i, 'k' || (i % 3), i / 8.0 FROM range(300) r(i)");
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private List<String> files() throws IOException {
        Path lake = folder.resolve("lake");
        try (Stream<Path> paths = Files.walk(lake)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> lake.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private String text(String key) throws IOException {
        return Files.readString(folder.resolve("lake").resolve(key));
    }

    private String ask(String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void writesPartitionsAndCleansOnlyThem() throws Exception {
        assertThat(sql.execute("UNLOAD ('SELECT id, kind FROM t WHERE id < 6 ORDER BY id') TO 's3://lake/out'"
                        + " IAM_ROLE default PARTITION BY (kind) CSV MANIFEST"))
                .isFalse();
        assertThat(sql.getWarnings().getMessage()).isEqualTo("UNLOAD completed, 6 record(s) unloaded successfully.");
        assertThat(files())
                .containsExactly(
                        "out/kind=k0/0000_part_00",
                        "out/kind=k1/0000_part_00",
                        "out/kind=k2/0000_part_00",
                        "out/manifest");
        assertThat(text("out/kind=k1/0000_part_00")).isEqualTo("1\n4\n");
        SQLException refused = catchThrowableOfType(
                SQLException.class,
                () -> sql.execute("UNLOAD ('SELECT 1 a, ''k1'' kind') TO 's3://lake/out/' PARTITION BY (kind)"));
        assertThat(refused.getMessage()).contains("Specified unload destination on S3 is not empty.");
        assertThat(refused.getSQLState()).isEqualTo("55000");
        sql.execute(
                "UNLOAD ('SELECT 1 a, ''k1'' kind') TO 's3://lake/out/' PARTITION BY (kind) CLEANPATH PARALLEL OFF");
        assertThat(files())
                .containsExactly(
                        "out/kind=k0/0000_part_00", "out/kind=k1/000", "out/kind=k2/0000_part_00", "out/manifest");
        sql.execute("UNLOAD ('SELECT 1') TO 's3://lake/out/' CLEANPATH ZSTD");
        assertThat(files()).containsExactly("out/0000_part_00.zst");
        assertThat(ask("SELECT pg_last_unload_count()")).isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM stl_unload_log")).isEqualTo("5");
    }

    @Test
    void takesBackWhatItWroteWhenTheFolderRefuses() throws Exception {
        Files.createDirectories(folder.resolve("lake/o"));
        Files.writeString(folder.resolve("lake/o/kind=k1"), "in the way");
        SQLException e = catchThrowableOfType(
                SQLException.class,
                () -> sql.execute(
                        "UNLOAD ('SELECT id, kind FROM t') TO 's3://lake/o' ALLOWOVERWRITE PARTITION BY (kind)"));
        assertThat(e.getSQLState()).isEqualTo("22023");
        assertThat(files()).containsExactly("o/kind=k1");
        assertThat(ask("SELECT status FROM sys_unload_history")).isEqualTo("aborted");
        assertThat(scratch()).isEmpty();
    }

    private static List<Path> scratch() throws IOException {
        try (Stream<Path> paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("unload-"))
                    .toList();
        }
    }

    @Test
    void tellsWhereTheQueryIsWrong() {
        String text = "UNLOAD ('SELECT id, ''x'',\n nothere FROM t') TO 's3://lake/x'";
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> sql.execute(text));
        assertThat(e.getSQLState()).isEqualTo("42703");
        assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(text.indexOf("nothere") + 1);
    }

    @Test
    void aCancelLeavesNothing() throws Exception {
        CompletableFuture<SQLException> ended = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                SQLException.class,
                () -> sql.execute(
                        "UNLOAD ('SELECT a.i, b.i, repeat(''x'', 500) FROM range(100000) a(i), range(100000) b(i)')"
                                + " TO 's3://lake/x' GZIP")));
        try (Connection other = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
                Statement look = other.createStatement()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            boolean writing = false;
            while (!writing && System.nanoTime() < end) {
                try (ResultSet rows = look.executeQuery(
                        "SELECT count(*) FROM sys_unload_history WHERE status = 'running' AND unloaded_rows > 10000")) {
                    rows.next();
                    writing = rows.getInt(1) == 1;
                }
            }
            assertThat(writing).isTrue();
        }
        sql.cancel();
        assertThat(ended.get(30, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
        assertThat(files()).isEmpty();
        assertThat(scratch()).isEmpty();
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }
}
