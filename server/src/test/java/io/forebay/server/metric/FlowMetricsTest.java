package io.forebay.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.watch.ExecutionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowMetricsTest {
    private static ExecutionView ended(String machine, Status status, boolean child) {
        return new ExecutionView(
                "arn",
                "e",
                machine,
                null,
                child,
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of(),
                "{}",
                null,
                null,
                null,
                0);
    }

    @Test
    void countsExecutionsTransitionsAndTasks() {
        try (JobMetrics metrics = new JobMetrics(List::of)) {
            FlowMetrics flow = metrics.flow();
            assertThat(metrics.scrape().lines()).contains("forebay_executions_running 0.0");
            flow.running(() -> 3);
            flow.started("nightly", false);
            flow.started("nightly", true);
            flow.entered("nightly");
            flow.entered("nightly");
            flow.taskEnded("aws-sdk:redshiftdata:executeStatement", Duration.ofMillis(1500), true);
            flow.taskEnded("lambda", Duration.ofMillis(20), false);
            flow.ended(ended("nightly", Status.TIMED_OUT, false), Optional.of("A"));
            flow.ended(ended("nightly", Status.SUCCEEDED, true), Optional.empty());
            assertThat(metrics.scrape().lines())
                    .contains(
                            "forebay_executions_running 3.0",
                            "forebay_executions_started_total{machine=\"nightly\"} 1.0",
                            "forebay_executions_ended_total{machine=\"nightly\",status=\"timed_out\"} 1.0",
                            "forebay_map_children_started_total{machine=\"nightly\"} 1.0",
                            "forebay_map_children_ended_total{machine=\"nightly\",status=\"succeeded\"} 1.0",
                            "forebay_states_entered_total{machine=\"nightly\"} 2.0",
                            "forebay_task_seconds_sum{outcome=\"succeeded\",service=\"aws-sdk:redshiftdata:executeStatement\"}"
                                    + " 1.5",
                            "forebay_task_seconds_count{outcome=\"failed\",service=\"lambda\"} 1");
        }
    }

    @Test
    void boundsTheSeriesHoweverManyMachinesAndServicesThereAre() {
        try (JobMetrics metrics = new JobMetrics(List::of)) {
            for (int i = 0; i < 3 * FlowMetrics.MOST; i++) {
                metrics.flow().started("m" + i, false);
                metrics.flow().taskEnded("s" + i, Duration.ofMillis(1), true);
            }
            String text = metrics.scrape();
            assertThat(text.lines().filter(line -> line.startsWith("forebay_executions_started_total{")))
                    .hasSize(FlowMetrics.MOST + 1)
                    .contains("forebay_executions_started_total{machine=\"other\"} " + 2.0 * FlowMetrics.MOST);
            assertThat(text.lines().filter(line -> line.startsWith("forebay_task_seconds_count{")))
                    .hasSize(FlowMetrics.MOST + 1);
        }
    }
}
