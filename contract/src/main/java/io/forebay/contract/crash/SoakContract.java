package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.FaultyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly once for as long as one likes: files arrive all the time, the server's process is killed again and again, and
 * its store fails at random. While it runs no file is there in part or twice, and at the end every row is there once.
 *
 * <p>The system properties {@code forebay.soak.seconds} and {@code forebay.soak.kill-seconds} tell how long it takes, and
 * how long each process lives.
 */
public abstract class SoakContract {
    private static final int ROWS = 20;
    private static final Duration BETWEEN_FILES = Duration.ofMillis(30);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String WRONG =
            "SELECT count(*) FROM (SELECT file_id FROM landed GROUP BY file_id HAVING count(*) <> " + ROWS
                    + " OR count(DISTINCT row_id) <> " + ROWS + ") w";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /**
     * The command that starts a server on this data folder with bucket {@code lake} in the other folder, behind a {@link
     * FaultyStore} of 2 %, on free ports of 127.0.0.1, printing its ready line.
     *
     * @param seed of the faults
     * @param faults where the server writes, again and again, how often each kind of fault has struck: a file of
     *     properties
     */
    protected abstract List<String> serverCommand(Path data, Path lake, long seed, Path faults);

    private final AtomicBoolean over = new AtomicBoolean();
    private int starts;

    private ServerProcess start() {
        starts++;
        List<String> command = serverCommand(
                folder.resolve("data"), folder.resolve("lake"), starts, folder.resolve("faults-" + starts));
        Path log = folder.resolve("server.log");
        ServerProcess server = ServerProcess.start(command, log);
        assertThat(server.port()).as(() -> "no server, its log is " + log(log)).isPositive();
        return server;
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void loadsEveryRowOnceHoweverLongItTakes() throws Exception {
        Duration all = Duration.ofSeconds(Long.getLong("forebay.soak.seconds", 8));
        Duration life = Duration.ofSeconds(Long.getLong("forebay.soak.kill-seconds", 4));
        Lake lake = new Lake(folder.resolve("lake"), ROWS);
        Files.createDirectories(folder.resolve("lake/in"));
        try (ServerProcess server = start()) {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql()
                    .run("COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                            + " JOB CREATE landing AUTO ON");
        }
        Thread writer = new Thread(() -> write(lake));
        writer.start();
        long end = System.nanoTime() + all.toNanos();
        int kills = 0;
        while (System.nanoTime() < end) {
            try (ServerProcess server = start()) {
                live(server, Math.min(end, System.nanoTime() + life.toNanos()));
                kills++;
            }
        }
        over.set(true);
        writer.join();
        finish(lake);
        System.out.println("soak: files=" + lake.files() + " kills=" + kills + " faults=" + faults());
    }

    /** One folder for each hundred files, as no pipeline puts a million into one. */
    private void write(Lake lake) {
        long start = System.nanoTime();
        while (!over.get()) {
            int file = lake.files();
            lake.add("in/" + file / 100, 1);
            LockSupport.parkNanos(start + (file + 1) * BETWEEN_FILES.toNanos() - System.nanoTime());
        }
    }

    private static void live(ServerProcess server, long until) throws SQLException {
        long check = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < until) {
            assertThat(server.running())
                    .as("the server runs until it is killed")
                    .isTrue();
            if (System.nanoTime() > check) {
                assertThat(server.sql().number(WRONG))
                        .as("files in part or twice")
                        .isZero();
                check = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private void finish(Lake lake) throws SQLException {
        long good = lake.goodFiles();
        try (ServerProcess server = start()) {
            long end = System.nanoTime() + LIMIT.toNanos();
            String done = "SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'";
            while (server.sql().number(done) < lake.files()) {
                assertThat(System.nanoTime()).as("waiting for all files").isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            assertThat(server.sql().number(WRONG)).as("files in part or twice").isZero();
            assertThat(server.sql().number("SELECT count(*) FROM landed")).isEqualTo(good * ROWS);
            assertThat(server.sql().number("SELECT count(DISTINCT file_id) FROM landed"))
                    .isEqualTo(good);
            assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                    .isEqualTo(good);
            assertThat(server.sql().number("SELECT sum(loaded_rows) FROM sys_load_history WHERE status = 'completed'"))
                    .isEqualTo(good * ROWS);
        }
    }

    /** How often each kind has struck, over all processes. */
    private Properties faults() {
        Properties sums = new Properties();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("faults-"))
                    .toList()) {
                Properties one = new Properties();
                one.load(Files.newBufferedReader(file));
                one.forEach((kind, count) -> sums.merge(kind, count, (a, b) -> String.valueOf(number(a) + number(b))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (FaultyStore.Kind kind : FaultyStore.Kind.values()) {
            assertThat(number(sums.getOrDefault(kind.name(), "0")))
                    .as(kind.name())
                    .isPositive();
        }
        return sums;
    }

    private static long number(Object text) {
        return Long.parseLong(text.toString());
    }
}
