package io.forebay.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.discover.ScanReport;
import io.forebay.engine.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
    private final List<JobStatus> jobs = new ArrayList<>();

    private static JobStatus job(long id, String name, long files) {
        return new JobStatus(
                id,
                name,
                JobStatus.State.TROUBLED,
                new JobStatus.Lag(Duration.ofMillis(1500), Duration.ofMillis(250), Duration.ofSeconds(3), 10),
                new JobStatus.Backlog(4, 4096, Instant.now().minusSeconds(100)),
                new JobStatus.Speed(1, 2, 3),
                new JobStatus.Done(files, 70, 700, 2, 9, 8000),
                new ScanReport(Instant.now(), true, "", 8000, 9, 4, 0, Duration.ofMillis(400), null),
                new JobStatus.Trouble("no answer", Instant.now(), Instant.now()),
                new JobStatus.Owing(6, 3));
    }

    @Test
    void showsEachJobInPrometheusWords() {
        jobs.add(job(7, "landing", 5));
        try (JobMetrics metrics = new JobMetrics(() -> jobs)) {
            String text = metrics.scrape();
            String tags = "{job=\"landing\",job_id=\"7\"}";
            assertThat(text.lines())
                    .contains(
                            "# TYPE forebay_job_loaded_files_total counter",
                            "# HELP forebay_job_loaded_files_total Files loaded.",
                            "forebay_job_loaded_files_total" + tags + " 5.0",
                            "forebay_job_loaded_rows_total" + tags + " 70.0",
                            "forebay_job_failed_files_total" + tags + " 2.0",
                            "forebay_job_list_calls_total" + tags + " 9.0",
                            "forebay_job_listed_keys_total" + tags + " 8000.0",
                            "forebay_job_last_lag_seconds" + tags + " 1.5",
                            "forebay_job_median_lag_seconds" + tags + " 0.25",
                            "forebay_job_p99_lag_seconds" + tags + " 3.0",
                            "forebay_job_backlog_files" + tags + " 4.0",
                            "forebay_job_backlog_bytes" + tags + " 4096.0",
                            "forebay_job_last_scan_seconds" + tags + " 0.4",
                            "forebay_job_owed_files" + tags + " 6.0",
                            "forebay_job_refused_files" + tags + " 3.0",
                            "forebay_job_troubled" + tags + " 1.0",
                            "forebay_jobs 1.0")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("process_uptime_seconds "));
        }
    }

    @Test
    void followsTheJobsAndForgetsThoseThatAreGone() {
        jobs.add(job(7, "landing", 5));
        try (JobMetrics metrics = new JobMetrics(() -> jobs)) {
            metrics.scrape();
            jobs.set(0, job(7, "landing", 6));
            assertThat(metrics.scrape()).contains("forebay_job_loaded_files_total{job=\"landing\",job_id=\"7\"} 6.0");
            jobs.set(0, job(8, "other", 1));
            assertThat(metrics.scrape()).contains("job=\"other\"").doesNotContain("landing");
        }
    }

    @Test
    void boundsTheSeriesHoweverManyJobsThereAre() {
        for (int id = 0; id < 3 * JobMetrics.MOST_JOBS; id++) {
            jobs.add(job(id, "job_" + id, 1));
        }
        try (JobMetrics metrics = new JobMetrics(() -> jobs)) {
            String text = metrics.scrape();
            assertThat(text.lines().filter(line -> line.startsWith("forebay_job_troubled{")))
                    .hasSize(JobMetrics.MOST_JOBS);
            assertThat(text).contains("forebay_jobs " + 3.0 * JobMetrics.MOST_JOBS);
        }
    }
}
