package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;

/** The same for what is done beside loading: manifests, repairs, rejected rows, and objects that are taken out of the store. */
public abstract class RepairCrashContract extends Crashes {
    private static final Duration BETWEEN_MANIFESTS = Duration.ofMillis(20);
    private static final int MOST_MANIFESTS = 25;

    /** Each manifest names two files of its own and two that the one before has too; some a bad one, or it is late. */
    @ParameterizedTest
    @CrashAt(
            value = {"READING", "BEFORE_COMMIT", "AFTER_COMMIT"},
            all = {"LISTED", "ROWS_LOADED", "BEFORE_REPLY"})
    void loadsWhatManifestsNameAsOneAndOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        String[] job = {
            "CREATE TABLE landed (file_id int, row_id int)",
            "COPY landed FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                    + " JOB CREATE landing AUTO ON TRIGGER MANIFEST 's3://lake/m/*.manifest'"
        };
        AtomicInteger manifests = new AtomicInteger();
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = startWithJob(step, occurrence, job)) {
                untilItEnds(
                        server,
                        MOST_MANIFESTS,
                        BETWEEN_MANIFESTS,
                        () -> addManifest(lake, manifests.getAndIncrement()));
            }
        }
        try (ServerProcess server = start("", 0)) {
            checkManifests(server, lake, manifests.get());
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
    @CrashAt({"BEFORE_COMMIT", "AFTER_COMMIT"})
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
    @CrashAt({"BEFORE_COMMIT", "AFTER_COMMIT"})
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
    @CrashAt(
            value = {"BEFORE_COMMIT", "AFTER_COMMIT"},
            all = {"READING", "ROWS_LOADED"})
    void keepsAndReplaysEachRejectedRowOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        String[] job = {
            "CREATE TABLE landed (file_id int, row_id int)",
            "COPY landed FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                    + " REJECTS INTO rejected JOB CREATE landing AUTO ON"
        };
        try (ServerProcess server = startWithJob(step, 1, job)) {
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
    @CrashAt(
            value = {"AFTER_COMMIT", "OWED", "COPIED", "CONSUMED"},
            all = {"BEFORE_COMMIT"})
    void movesEachLoadedFileOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        takeOutThroughCrashes(lake, step, "MOVE TO 's3://lake/done/'");
        assertThat(lake.keys("done/in/")).isEqualTo(lake.good());
        assertThat(lake.keys("in/")).isEqualTo(lake.bad());
        assertThat(lake.keys("")).hasSize(lake.files());
    }

    @ParameterizedTest
    @CrashAt(
            value = {"OWED", "CONSUMED"},
            all = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void deletesEachLoadedFileAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        takeOutThroughCrashes(lake, step, "DELETE");
        assertThat(lake.keys("in/")).isEqualTo(lake.bad());
        assertThat(lake.keys(""))
                .isEqualTo(lake.bad().stream().map(key -> "in/" + key).collect(Collectors.toSet()));
    }

    /** The table that is checked is the one that the call fills; the COPY's is empty behind each load. */
    @ParameterizedTest
    @CrashAt({"BEFORE_COMMIT", "AFTER_COMMIT"})
    void stagesAndTransformsEachRowOnceAfterCrashAt(String step) throws SQLException {
        Lake lake = new Lake(folder.resolve("lake"));
        String[] job = {
            "CREATE TABLE stage (file_id int, row_id int)",
            "CREATE TABLE landed (file_id int, row_id int)",
            "CREATE TABLE calls (loaded bigint)",
            "CREATE PROCEDURE sp_land() AS $$ BEGIN INSERT INTO landed SELECT * FROM stage;"
                    + " INSERT INTO calls SELECT count(*) FROM stage; DELETE FROM stage; END; $$ LANGUAGE plpgsql",
            "COPY stage FROM 's3://lake/in' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                    + " JOB CREATE landing AUTO ON THEN CALL sp_land()"
        };
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = startWithJob(step, occurrence, job)) {
                addUntilItEnds(server, lake, "in/a" + occurrence);
            }
        }
        try (ServerProcess server = start("", 0)) {
            server.sql().run("COPY JOB RUN landing");
            awaitAll(server, lake);
            check(server, lake);
            assertThat(server.sql().number("SELECT count(*) FROM stage"))
                    .as("rows that wait for a call")
                    .isZero();
            assertThat(server.sql().number("SELECT sum(loaded) FROM calls"))
                    .as("rows that calls have seen")
                    .isEqualTo((long) lake.goodFiles() * Lake.ROWS);
        }
    }

    private void takeOutThroughCrashes(Lake lake, String step, String after) throws SQLException {
        for (int occurrence = 1; occurrence <= OCCURRENCES; occurrence++) {
            try (ServerProcess server = startWithJob(step, occurrence, job(" AFTER LOAD " + after))) {
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
}
