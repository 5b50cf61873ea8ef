package io.forebay.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.store.StoreCall;
import io.forebay.engine.EngineTest;
import io.forebay.spi.store.StoreError;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobStatusTest extends EngineTest {
    @Test
    void showsHowAJobIsDoing() {
        engine.run(COPY + "JOB CREATE j AUTO OFF");
        assertThat(engine.run("SELECT state, last_lag_seconds, loaded_files, failed_files FROM job_status"))
                .isEqualTo("off|null|0|0");
        engine.store.put("s3://lake/in/1", "1|a\n2|b\n");
        engine.store.put("s3://lake/in/2", "x|a\n");
        engine.run("COPY JOB RUN j");
        assertThat(engine.run("SELECT job_name, table_name, loaded_files, loaded_rows, loaded_bytes, failed_files,"
                        + " error_count, backlog_files, lag_files, list_calls, keys_listed, last_scan_whole,"
                        + " last_scan_found, last_lag_seconds >= 0, files_per_second > 0 FROM job_status"))
                .isEqualTo("j|public.t|1|2|8|1|1|0|1|2|2|true|2|true|true");
    }

    @Test
    void showsTheLastTroubleUntilItIsOver() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.store.faults().failAlways(StoreCall.LIST, StoreError.ACCESS_DENIED);
        engine.await("SELECT state, last_trouble LIKE '%LIST%' FROM job_status", "troubled|true");
        engine.store.faults().clear();
        engine.await("SELECT state FROM job_status", "waiting");
    }

    @Test
    void tellsQuantilesOfTheLastFiles() {
        Lags lags = new Lags();
        assertThat(lags.quantile(0.5)).isEmpty();
        lags.add(Duration.ofSeconds(-5));
        assertThat(lags.last()).contains(Duration.ZERO);
        for (int i = 1; i <= 2_000; i++) {
            lags.add(Duration.ofMillis(i));
        }
        assertThat(lags.size()).isEqualTo(1_000);
        assertThat(lags.last()).contains(Duration.ofMillis(2_000));
        assertThat(lags.quantile(0.5)).contains(Duration.ofMillis(1_500));
        assertThat(lags.quantile(0.99)).contains(Duration.ofMillis(1_990));
        assertThat(lags.quantile(1)).contains(Duration.ofMillis(2_000));
    }

    @Test
    void tellsTheRateOfTheLastMinutes() {
        Instant start = Instant.parse("2026-11-21T00:00:00Z");
        Rate rate = new Rate(start);
        rate.add(start.plusSeconds(9), 100);
        assertThat(rate.perSecond(start.plusSeconds(10))).isEqualTo(10);
        for (int second = 10; second < 3_600; second++) {
            rate.add(start.plusSeconds(second), 7);
        }
        assertThat(rate.perSecond(start.plusSeconds(3_599))).isEqualTo(7);
        assertThat(rate.perSecond(start.plusSeconds(3_599 + 301))).isZero();
    }
}
