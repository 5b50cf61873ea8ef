package io.forebay.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.watch.ExecutionView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExecutionAlertsTest {
    private final List<String> told = new ArrayList<>();
    private final ExecutionAlerts alerts = new ExecutionAlerts(told::add);

    private void ends(Status status, boolean child, @Nullable String error, @Nullable String cause) {
        ExecutionView view = new ExecutionView(
                "arn:aws:states:local:000000000000:execution:nightly:e1",
                "e1",
                "nightly",
                null,
                child,
                status,
                Instant.EPOCH,
                Instant.parse("2026-11-28T02:00:04Z"),
                Map.of(),
                "{\"password\":\"hush\"}",
                null,
                error,
                cause,
                1);
        alerts.ended(view, Optional.of("LoadFact"));
    }

    @Test
    void tellsWhatFailedAndWhyAndNoInput() throws IOException {
        ends(Status.FAILED, false, "E.Bad", "no table \"sales\"");
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).doesNotContain("hush");
        JsonNode message = new ObjectMapper().readTree(told.get(0));
        assertThat(message)
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"event\":\"execution_failed\",\"machine\":\"nightly\",\"execution\":\"e1\","
                                + "\"execution_arn\":\"arn:aws:states:local:000000000000:execution:nightly:e1\","
                                + "\"time\":\"2026-11-28T02:00:04Z\",\"state\":\"LoadFact\",\"error\":\"E.Bad\","
                                + "\"cause\":\"no table \\\"sales\\\"\",\"redrives\":1,\"text\":\"State machine nightly:"
                                + " execution e1 failed in state LoadFact: E.Bad: no table \\\"sales\\\"\"}"));
    }

    @Test
    void cutsALongCauseAndNoCharacterInTwo() throws IOException {
        ends(Status.TIMED_OUT, false, null, "x".repeat(ExecutionAlerts.LONGEST - 1) + "😀" + "y".repeat(100));
        JsonNode message = new ObjectMapper().readTree(told.get(0));
        assertThat(message.path("event").asText()).isEqualTo("execution_timed_out");
        assertThat(message.path("cause").asText()).isEqualTo("x".repeat(ExecutionAlerts.LONGEST - 1) + "…");
    }

    @Test
    void tellsNothingElse() {
        ends(Status.SUCCEEDED, false, null, null);
        ends(Status.ABORTED, false, null, null);
        ends(Status.FAILED, true, "E", null);
        alerts.started("nightly", false);
        alerts.entered("nightly");
        alerts.taskEnded("lambda", Duration.ZERO, false);
        assertThat(told).isEmpty();
    }
}
