package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.EngineFixture;
import io.forebay.engine.TwoServers;
import io.forebay.engine.load.LoadStep;
import io.forebay.spi.ForebayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and one job: each row once, whatever stands still and wakes up again. */
@Timeout(60)
class LeaseTest {
    private static final Duration LEASE = Duration.ofMillis(500);
    /** For what needs no take-over from a server that is not heard of. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String TOTALS = "SELECT count(*), sum(a) FROM t";
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String ALIVE = "SELECT count(*) FROM forebay.server"
            + " WHERE seen > CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) - INTERVAL '500 milliseconds'";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TwoServers servers;

    @SuppressWarnings("NullAway.Init")
    private TwoServers.Server first;

    @SuppressWarnings("NullAway.Init")
    private TwoServers.Server second;

    private void start(boolean exclusive) {
        start(exclusive, LEASE);
    }

    private void start(boolean exclusive, Duration lease) {
        servers = new TwoServers(folder, lease, exclusive);
        first = servers.start();
        first.run("CREATE TABLE t (a int, b varchar(5))");
        if (!exclusive) {
            second = servers.start();
        }
    }

    @AfterEach
    void end() {
        first.close();
        second.close();
        servers.close();
    }

    /** The first server has a job and halts in the middle of loading this file. */
    private void haltFirst(String auto, LoadStep at, String file) {
        first.run(COPY + "JOB CREATE j AUTO " + auto);
        first.haltAt(at);
        servers.store.put("s3://lake/in/1", file);
        if (auto.equals("OFF")) {
            run = CompletableFuture.supplyAsync(() -> failure(() -> first.run("COPY JOB RUN j")));
        }
        first.awaitHalt();
    }

    @SuppressWarnings("NullAway.Init")
    private CompletableFuture<String> run;

    private static String failure(Runnable statement) {
        try {
            statement.run();
            return "";
        } catch (ForebayException e) {
            return e.code().name();
        }
    }

    private static void assertFails(Runnable statement, String code, String message) {
        assertThatThrownBy(statement::run)
                .isInstanceOfSatisfying(
                        ForebayException.class,
                        e -> assertThat(e.code().name()).as(e.getMessage()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void replaysNothingWhenAnotherServerHasTheJobMeanwhile() throws Exception {
        start(false);
        first.run(COPY + "REJECTS INTO bad JOB CREATE j AUTO OFF");
        servers.store.put("s3://lake/in/1", "x|a\n");
        first.run("COPY JOB RUN j");
        first.run("UPDATE bad SET raw_record = '1|a'");
        first.haltAt(LoadStep.ROWS_LOADED);
        run = CompletableFuture.supplyAsync(() -> failure(() -> first.run("COPY JOB REPLAY j")));
        first.awaitHalt();
        second.run("COPY JOB ALTER j AUTO ON");
        first.resume();
        assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
        assertThat(second.run(TOTALS)).isEqualTo("0|null");
        second.run("COPY JOB REPLAY j");
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
        assertThat(second.run("SELECT count(*) FROM bad")).isEqualTo("0");
    }

    @Test
    void goesOnWithTheJobOfAServerThatStandsStillInTheMiddleOfALoad() throws Exception {
        start(false);
        haltFirst("ON", LoadStep.ROWS_LOADED, "1|a\n");
        first.silent(true);
        second.await(TOTALS, "1|1");
        first.resume();
        first.silent(false);
        servers.store.put("s3://lake/in/2", "2|b\n");
        second.await(TOTALS, "2|3");
        second.await("SELECT count(*) FROM sys_load_history WHERE status = 'running'", "0");
        assertThat(second.run(TOTALS)).isEqualTo("2|3");
        assertThat(second.run("SELECT file_name, status FROM sys_copy_job_detail ORDER BY file_name"))
                .isEqualTo("in/1|I\nin/2|I");
        assertThat(second.run("SELECT fence > 1 FROM forebay.job_lease")).isEqualTo("true");
        assertThat(second.run("SELECT count(*) FROM forebay.load_file")).isEqualTo("2");
    }

    @Test
    void commitsNothingAfterTheJobChangedHandsAlthoughNobodyHasLoadedTheFile() throws Exception {
        start(false, LONG);
        haltFirst("OFF", LoadStep.ROWS_LOADED, "1|a\n");
        second.run(COPY + "JOB ALTER j");
        first.resume();
        assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
        assertThat(second.run(TOTALS)).isEqualTo("0|null");
        assertThat(second.run("SELECT count(*) FROM forebay.load_file")).isEqualTo("0");
        second.run("COPY JOB RUN j");
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
    }

    /** Its handler commits in a transaction of its own, which is one of the job's. */
    @Test
    void keepsNothingOfACallAfterTheJobChangedHands() throws Exception {
        start(false, LONG);
        first.run("CREATE TABLE failures (why varchar(100))");
        first.run("CREATE PROCEDURE sp_note() AS $$ BEGIN RAISE EXCEPTION 'never'; EXCEPTION WHEN OTHERS THEN"
                + " INSERT INTO failures VALUES (SQLERRM); END; $$ LANGUAGE plpgsql");
        first.run(COPY + "JOB CREATE j AUTO OFF THEN CALL sp_note()");
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.haltAt(LoadStep.ROWS_LOADED);
        run = CompletableFuture.supplyAsync(() -> failure(() -> first.run("COPY JOB RUN j")));
        first.awaitHalt();
        second.run("COPY JOB ALTER j THEN NOTHING");
        first.resume();
        assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
        assertThat(second.run("SELECT count(*) FROM failures")).isEqualTo("0");
        assertThat(second.run("SELECT count(*) FROM sys_copy_job_detail")).isEqualTo("0");
        second.run("COPY JOB RUN j");
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void keepsAJobWhoseCallTakesLongerThanItsLease() {
        start(false, Duration.ofSeconds(2));
        first.run("CREATE PROCEDURE sp_spin() AS $$ BEGIN LOOP NULL; END LOOP; END; $$ LANGUAGE plpgsql");
        first.run(COPY + "JOB CREATE j THEN CALL sp_spin()");
        servers.store.put("s3://lake/in/1", "1|a\n");
        String calls = "SELECT count(*) FROM stv_inflight WHERE text = 'CALL public.sp_spin()'";
        first.await(calls, "1");
        String since = first.run("SELECT CAST(max(seen) AS VARCHAR) FROM forebay.server");
        EngineFixture.await(
                () -> second.run("SELECT min(seen) > CAST('" + since + "' AS TIMESTAMP) + INTERVAL '2500 milliseconds'"
                                + " FROM forebay.server")
                        .equals("true"),
                () -> "no heartbeat");
        assertThat(first.run(calls)).isEqualTo("1");
        assertThat(first.run("SELECT fence FROM forebay.job_lease")).isEqualTo("1");
        first.run("COPY JOB DROP j");
    }

    @Test
    void failsNoFileAfterTheJobChangedHands() throws Exception {
        start(false, LONG);
        haltFirst("OFF", LoadStep.ROWS_LOADED, "x|a\n");
        second.run(COPY + "JOB ALTER j");
        first.resume();
        assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo("LEASE_LOST");
        assertThat(second.run("SELECT count(*) FROM sys_copy_job_detail")).isEqualTo("0");
        assertThat(second.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("0");
        second.run("COPY JOB RUN j");
        assertThat(second.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|E");
    }

    @Test
    void commitsNothingAfterAnotherServerHasTurnedTheJobOff() throws Exception {
        start(false, LONG);
        haltFirst("ON", LoadStep.ROWS_LOADED, "1|a\n");
        second.run("COPY JOB ALTER j AUTO OFF");
        first.resume();
        second.await("SELECT count(*) FROM sys_load_history WHERE status = 'running'", "0");
        assertThat(second.run(TOTALS)).isEqualTo("0|null");
        first.run("COPY JOB RUN j");
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
        second.run("COPY JOB ALTER j AUTO ON");
        servers.store.put("s3://lake/in/2", "2|b\n");
        second.await(TOTALS, "2|3");
    }

    @Test
    void loadsNothingForAJobThatAnotherServerDrops() throws Exception {
        start(false, LONG);
        haltFirst("OFF", LoadStep.ROWS_LOADED, "1|a\n");
        second.run("COPY JOB DROP j");
        first.resume();
        assertThat(run.get(20, TimeUnit.SECONDS)).isIn("LEASE_LOST", "CANCELLED");
        assertThat(second.run(TOTALS)).isEqualTo("0|null");
        assertFails(() -> first.run("COPY JOB RUN j"), "UNDEFINED_OBJECT", "does not exist");
    }

    @Test
    void waitsForACommitThatHasLookedAtTheLease() throws Exception {
        start(false);
        haltFirst("OFF", LoadStep.BEFORE_COMMIT, "1|a\n");
        first.silent(true);
        second.await(ALIVE, "1");
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> failure(() -> second.run("COPY JOB RUN j")));
        EngineFixture.await(() -> servers.expelled.contains(first.name()), () -> "not expelled");
        assertThat(other).isNotDone();
        first.resume();
        assertThat(run.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(other.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void handsItsJobsOverWhenItGoes() {
        start(false);
        first.run(COPY + "JOB CREATE j");
        servers.store.put("s3://lake/in/1", "1|a\n");
        second.await(TOTALS, "1|1");
        first.close();
        servers.store.put("s3://lake/in/2", "2|b\n");
        second.await(TOTALS, "2|3");
    }

    @Test
    void worksByWhatAnotherServerHasChanged() {
        start(false, LONG);
        first.run(COPY + "JOB CREATE j AUTO OFF");
        servers.store.put("s3://lake/in/1", "1|a\n");
        second.run("COPY JOB RUN j");
        servers.store.put("s3://lake/in/2", "2,b\n");
        second.run(COPY + "DELIMITER ',' JOB ALTER j");
        first.close();
        first = servers.start();
        first.run("COPY JOB RUN j");
        assertThat(first.run(TOTALS)).isEqualTo("2|3");
        second.run("COPY JOB DROP j");
        assertFails(() -> first.run("COPY JOB RUN j"), "UNDEFINED_OBJECT", "does not exist");
        first.run(COPY + "JOB CREATE j");
        assertFails(() -> second.run(COPY + "JOB CREATE j"), "DUPLICATE_OBJECT", "already exists");
    }

    @Test
    void knowsTheNewestChangeWhoeverMadeIt() {
        start(false, LONG);
        first.run(COPY + "JOB CREATE j AUTO OFF");
        second.run(COPY + "DELIMITER ',' JOB ALTER j");
        first.run(COPY + "DELIMITER ';' JOB ALTER j");
        assertThat(second.run("COPY JOB SHOW j")).endsWith("DELIMITER ';'");
        servers.store.put("s3://lake/in/1", "1;a\n");
        second.run("COPY JOB RUN j");
        assertThat(second.run(TOTALS)).isEqualTo("1|1");
    }

    @Test
    void makesAJobOnceThatTwoServersMakeAtOnce() throws Exception {
        start(false, LONG);
        CompletableFuture<String> one =
                CompletableFuture.supplyAsync(() -> failure(() -> first.run(COPY + "JOB CREATE j")));
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> failure(() -> second.run(COPY + "JOB CREATE j")));
        assertThat(one.get(20, TimeUnit.SECONDS) + other.get(20, TimeUnit.SECONDS))
                .isEqualTo("DUPLICATE_OBJECT");
        assertThat(first.run("SELECT count(*) FROM sys_copy_job")).isEqualTo("1");
    }

    @Test
    void takesOverAtOnceWhereOnlyOneProcessCanBe() throws Exception {
        start(true);
        haltFirst("ON", LoadStep.ROWS_LOADED, "1|a\n");
        second = servers.start();
        second.await(TOTALS, "1|1");
        first.resume();
        servers.store.put("s3://lake/in/2", "2|b\n");
        second.await(TOTALS, "2|3");
        second.await("SELECT count(*) FROM sys_load_history WHERE status = 'running'", "0");
        assertThat(second.run("SELECT fence FROM forebay.job_lease")).isEqualTo("2");
        assertThat(second.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                .isEqualTo("2");
    }

    @Test
    void keepsTheJobsOfAServerThatIsAlive() {
        start(false, Duration.ofSeconds(6));
        first.run(COPY + "JOB CREATE j");
        EngineFixture.await(
                () -> second.run("SELECT min(seen) > max(started) + INTERVAL '7 seconds' FROM forebay.server")
                        .equals("true"),
                () -> "no heartbeat");
        servers.store.put("s3://lake/in/1", "1|a\n");
        first.await(TOTALS, "1|1");
        assertThat(first.run("SELECT fence FROM forebay.job_lease")).isEqualTo("1");
    }
}
