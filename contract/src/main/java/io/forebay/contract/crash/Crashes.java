package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at a named step and started again, and what must be in its table and ledger then. */
abstract class Crashes {
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** How often a server is killed at the same step before it may finish. */
    static final int OCCURRENCES = Integer.getInteger("forebay.crash.occurrences", 1);

    static final Duration BETWEEN_FILES = Duration.ofMillis(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /**
     * The command that starts a server on this data folder with bucket {@code lake} in the other folder, on free ports of
     * 127.0.0.1, printing its ready line.
     *
     * @param haltAt the step at which the process halts when it comes there for the {@code occurrence}-th time; empty for
     *     never
     */
    protected abstract List<String> serverCommand(Path data, Path lake, String haltAt, int occurrence);

    ServerProcess start(String haltAt, int occurrence) {
        List<String> command = serverCommand(folder.resolve("data"), folder.resolve("lake"), haltAt, occurrence);
        return ServerProcess.start(command, folder.resolve("server.log"));
    }

    static void createJob(ServerProcess server) {
        createJob(server, "");
    }

    static void createJob(ServerProcess server, String options) {
        try {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql()
                    .run("COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                            + " JOB CREATE landing AUTO ON" + options);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void addUntilItEnds(ServerProcess server, Lake lake, String prefix) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.running()) {
            assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
            lake.add(prefix, 1);
            LockSupport.parkNanos(BETWEEN_FILES.toNanos());
        }
    }

    void finishAndCheck(Lake lake) {
        try (ServerProcess server = start("", 0)) {
            server.sql().run("COPY JOB RUN landing");
            awaitAll(server, lake);
            check(server, lake);
        } catch (SQLException e) {
            throw new AssertionError("after " + lake.files() + " files", e);
        }
    }

    static void awaitAll(ServerProcess server, Lake lake) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'") < lake.files()) {
            assertThat(System.nanoTime()).as("waiting for all files").isLessThan(end);
            server.sql().run("COPY JOB RUN landing");
        }
    }

    static void check(ServerProcess server, Lake lake) throws SQLException {
        long good = lake.goodFiles();
        long rows = good * Lake.ROWS;
        assertThat(server.sql().number("SELECT count(*) FROM landed"))
                .as("rows")
                .isEqualTo(rows);
        assertThat(server.sql().number("SELECT count(*) FROM (SELECT DISTINCT file_id, row_id FROM landed) d"))
                .as("rows that are unlike")
                .isEqualTo(rows);
        assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                .as("files ingested")
                .isEqualTo(good);
        assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'"))
                .as("files failed")
                .isEqualTo(lake.files() - good);
        assertThat(server.sql().number("SELECT count(DISTINCT filename) FROM stl_load_commits"))
                .as("files committed")
                .isEqualTo(good);
        assertThat(server.sql().number("SELECT sum(loaded_rows) FROM sys_load_history WHERE status = 'completed'"))
                .as("rows in the ledger")
                .isEqualTo(rows);
    }
}
