package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Exactly once under every crash: the server's process is killed at each named step of a load and at random, started
 * again, and every row of every good file is there once, no row of a bad one, with the ledger saying the same.
 *
 * <p>How many random kills is told by the system property {@code forebay.crash.kills}.
 */
public abstract class CrashContract extends Crashes {
    /** The number of random kills when nobody says otherwise. */
    protected int randomKills() {
        return Integer.getInteger("forebay.crash.kills", 12);
    }

    /** Whether rows can be marked with their file: a warehouse whose own COPY reads the files has no LINEAGE. */
    protected boolean marksRows() {
        return true;
    }

    @ParameterizedTest
    @CrashAt({"LISTED", "READING", "ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"})
    void loadsEachFileOfAJobOnceAfterCrashAt(String step) {
        Lake lake = new Lake(folder.resolve("lake"));
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = startWithJob(step, occurrence, job(""))) {
                addUntilItEnds(server, lake, "in/a" + occurrence);
            }
        }
        finishAndCheck(lake);
    }

    @ParameterizedTest
    @CrashAt(
            value = {"AFTER_COMMIT"},
            all = {"READING", "BEFORE_COMMIT"})
    void backfillsEachFileOnceAfterCrashAt(String step) {
        Lake lake = new Lake(folder.resolve("lake"));
        lake.add("in/old", 3 * Lake.BAD_EVERY);
        try (ServerProcess server = start(step, 1)) {
            try {
                createJob(server, " BACKFILL");
            } catch (AssertionError lost) {
                // The job loads before its user is answered.
                server.awaitEnd();
            }
            addUntilItEnds(server, lake, "in/new");
        }
        finishAndCheck(lake);
    }

    @ParameterizedTest
    @CrashAt(
            value = {"BEFORE_COMMIT", "AFTER_COMMIT"},
            all = {"ROWS_LOADED"})
    void replacesTheRowsOfAChangedFileOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        int files = Lake.BAD_EVERY - 1;
        lake.add("in/a", files);
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE versions (file_id int, row_id int, f varchar(1024))");
            String job = "COPY versions (file_id, row_id) FROM 's3://lake/in'"
                    + " IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP LINEAGE (FILE f)"
                    + " JOB CREATE landing AUTO ON BACKFILL ON CHANGE REPLACE";
            if (!marksRows()) {
                assertThatThrownBy(() -> server.sql().run(job)).hasMessageContaining("LINEAGE is not supported here");
                return;
            }
            server.sql().run(job);
            server.sql().run("COPY JOB RUN landing");
        }
        int version = 0;
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = start(step, occurrence)) {
                version = overwriteUntilItEnds(server, lake, files, version);
            }
        }
        try (ServerProcess server = start("", 0)) {
            awaitVersion(server, files, version);
            assertThat(server.sql().number("SELECT count(*) FROM (SELECT DISTINCT file_id, row_id FROM versions) d"))
                    .isEqualTo((long) files * Lake.ROWS);
            assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                    .isEqualTo(files);
        }
    }

    @ParameterizedTest
    @CrashAt(
            value = {"BEFORE_COMMIT", "AFTER_COMMIT"},
            all = {"ROWS_LOADED", "BEFORE_REPLY"})
    void loadsEachContentOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = startWithJob(step, occurrence, job(" ON DUPLICATE CONTENT SKIP"))) {
                untilItEnds(server, MOST_FILES, BETWEEN_FILES, () -> {
                    lake.add("in/a", 1);
                    lake.repeat("in/b");
                });
            }
        }
        long rows = (long) lake.goodFiles() * Lake.ROWS;
        try (ServerProcess server = start("", 0)) {
            long end = System.nanoTime() + LIMIT.toNanos();
            String done = "SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'";
            while (server.sql().number(done) < 2L * lake.files()) {
                assertThat(System.nanoTime()).as("waiting for all files").isLessThan(end);
                server.sql().run("COPY JOB RUN landing");
            }
            assertThat(server.sql().number("SELECT count(*) FROM landed")).isEqualTo(rows);
            assertThat(server.sql().number("SELECT count(*) FROM (SELECT DISTINCT file_id, row_id FROM landed) d"))
                    .isEqualTo(rows);
            assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'D'"))
                    .isEqualTo(lake.goodFiles());
        }
    }

    /** More and more slowly: a file that changes while it is read gets no further than that. */
    private static int overwriteUntilItEnds(ServerProcess server, Lake lake, int files, int version) {
        int next = version;
        Duration pause = Duration.ofMillis(50);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.running()) {
            assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
            next++;
            for (int file = 0; file < files; file++) {
                lake.overwrite("in/a", file, next * Lake.ROWS);
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(5).dividedBy(4);
        }
        return next;
    }

    /** Each row of the newest version once, and no row of another. */
    private static void awaitVersion(ServerProcess server, int files, int version) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String old = "SELECT count(*) FROM versions WHERE row_id < " + version * Lake.ROWS;
        while (server.sql().number(old) > 0) {
            assertThat(System.nanoTime()).as("waiting for the newest version").isLessThan(end);
            server.sql().run("COPY JOB RUN landing");
        }
        assertThat(server.sql().number("SELECT count(*) FROM versions")).isEqualTo((long) files * Lake.ROWS);
    }

    /** Whether Forebay runs a COPY that makes no job; else the warehouse does, and a crash of Forebay is none of its own. */
    protected boolean runsPlainCopies() {
        return true;
    }

    @ParameterizedTest
    @CrashAt(
            value = {"READING", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"},
            all = {"LISTED", "ROWS_LOADED"})
    void leavesAPlainCopyWholeOrUndoneAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        lake.add("plain/a", Lake.BAD_EVERY - 1);
        try (ServerProcess server = start(step, 1)) {
            server.sql().run("CREATE TABLE copied (file_id int, row_id int)");
            String copy = "COPY copied FROM 's3://lake/plain' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP";
            if (!runsPlainCopies()) {
                server.sql().run(copy);
                assertThat(server.sql().number("SELECT count(*) FROM copied"))
                        .isEqualTo((Lake.BAD_EVERY - 1L) * Lake.ROWS);
                return;
            }
            try {
                server.sql().run(copy);
            } catch (SQLException lost) {
                server.awaitEnd();
            }
            server.awaitEnd();
        }
        try (ServerProcess server = start("", 0)) {
            long rows = server.sql().number("SELECT count(*) FROM copied");
            boolean durable = step.equals("AFTER_COMMIT") || step.equals("BEFORE_REPLY");
            assertThat(rows).isEqualTo(durable ? (Lake.BAD_EVERY - 1L) * Lake.ROWS : 0);
            assertThat(server.sql().number("SELECT coalesce(sum(loaded_rows), 0) FROM sys_load_history"))
                    .isEqualTo(rows);
            assertThat(server.sql().number("SELECT count(*) FROM stl_load_commits"))
                    .isEqualTo(durable ? Lake.BAD_EVERY - 1 : 0);
        }
    }

    @Test
    void loadsEachFileOnceThroughRandomKills() {
        long seed = Long.getLong("forebay.crash.seed", 20_020_615L);
        Random random = new Random(seed);
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            createJob(server, "");
        }
        for (int kill = 0; kill < randomKills(); kill++) {
            try (ServerProcess server = start("", 0)) {
                long end = System.nanoTime()
                        + Duration.ofMillis(20 + random.nextInt(400)).toNanos();
                while (System.nanoTime() < end) {
                    lake.add("in/k" + kill, 1);
                    LockSupport.parkNanos(BETWEEN_FILES.toNanos());
                }
                server.kill();
            }
        }
        finishAndCheck(lake);
    }
}
