package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exactly once under every crash: the server's process is killed at each named step of a load and at random, started
 * again, and every row of every good file is there once, no row of a bad one, with the ledger saying the same.
 *
 * <p>How many random kills is told by the system property {@code forebay.crash.kills}.
 */
public abstract class CrashContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration BETWEEN_FILES = Duration.ofMillis(3);

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

    /** The number of random kills when nobody says otherwise. */
    protected int randomKills() {
        return Integer.getInteger("forebay.crash.kills", 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTED", "READING", "ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"})
    void loadsEachFileOfAJobOnceAfterCrashAt(String step) {
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            createJob(server);
        }
        for (int occurrence = 1; occurrence <= 2; occurrence++) {
            try (ServerProcess server = start(step, occurrence)) {
                addUntilItEnds(server, lake, "in/a" + occurrence);
            }
        }
        finishAndCheck(lake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"READING", "BEFORE_COMMIT", "AFTER_COMMIT"})
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
    @ValueSource(strings = {"ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT"})
    void replacesTheRowsOfAChangedFileOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        int files = Lake.BAD_EVERY - 1;
        lake.add("in/a", files);
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE versions (file_id int, row_id int, f varchar(1024))");
            server.sql()
                    .run("COPY versions (file_id, row_id) FROM 's3://lake/in'"
                            + " IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP LINEAGE (FILE f)"
                            + " JOB CREATE landing AUTO ON BACKFILL ON CHANGE REPLACE");
            server.sql().run("COPY JOB RUN landing");
        }
        int version = 0;
        for (int occurrence = 1; occurrence <= 2; occurrence++) {
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

    /** Each manifest names two files of its own and two that the one before has too; some a bad one, or it is late. */
    @ParameterizedTest
    @ValueSource(strings = {"LISTED", "READING", "ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"})
    void loadsWhatManifestsNameAsOneAndOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql()
                    .run("COPY landed FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                            + " JOB CREATE landing AUTO ON TRIGGER MANIFEST 's3://lake/m/*.manifest'");
        }
        int manifests = 0;
        for (int occurrence = 1; occurrence <= 2; occurrence++) {
            try (ServerProcess server = start(step, occurrence)) {
                long end = System.nanoTime() + LIMIT.toNanos();
                while (server.running()) {
                    assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
                    addManifest(lake, manifests++);
                    LockSupport.parkNanos(BETWEEN_FILES.toNanos());
                }
            }
        }
        try (ServerProcess server = start("", 0)) {
            checkManifests(server, lake, manifests);
        }
    }

    private static void addManifest(Lake lake, int number) {
        int first = lake.files();
        boolean late = number % 3 == 1;
        if (!late) {
            lake.add("in", 2);
        }
        lake.manifest("m/" + number + ".manifest", "in", Math.max(0, first - 2), first + 2);
        if (late) {
            lake.add("in", 2);
        }
    }

    /** A manifest that names a bad file brings nothing; a good file that is in another one comes with that. */
    private static void checkManifests(ServerProcess server, Lake lake, int manifests) throws SQLException {
        boolean[] named = new boolean[lake.files()];
        int good = 0;
        for (int number = 0; number < manifests; number++) {
            int first = Math.max(0, 2 * number - 2);
            boolean bad = false;
            for (int file = first; file < 2 * number + 2; file++) {
                bad |= Lake.bad(file);
            }
            good += bad ? 0 : 1;
            for (int file = first; file < 2 * number + 2 && !bad; file++) {
                named[file] = true;
            }
        }
        long files = 0;
        for (boolean each : named) {
            files += each ? 1 : 0;
        }
        String status = "SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I' AND file_name LIKE '%.manifest'";
        String done = "SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P' AND file_name LIKE '%.manifest'";
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.sql().number(done) < manifests) {
            assertThat(System.nanoTime()).as("waiting for all manifests").isLessThan(end);
            server.sql().run("COPY JOB RUN landing");
        }
        assertThat(server.sql().number(status)).as("manifests ingested").isEqualTo(good);
        assertThat(server.sql().number("SELECT count(*) FROM landed"))
                .as("rows")
                .isEqualTo(files * Lake.ROWS);
        assertThat(server.sql().number("SELECT count(*) FROM (SELECT DISTINCT file_id, row_id FROM landed) d"))
                .as("rows that are unlike")
                .isEqualTo(files * Lake.ROWS);
        assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                .as("files and manifests ingested")
                .isEqualTo(files + good);
        assertThat(server.sql().number("SELECT sum(loaded_rows) FROM sys_load_history WHERE status = 'completed'"))
                .as("rows in the ledger")
                .isEqualTo(files * Lake.ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"})
    void loadsEachContentOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            createJob(server, " ON DUPLICATE CONTENT SKIP");
        }
        for (int occurrence = 1; occurrence <= 2; occurrence++) {
            try (ServerProcess server = start(step, occurrence)) {
                long end = System.nanoTime() + LIMIT.toNanos();
                while (server.running()) {
                    assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
                    lake.add("in/a", 1);
                    lake.repeat("in/b");
                    LockSupport.parkNanos(BETWEEN_FILES.toNanos());
                }
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

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void removesAFileWhollyOrNotAtAllAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        lake.add("in/a", 2);
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE marked (file_id int, row_id int, f varchar(1024))");
            server.sql()
                    .run("COPY marked (file_id, row_id) FROM 's3://lake/in'"
                            + " IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP LINEAGE (FILE f)"
                            + " JOB CREATE landing AUTO OFF BACKFILL");
            server.sql().run("COPY JOB RUN landing");
        }
        try (ServerProcess server = start(step, 1)) {
            try {
                server.sql().run("COPY JOB REMOVE landing FILE 's3://lake/in/a/part-1.gz'");
            } catch (SQLException lost) {
                server.awaitEnd();
            }
            server.awaitEnd();
        }
        try (ServerProcess server = start("", 0)) {
            int left = step.equals("AFTER_COMMIT") ? 1 : 2;
            assertThat(server.sql().number("SELECT count(*) FROM marked")).isEqualTo((long) left * Lake.ROWS);
            assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                    .isEqualTo(left);
            assertThat(server.sql().number("SELECT count(*) FROM sys_copy_job_info"))
                    .isEqualTo(2 - left);
            server.sql().run("COPY JOB RUN landing");
            assertThat(server.sql().number("SELECT count(*) FROM marked")).isEqualTo(2L * Lake.ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void importsALedgerWhollyOrNotAtAllAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        lake.add("in/a", 3);
        String copy = "COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP JOB CREATE ";
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql().run(copy + "landing AUTO OFF BACKFILL");
            server.sql().run("COPY JOB RUN landing");
            server.sql().run("COPY JOB EXPORT landing TO 's3://lake/ledger.gz'");
            server.sql().run("COPY JOB DROP landing");
            server.sql().run(copy + "landing AUTO OFF BACKFILL");
        }
        try (ServerProcess server = start(step, 1)) {
            try {
                server.sql().run("COPY JOB IMPORT landing FROM 's3://lake/ledger.gz'");
            } catch (SQLException lost) {
                server.awaitEnd();
            }
            server.awaitEnd();
        }
        try (ServerProcess server = start("", 0)) {
            String files = "SELECT count(*) FROM sys_copy_job_detail d JOIN sys_copy_job j ON j.job_id = d.job_id"
                    + " WHERE d.status = 'I'";
            assertThat(server.sql().number(files)).isEqualTo(step.equals("AFTER_COMMIT") ? 3 : 0);
            server.sql().run("COPY JOB IMPORT landing FROM 's3://lake/ledger.gz'");
            assertThat(server.sql().number(files)).isEqualTo(3);
            lake.add("in/a", 1);
            server.sql().run("COPY JOB RUN landing");
            assertThat(server.sql().number("SELECT count(*) FROM landed")).isEqualTo(4L * Lake.ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READING", "ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT"})
    void keepsAndReplaysEachRejectedRowOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        try (ServerProcess server = start("", 0)) {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql()
                    .run("COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                            + " REJECTS INTO rejected JOB CREATE landing AUTO ON");
        }
        try (ServerProcess server = start(step, 1)) {
            addUntilItEnds(server, lake, "in/a");
        }
        lake.add("in/b", Lake.BAD_EVERY);
        try (ServerProcess server = start("", 0)) {
            awaitAll(server, lake);
            server.sql().run("COPY JOB ALTER landing AUTO OFF");
            checkKept(server, lake, lake.files() - lake.goodFiles());
            server.sql().run("UPDATE rejected SET raw_record = replace(raw_record, 'x', '-1')");
        }
        try (ServerProcess server = start(step, 1)) {
            try {
                server.sql().run("COPY JOB REPLAY landing");
            } catch (SQLException lost) {
                server.awaitEnd();
            }
            server.awaitEnd();
        }
        try (ServerProcess server = start("", 0)) {
            server.sql().run("COPY JOB REPLAY landing");
            checkKept(server, lake, 0);
        }
    }

    /** Each row is in the table or kept, once. */
    private static void checkKept(ServerProcess server, Lake lake, int kept) throws SQLException {
        long rows = (long) lake.files() * Lake.ROWS;
        assertThat(server.sql().number("SELECT count(*) FROM rejected"))
                .as("rows that are kept")
                .isEqualTo(kept);
        assertThat(server.sql().number("SELECT count(DISTINCT file_name) FROM rejected"))
                .isEqualTo(kept);
        assertThat(server.sql().number("SELECT count(*) FROM landed"))
                .as("rows")
                .isEqualTo(rows - kept);
        assertThat(server.sql().number("SELECT count(*) FROM (SELECT DISTINCT file_id, row_id FROM landed) d"))
                .as("rows that are unlike")
                .isEqualTo(rows - kept);
        assertThat(server.sql().number("SELECT sum(loaded_rows) FROM sys_load_history WHERE status = 'completed'"))
                .as("rows in the ledger")
                .isEqualTo(rows - kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_COMMIT", "AFTER_COMMIT", "OWED", "COPIED", "CONSUMED"})
    void movesEachLoadedFileOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        takeOutThroughCrashes(lake, step, "MOVE TO 's3://lake/done/'");
        assertThat(lake.keys("done/in/")).isEqualTo(lake.good());
        assertThat(lake.keys("in/")).isEqualTo(lake.bad());
        assertThat(lake.keys("")).hasSize(lake.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_COMMIT", "AFTER_COMMIT", "OWED", "CONSUMED"})
    void deletesEachLoadedFileAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        takeOutThroughCrashes(lake, step, "DELETE");
        assertThat(lake.keys("in/")).isEqualTo(lake.bad());
        assertThat(lake.keys(""))
                .isEqualTo(lake.bad().stream().map(key -> "in/" + key).collect(Collectors.toSet()));
    }

    private void takeOutThroughCrashes(Lake lake, String step, String after) throws SQLException {
        try (ServerProcess server = start("", 0)) {
            createJob(server, " AFTER LOAD " + after);
        }
        for (int occurrence = 1; occurrence <= 2; occurrence++) {
            try (ServerProcess server = start(step, occurrence)) {
                addUntilItEnds(server, lake, "in/a" + occurrence);
            }
        }
        try (ServerProcess server = start("", 0)) {
            server.sql().run("COPY JOB RUN landing");
            awaitAll(server, lake);
            server.sql().run("COPY JOB RUN landing");
            check(server, lake);
            assertThat(server.sql().number("SELECT count(*) FROM forebay.job_owed"))
                    .as("files that are owed")
                    .isZero();
            assertThat(server.sql().number("SELECT count(*) FROM forebay.job_action"))
                    .as("files that were left or refused")
                    .isZero();
            assertThat(server.sql().number("SELECT count(*) FROM forebay.job_consumed"))
                    .as("files taken out")
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

    private static void addUntilItEnds(ServerProcess server, Lake lake, String prefix) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.running()) {
            assertThat(System.nanoTime()).as("waiting for the crash").isLessThan(end);
            lake.add(prefix, 1);
            LockSupport.parkNanos(BETWEEN_FILES.toNanos());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTED", "READING", "ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT", "BEFORE_REPLY"})
    void leavesAPlainCopyWholeOrUndoneAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        lake.add("plain/a", Lake.BAD_EVERY - 1);
        try (ServerProcess server = start(step, 1)) {
            server.sql().run("CREATE TABLE copied (file_id int, row_id int)");
            try {
                server.sql().run("COPY copied FROM 's3://lake/plain' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP");
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
            createJob(server);
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

    private ServerProcess start(String haltAt, int occurrence) {
        List<String> command = serverCommand(folder.resolve("data"), folder.resolve("lake"), haltAt, occurrence);
        return ServerProcess.start(command, folder.resolve("server.log"));
    }

    private static void createJob(ServerProcess server) {
        createJob(server, "");
    }

    private static void createJob(ServerProcess server, String options) {
        try {
            server.sql().run("CREATE TABLE landed (file_id int, row_id int)");
            server.sql()
                    .run("COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                            + " JOB CREATE landing AUTO ON" + options);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void finishAndCheck(Lake lake) {
        try (ServerProcess server = start("", 0)) {
            server.sql().run("COPY JOB RUN landing");
            awaitAll(server, lake);
            check(server, lake);
        } catch (SQLException e) {
            throw new AssertionError("after " + lake.files() + " files", e);
        }
    }

    private static void awaitAll(ServerProcess server, Lake lake) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (server.sql().number("SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'") < lake.files()) {
            assertThat(System.nanoTime()).as("waiting for all files").isLessThan(end);
            server.sql().run("COPY JOB RUN landing");
        }
    }

    private static void check(ServerProcess server, Lake lake) throws SQLException {
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
