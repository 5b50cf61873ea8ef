package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.FaultyStore;
import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copy jobs on stores that fail: nothing is lost or doubled, and no file is failed that is not to blame. */
class StoreFaultsTest {
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";
    private static final String TOTALS = "SELECT count(*), count(DISTINCT a), sum(a) FROM t";
    private static final int FILES = 4_000;

    private final AtomicInteger seed = new AtomicInteger(2026);

    private static JobSettings settings(Duration retryFor) {
        return new JobSettings(
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                new BatchLimits(800, 1L << 30),
                4,
                Duration.ofSeconds(10),
                new JobSettings.Waits(Duration.ofMillis(500), retryFor, Duration.ZERO));
    }

    private void loadsEachFileOnce(Path folder, String options) {
        FaultyStore[] faulty = new FaultyStore[1];
        try (EngineFixture engine = new EngineFixture(
                folder,
                store -> faulty[0] = new FaultyStore(store, seed.incrementAndGet(), 0.02),
                settings(Duration.ofHours(1)))) {
            engine.run("CREATE TABLE t (a int)");
            engine.run(COPY + "JOB CREATE j AUTO ON " + options);
            for (int file = 0; file < FILES; file++) {
                engine.store.put(String.format("s3://lake/in/%06d", file), file + "\n");
            }
            String all = FILES + "|" + FILES + "|" + (FILES * (FILES - 1L) / 2);
            long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (!engine.run(TOTALS).equals(all) && System.nanoTime() < end) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(engine.run(TOTALS)).isEqualTo(all);
            for (FaultyStore.Kind kind : FaultyStore.Kind.values()) {
                assertThat(faulty[0].count(kind)).as(kind.name()).isPositive();
            }
            // What is pending are names that a listing has made up.
            assertThat(engine.run(
                            "SELECT status, count(*) FROM sys_copy_job_detail WHERE status <> 'P' GROUP BY status"))
                    .isEqualTo("I|" + FILES);
        }
    }

    @Test
    void loadsEachFileOnceFromAStoreThatFailsAllTheTime(@TempDir Path folder) {
        loadsEachFileOnce(folder, "");
    }

    @Test
    void loadsEachFileOnceWhenItsKeysAscend(@TempDir Path folder) {
        loadsEachFileOnce(folder, "KEYS ASCENDING");
    }

    private static EngineFixture patientFor(Path folder, Duration retryFor) {
        EngineFixture engine = new EngineFixture(folder, store -> store, settings(retryFor));
        engine.run("CREATE TABLE t (a int)");
        engine.run(COPY + "JOB CREATE j AUTO ON");
        // With this number before every opening, not one of them.
        engine.store.faults().before(StoreCall.OPEN, Integer.MAX_VALUE, uri -> {
            if (uri.key().equals("in/away")) {
                throw new ForebayException(StoreError.STORE_AWAY, "no answer for " + uri);
            }
        });
        engine.store.put("s3://lake/in/away", "1\n");
        return engine;
    }

    @Test
    void failsAFileThatTheStoreKeepsBackForTooLongWhileOthersLoad(@TempDir Path folder) {
        try (EngineFixture engine = patientFor(folder, Duration.ofMillis(1))) {
            for (int file = 2; file < 5; file++) {
                engine.store.put("s3://lake/in/" + file, file + "\n");
            }
            engine.await(
                    "SELECT file_name, status FROM sys_copy_job_detail WHERE status <> 'P' ORDER BY file_name",
                    "in/2|I\nin/3|I\nin/4|I\nin/away|E");
            assertThat(engine.run("SELECT filename, line_number, err_code, err_reason FROM stl_load_errors"))
                    .isEqualTo("s3://lake/in/away|0|8001|no answer for s3://lake/in/away");
            assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("3");
            engine.store.faults().clear();
            engine.run("COPY JOB RUN j");
            assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("3");
        }
    }

    @Test
    void failsNoFileForLongWhenNoOtherLoads(@TempDir Path folder) {
        try (EngineFixture engine = patientFor(folder, Duration.ofMillis(1))) {
            int before = engine.store.faults().calls(StoreCall.OPEN);
            EngineFixture.await(() -> engine.store.faults().calls(StoreCall.OPEN) > before + 20, () -> "is not opened");
            engine.store.faults().clear();
            engine.await("SELECT count(*) FROM t", "1");
        }
    }
}
