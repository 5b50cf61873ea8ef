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

    static final Duration BETWEEN_FILES = Duration.ofMillis(5);

    /** How many files come before a crash at most: a slow machine should not have more to do. */
    static final int MOST_FILES = 60;

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

    /** {@link #start} for the {@code occurrence}-th time; the first has no job yet. */
    ServerProcess startWithJob(String haltAt, int occurrence, String... statements) {
        if (occurrence > 1) {
            return start(haltAt, occurrence);
        }
        if (haltAt.equals("LISTED")) {
            // Making a job lists its prefix.
            try (ServerProcess server = start("", 0)) {
                run(server, statements);
            }
            return start(haltAt, occurrence);
        }
        ServerProcess server = start(haltAt, occurrence);
        run(server, statements);
        return server;
    }

    static void run(ServerProcess server, String... statements) {
        try {
            for (String statement : statements) {
                server.sql().run(statement);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A table and a job that loads it. */
    static String[] job(String options) {
        return new String[] {
            "CREATE TABLE landed (file_id int, row_id int)",
            "COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                    + " JOB CREATE landing AUTO ON" + options
        };
    }

    static void createJob(ServerProcess server, String options) {
        run(server, job(options));
    }

    static void addUntilItEnds(ServerProcess server, Lake lake, String prefix) {
        untilItEnds(server, MOST_FILES, BETWEEN_FILES, () -> lake.add(prefix, 1));
    }

    /** Does something again and again, up to so many times, until the server has crashed. */
    static void untilItEnds(ServerProcess server, int most, Duration between, Runnable work) {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int time = 0; server.running(); time++) {
            assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
            if (time < most) {
                work.run();
            }
            LockSupport.parkNanos(between.toNanos());
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
