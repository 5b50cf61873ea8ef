package io.forebay.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.FaultyStore;
import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TwoServers;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Manifests on stores and warehouses that fail: whole or not at all, and no file twice. */
@Timeout(120)
class TriggerFaultsTest {
    private static final String JOB = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' CSV"
            + " JOB CREATE j AUTO %s TRIGGER MANIFEST 's3://lake/m/*.manifest'";
    private static final String TOTALS = "SELECT count(*), count(DISTINCT a), sum(a) FROM t";
    private static final String STATES =
            "SELECT regexp_replace(file_name, '.*/', ''), status FROM sys_copy_job_detail" + " ORDER BY 1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private EngineFixture start(String auto) {
        return start(auto, store -> store, Duration.ofHours(1));
    }

    private EngineFixture start(
            String auto, UnaryOperator<io.forebay.spi.store.ObjectStore> around, Duration retryFor) {
        EngineFixture engine = new EngineFixture(
                folder,
                around,
                new JobSettings(
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        new BatchLimits(2, 4),
                        4,
                        Duration.ofSeconds(10),
                        new JobSettings.Waits(Duration.ofHours(1), retryFor, Duration.ZERO)));
        engine.run("CREATE TABLE t (a int)");
        engine.run(JOB.replace("%s", auto));
        return engine;
    }

    /** @param files numbers: of one, what is in it */
    private static String manifest(int... files) {
        StringBuilder text = new StringBuilder("{\"entries\":[");
        for (int file : files) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
                    .append("{\"url\":\"s3://lake/in/")
                    .append(file)
                    .append("\",\"mandatory\":true}");
        }
        return text.append("]}").toString();
    }

    private static void data(EngineFixture engine, int from, int to) {
        for (int file = from; file < to; file++) {
            engine.store.put("s3://lake/in/" + file, file + "\n");
        }
    }

    @Test
    void loadsManyManifestsThatShareFilesFromAStoreThatFailsAllTheTime() {
        try (EngineFixture engine =
                start("ON", store -> new FaultyStore(store, 20_261_127, 0.02), Duration.ofHours(1))) {
            int manifests = 40;
            for (int each = 0; each < manifests; each++) {
                // Half of each is the next one's too, and of some a part comes later than the manifest.
                int first = each * 5;
                boolean late = each % 7 == 0;
                if (!late) {
                    data(engine, first, first + 10);
                }
                int[] files = new int[10];
                for (int i = 0; i < files.length; i++) {
                    files[i] = first + i;
                }
                engine.store.put("s3://lake/m/" + (1000 + each) + ".manifest", manifest(files));
                if (late) {
                    data(engine, first, first + 10);
                }
            }
            int all = (manifests - 1) * 5 + 10;
            String totals = all + "|" + all + "|" + (all * (all - 1L) / 2);
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            String done = "SELECT count(*) FROM sys_copy_job_detail WHERE status = 'I'";
            while (!engine.run(done).equals(String.valueOf(all + manifests)) && System.nanoTime() < end) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(engine.run(TOTALS)).isEqualTo(totals);
            assertThat(engine.run("SELECT count(*) FROM sys_load_history WHERE status = 'completed'"))
                    .isEqualTo(String.valueOf(manifests));
        }
    }

    @Test
    void loadsNothingTwiceWhenTheReplyToACommitIsLost() {
        try (EngineFixture engine = start("OFF")) {
            data(engine, 1, 4);
            engine.store.put("s3://lake/m/1.manifest", manifest(1, 2));
            engine.commits.loseReply();
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).isEqualTo("2|2|3");
            engine.store.put("s3://lake/m/2.manifest", manifest(2, 3));
            engine.commits.loseCommit(CommonError.CONNECTION_LOST);
            engine.run("COPY JOB RUN j");
            assertThat(engine.commits.over()).isTrue();
            assertThat(engine.run(TOTALS)).isEqualTo("3|3|6");
            assertThat(engine.run(STATES)).isEqualTo("1|I\n1.manifest|I\n2|I\n2.manifest|I\n3|I");
        }
    }

    @Test
    void failsOnceWhenTheReplyToThatIsLost() {
        try (EngineFixture engine = start("OFF")) {
            engine.store.put("s3://lake/in/1", "x\n");
            engine.store.put("s3://lake/m/1.manifest", manifest(1));
            engine.commits.loseReply();
            engine.run("COPY JOB RUN j");
            assertThat(engine.commits.over()).isTrue();
            assertThat(engine.run(STATES)).isEqualTo("1.manifest|E");
            assertThat(engine.run("SELECT count(*) FROM stl_load_errors")).isEqualTo("2");
        }
    }

    @Test
    void readsAManifestAgainThatChangesBetweenListingAndReading() {
        try (EngineFixture engine = start("OFF")) {
            data(engine, 1, 4);
            engine.store.put("s3://lake/m/1.manifest", manifest(1));
            engine.store
                    .faults()
                    .before(StoreCall.OPEN, 1, uri -> engine.store.put("s3://lake/m/1.manifest", manifest(2, 3)));
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).isEqualTo("2|2|5");
        }
    }

    @Test
    void asksAgainWhetherAFileIsThereThatIsGoneWhenItIsRead() {
        try (EngineFixture engine = start("OFF")) {
            data(engine, 1, 3);
            engine.store.put(
                    "s3://lake/m/1.manifest",
                    "{\"entries\":[{\"url\":\"s3://lake/in/1\"},{\"url\":\"s3://lake/in/2\"}]}");
            engine.store
                    .faults()
                    .before(StoreCall.OPEN, 2, uri -> engine.store.delete(ObjectUri.parse("s3://lake/in/1")));
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).as("without an optional one").isEqualTo("1|1|2");
            data(engine, 3, 5);
            engine.store.put("s3://lake/m/2.manifest", manifest(3, 4));
            AtomicInteger opened = new AtomicInteger();
            engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
                if (uri.key().equals("in/3") && opened.incrementAndGet() == 1) {
                    engine.store.delete(uri);
                }
            });
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).as("not without a mandatory one").isEqualTo("1|1|2");
            data(engine, 3, 4);
            engine.run("COPY JOB RUN j");
            assertThat(engine.run(TOTALS)).isEqualTo("3|3|9");
        }
    }

    @Test
    void failsAManifestWhoseFileIsNotGivenForLongAndNoOther() {
        try (EngineFixture engine = start("ON", store -> store, Duration.ofMillis(1500))) {
            data(engine, 1, 4);
            engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
                if (uri.key().equals("in/1")) {
                    throw new ForebayException(StoreError.STORE_AWAY, "no answer for " + uri);
                }
            });
            engine.store.put("s3://lake/m/1.manifest", manifest(1, 2));
            engine.store.put("s3://lake/m/2.manifest", manifest(3));
            engine.await(TOTALS, "1|1|3");
            AtomicInteger more = new AtomicInteger(10);
            EngineFixture.await(
                    () -> {
                        int next = more.getAndIncrement();
                        data(engine, next, next + 1);
                        engine.store.put("s3://lake/m/" + next + ".manifest", manifest(next));
                        LockSupport.parkNanos(100_000_000);
                        return engine.run("SELECT count(*) FROM sys_copy_job_detail WHERE status = 'E'")
                                .equals("1");
                    },
                    () -> engine.run(STATES));
            assertThat(engine.run("COPY JOB EXPLAIN j FILE 's3://lake/m/1.manifest'"))
                    .contains("no answer for s3://lake/in/1");
            engine.store.faults().clear();
            engine.run("COPY JOB RETRY j FAILED");
            engine.await("SELECT count(*) FROM t WHERE a <= 2", "2");
        }
    }

    @Test
    void leavesAManifestOutOfWhichTheStoreRefusesAFile() {
        try (EngineFixture engine = start("ON")) {
            data(engine, 1, 4);
            engine.store.faults().before(StoreCall.FIND, Integer.MAX_VALUE, uri -> {
                if (uri.key().equals("in/1")) {
                    throw new ForebayException(StoreError.ACCESS_DENIED, "not for you: " + uri);
                }
            });
            engine.store.put("s3://lake/m/1.manifest", manifest(1, 2));
            engine.store.put("s3://lake/m/2.manifest", manifest(3));
            engine.await(TOTALS, "1|1|3");
            engine.await("SELECT last_trouble LIKE '%not for you%' FROM job_status", "true");
            engine.store.faults().clear();
            engine.await(TOTALS, "3|3|6");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LoadStep.class,
            names = {"LISTED", "READING", "ROWS_LOADED"})
    void losesTheJobToAnotherServerWithoutLoadingTwice(LoadStep step) {
        try (TwoServers servers = new TwoServers(folder, Duration.ofMillis(500), false);
                TwoServers.Server first = servers.start();
                TwoServers.Server second = servers.start()) {
            first.run("CREATE TABLE t (a int)");
            first.run(JOB.replace("%s", "ON"));
            for (int file = 1; file < 4; file++) {
                servers.store.put("s3://lake/in/" + file, file + "\n");
            }
            first.haltAt(step);
            first.silent(true);
            servers.store.put("s3://lake/m/1.manifest", manifest(1, 2));
            first.awaitHalt();
            servers.store.put("s3://lake/m/2.manifest", manifest(2, 3));
            second.await(TOTALS, "3|3|6");
            first.resume();
            first.silent(false);
            second.await(
                    "SELECT count(*), count(DISTINCT file_name) FROM sys_copy_job_detail WHERE status = 'I'", "5|5");
            assertThat(second.run(TOTALS)).isEqualTo("3|3|6");
        }
    }
}
