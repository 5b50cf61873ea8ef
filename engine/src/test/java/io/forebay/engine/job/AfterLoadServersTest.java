package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.FaultyStore;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TwoServers;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AFTER LOAD when servers stand still and stores fail: each object goes once, and none that was not read. */
@Timeout(120)
class AfterLoadServersTest {
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' "
            + "JOB CREATE j AFTER LOAD MOVE TO 's3://lake/done/'";
    private static final String LEFT = "SELECT count(*) FROM forebay.job_owed";

    @ParameterizedTest
    @EnumSource(
            value = LoadStep.class,
            names = {"AFTER_COMMIT", "OWED", "COPIED", "CONSUMED"})
    void theNextServerGoesOnWhereTheOtherStandsStill(LoadStep step, @TempDir Path folder) {
        try (TwoServers servers = new TwoServers(folder, Duration.ofMillis(500), false);
                TwoServers.Server first = servers.start()) {
            first.run("CREATE TABLE t (a int, b varchar(5))");
            first.run(COPY);
            first.haltAt(step);
            servers.store.put("s3://lake/in/1", "1|a\n");
            first.awaitHalt();
            first.silent(true);
            try (TwoServers.Server second = servers.start()) {
                second.await("SELECT count(*) FROM forebay.job_consumed", "1");
                servers.store.put("s3://lake/in/2", "2|b\n");
                second.await("SELECT count(*), sum(a) FROM t", "2|3");
                first.resume();
                first.silent(false);
                servers.store.put("s3://lake/in/3", "4|c\n");
                second.await("SELECT count(*), sum(a) FROM t", "3|7");
                second.await(LEFT, "0");
                assertThat(second.run("SELECT object_key, outcome FROM forebay.job_consumed ORDER BY object_key"))
                        .isEqualTo("in/1|M\nin/2|M\nin/3|M");
                assertThat(second.run("SELECT count(*) FROM forebay.job_action"))
                        .isEqualTo("0");
                assertThat(servers.store.list(ObjectUri.parse("s3://lake/in/"), "", 10))
                        .isEmpty();
                assertThat(servers.store.list(ObjectUri.parse("s3://lake/done/"), "", 10))
                        .hasSize(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "MOVE TO 's3://lake/done/'"})
    void aServerThatStoodStillTakesNothingOutThatIsToLoadAgain(String action, @TempDir Path folder) {
        Duration lease = Duration.ofMillis(300);
        try (TwoServers servers = new TwoServers(folder, lease, false);
                TwoServers.Server first = servers.start();
                TwoServers.Server second = servers.start()) {
            first.run("CREATE TABLE t (a int, b varchar(5), f varchar(100))");
            first.run("COPY t (a, b) FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' LINEAGE (FILE f)"
                    + " JOB CREATE j AFTER LOAD " + action);
            first.haltAt(LoadStep.OWED);
            servers.store.put("s3://lake/in/1", "1|a\n");
            first.awaitHalt();
            first.cutOff(true);
            long stood = System.nanoTime();
            second.run("COPY JOB ALTER j AUTO OFF");
            second.run("COPY JOB REMOVE j FILE 's3://lake/in/1'");
            EngineFixture.await(() -> System.nanoTime() - stood > lease.toNanos(), () -> "time stands still");
            first.cutOff(false);
            first.resume();
            second.run("COPY JOB ALTER j AUTO ON");
            second.await("SELECT count(*), sum(a) FROM t", "1|1");
            second.await(LEFT, "0");
            assertThat(second.run("SELECT count(*) FROM forebay.load_file")).isEqualTo("2");
            assertThat(servers.store.list(ObjectUri.parse("s3://lake/in/"), "", 10))
                    .isEmpty();
        }
    }

    @Test
    void movesEveryFileOnceThoughTheStoreFailsAllTheTime(@TempDir Path folder) {
        int files = 2_000;
        JobSettings settings =
                new JobSettings(Duration.ofMillis(20), Duration.ofMillis(100), new BatchLimits(500, 1L << 30), 4);
        try (EngineFixture engine = new EngineFixture(folder, store -> new FaultyStore(store, 2026, 0.02), settings)) {
            engine.run("CREATE TABLE t (a int)");
            for (int attempt = 0;
                    engine.run("SELECT count(*) FROM sys_copy_job").equals("0");
                    attempt++) {
                create(engine, attempt);
            }
            for (int file = 0; file < files; file++) {
                engine.store.put("s3://lake/in/%06d".formatted(file), file + "\n");
            }
            String all = files + "|" + files + "|" + (files * (files - 1L) / 2);
            engine.await("SELECT count(*), count(DISTINCT a), sum(a) FROM t", all);
            engine.await("SELECT count(*) FROM forebay.job_consumed WHERE outcome IN ('M', 'G')", "" + files);
            assertThat(engine.run(LEFT)).isEqualTo("0");
            assertThat(engine.run("SELECT count(*) FROM forebay.job_action")).isEqualTo("0");
            assertThat(engine.store.list(ObjectUri.parse("s3://lake/in/"), "", 10))
                    .isEmpty();
            assertThat(engine.store.list(ObjectUri.parse("s3://lake/done/"), "", 10_000))
                    .hasSize(files);
        }
    }

    private static void create(EngineFixture engine, int attempt) {
        try {
            engine.run(COPY);
        } catch (ForebayException e) {
            assertThat(attempt).as(e.getMessage()).isLessThan(20);
        }
    }
}
