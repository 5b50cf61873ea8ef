package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Since when files wait, and how long they took: what alerts are made of. */
@Timeout(60)
class WaitingTest extends EngineTest {
    private static final String OLDEST = "SELECT oldest_pending FROM job_status";
    private static final String BACKLOG = "SELECT backlog_files, oldest_pending IS NULL FROM job_status";
    private static final String LAGS = "SELECT lag_files, last_lag_seconds < 60 FROM job_status";

    /** Until the store was asked so many times more for a file. */
    private void awaitOpenings(int more) {
        int before = engine.store.faults().calls(StoreCall.OPEN);
        EngineFixture.await(
                () -> engine.store.faults().calls(StoreCall.OPEN) >= before + more, () -> "nothing is opened");
    }

    private void stick(String key) {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.faults().failAlways(StoreCall.OPEN, StoreError.ACCESS_DENIED);
        engine.store.put("s3://lake/in/" + key, "1|a\n");
        engine.await(BACKLOG, "1|false");
    }

    @Test
    void aFileWaitsSinceItCameOverAllAttempts() {
        stick("1");
        String first = engine.run(OLDEST);
        for (int i = 0; i < 5; i++) {
            awaitOpenings(1);
            assertThat(engine.run(OLDEST)).isEqualTo(first);
        }
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|P");
        engine.store.faults().clear();
        engine.await(TOTALS, "1|1");
        engine.await(BACKLOG, "0|true");
        assertThat(engine.run("SELECT last_lag_seconds > 0.2 FROM job_status")).isEqualTo("true");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/1|I");
    }

    @Test
    void aFileThatFailsOrIsGoneWaitsNoMore() {
        stick("1");
        engine.store.put("s3://lake/in/2", "x|a\n");
        engine.await(BACKLOG, "2|false");
        engine.store.delete(ObjectUri.parse("s3://lake/in/1"));
        engine.await(BACKLOG, "1|false");
        engine.store.faults().clear();
        engine.await(BACKLOG, "0|true");
        assertThat(engine.run("SELECT file_name, status FROM sys_copy_job_detail"))
                .isEqualTo("in/2|E");
    }

    @Test
    void nothingWaitsForAJobThatIsOff() {
        stick("1");
        engine.run("COPY JOB ALTER j AUTO OFF");
        assertThat(engine.run(BACKLOG)).isEqualTo("0|true");
        assertFails(() -> engine.run("COPY JOB RUN j"), "ACCESS_DENIED", "OPEN");
        assertThat(engine.run(BACKLOG)).isEqualTo("0|true");
    }

    private void withOldFiles() {
        engine.close();
        Clock old = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
        engine.store = new MemoryObjectStore(old, "lake", "other");
        engine.store.arrivals(true);
        engine.reopen();
    }

    @Test
    void aFileDoesNotWaitBeforeItsJobIsMade() {
        withOldFiles();
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.run(COPY + "JOB CREATE j AUTO OFF BACKFILL");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(LAGS)).isEqualTo("1|true");
    }

    @Test
    void aFileThatIsRetriedWaitsSinceThen() {
        withOldFiles();
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        engine.close();
        try (Warehouse warehouse = TestWarehouse.open(folder);
                WarehouseConnection connection = warehouse.connect()) {
            connection.execute("UPDATE forebay.job SET created = TIMESTAMP '2020-01-02'");
        }
        engine.reopen();
        engine.store.put("s3://lake/in/1", "x|a\n");
        engine.run("COPY JOB RUN j");
        engine.store.put("s3://lake/in/1", "1|a\n");
        engine.store.put("s3://lake/in/2", "1|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(LAGS)).isEqualTo("1|false");
        engine.run("COPY JOB RETRY j FILE 's3://lake/in/1'");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run(LAGS)).isEqualTo("2|true");
    }
}
