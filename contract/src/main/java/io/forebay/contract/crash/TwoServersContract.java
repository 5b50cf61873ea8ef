package io.forebay.contract.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one warehouse, files that arrive all the time, and one of the servers after the other that is killed,
 * stopped for longer than a lease lasts, or told to end: the other goes on with its jobs, and every row is there once.
 *
 * <p>The system property {@code forebay.sharing.seconds} tells how long it takes, at least one round of each.
 */
public abstract class TwoServersContract {
    private static final int ROWS = 20;
    private static final int JOBS = 4;
    private static final Duration BETWEEN_FILES = Duration.ofMillis(25);
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WRONG =
            "SELECT count(*) FROM (SELECT file_id FROM landed GROUP BY file_id HAVING count(*) <> " + ROWS
                    + " OR count(DISTINCT row_id) <> " + ROWS + ") w";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What a round does to the server that it is the turn of. */
    private enum Fate {
        KILLED,
        STOPPED,
        ENDED
    }

    /**
     * The command that starts a server on the warehouse of this test with a data folder of its own and bucket {@code
     * lake} in the other folder, on free ports of 127.0.0.1, printing its ready line.
     */
    protected abstract List<String> serverCommand(Path data, Path lake);

    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Long> takeOvers = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean over = new AtomicBoolean();

    private ServerProcess start(int which) {
        List<String> command = serverCommand(folder.resolve("data-" + which), folder.resolve("lake"));
        ServerProcess server = ServerProcess.start(command, folder.resolve("server-" + which + ".log"));
        assertThat(server.port()).as("server " + which + " is ready").isPositive();
        return server;
    }

    @AfterEach
    void end() {
        over.set(true);
        servers.forEach(ServerProcess::close);
    }

    @Test
    void everyRowIsThereOnceWhateverBecomesOfOneOfTheServers() throws Exception {
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("forebay.sharing.seconds", 10))
                        .toNanos();
        Lake lake = new Lake(folder.resolve("lake"), ROWS);
        for (int job = 0; job < JOBS; job++) {
            Files.createDirectories(folder.resolve("lake/in" + job));
        }
        servers.add(start(0));
        sql(0).run("CREATE TABLE landed (file_id int, row_id int)");
        for (int job = 0; job < JOBS; job++) {
            sql(0).run("COPY landed FROM 's3://lake/in" + job + "/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' GZIP"
                    + " JOB CREATE landing" + job);
        }
        servers.add(start(1));
        Thread writer = new Thread(() -> write(lake));
        writer.start();
        awaitHeld(1, JOBS / 2);
        int round = 0;
        while (round < Fate.values().length || System.nanoTime() < end) {
            suffer(round % 2, Fate.values()[round % Fate.values().length], lake);
            assertThat(sql(0).number(WRONG)).as("files in part or twice").isZero();
            round++;
        }
        over.set(true);
        writer.join();
        finish(lake);
        System.out.println("two servers: rounds=" + round + " files=" + lake.files()
                + " milliseconds of each take-over=" + takeOvers);
    }

    private void write(Lake lake) {
        while (!over.get()) {
            lake.add("in" + lake.files() % JOBS, 1);
            LockSupport.parkNanos(BETWEEN_FILES.toNanos());
        }
    }

    private SqlClient sql(int which) {
        return servers.get(which).sql();
    }

    private void suffer(int victim, Fate fate, Lake lake) throws Exception {
        int other = 1 - victim;
        long begun = System.nanoTime();
        switch (fate) {
            case KILLED -> servers.get(victim).kill();
            case STOPPED -> servers.get(victim).signal("STOP");
            case ENDED -> servers.get(victim).signal("TERM");
        }
        awaitHeld(other, JOBS);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        takeOvers.add(took.toMillis());
        assertThat(took).as(fate + ": the other has all jobs").isLessThan(TAKE_OVER);
        int goal = lake.goodFiles();
        await(other, "SELECT count(DISTINCT file_id) FROM landed", goal);
        if (fate == Fate.STOPPED) {
            servers.get(victim).signal("CONT");
            awaitSteady(victim);
        } else {
            servers.get(victim).awaitEnd();
            servers.set(victim, start(victim));
        }
        awaitHeld(victim, JOBS / 2);
    }

    /** Its connections were ended, so that its clients may get an error at first. */
    private void awaitSteady(int which) throws SQLException {
        long end = System.nanoTime() + TAKE_OVER.toNanos();
        for (int good = 0; good < 10; good++) {
            try {
                sql(which).number("SELECT count(*) FROM landed");
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                good = 0;
            }
        }
    }

    /** Waits until the server has so many jobs, by its own name. */
    private void awaitHeld(int which, int jobs) throws SQLException {
        await(
                which,
                "SELECT count(*) FROM forebay.job_lease WHERE holder = (SELECT holder FROM forebay.server WHERE pid = "
                        + servers.get(which).pid() + " ORDER BY started DESC LIMIT 1)",
                jobs);
    }

    private void await(int which, String count, long least) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        long now = sql(which).number(count);
        while (now < least) {
            assertThat(System.nanoTime())
                    .as("server " + which + ": " + count + " gives " + now + ", not " + least)
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            now = sql(which).number(count);
        }
    }

    private void finish(Lake lake) throws SQLException, IOException {
        long good = lake.goodFiles();
        await(0, "SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'", lake.files());
        for (int which = 0; which < servers.size(); which++) {
            assertThat(sql(which).number(WRONG)).as("files in part or twice").isZero();
            assertThat(sql(which).number("SELECT count(*) FROM landed")).isEqualTo(good * ROWS);
            assertThat(sql(which).number("SELECT count(DISTINCT file_id) FROM landed"))
                    .isEqualTo(good);
            assertThat(sql(which).number("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'"))
                    .isEqualTo(good);
            assertThat(sql(which).number("SELECT sum(loaded_rows) FROM sys_load_history WHERE status = 'completed'"))
                    .isEqualTo(good * ROWS);
            assertThat(Files.readString(folder.resolve("server-" + which + ".log")))
                    .doesNotContain("defect");
        }
    }
}
