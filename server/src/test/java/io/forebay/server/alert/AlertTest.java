package io.forebay.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.forebay.contract.time.TurnedClock;
import io.forebay.engine.job.JobStatus;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final TurnedClock clock = new TurnedClock("2026-11-21T00:00:00Z");
    private final List<JobStatus> jobs = new ArrayList<>();
    private final List<JsonNode> told = new ArrayList<>();
    private final AlertWatch watch =
            new AlertWatch(() -> List.copyOf(jobs), LIMIT, json -> told.add(tree(json)), clock);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/hook", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Integer answer;
            synchronized (answers) {
                answer = answers.poll();
            }
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void job(long files, long failed, @Nullable Duration lag, @Nullable Instant oldest) {
        job(files, failed, lag, oldest, JobStatus.Trouble.NONE);
    }

    private void job(
            long files, long failed, @Nullable Duration lag, @Nullable Instant oldest, JobStatus.Trouble trouble) {
        jobs.clear();
        jobs.add(new JobStatus(
                7,
                "landing",
                JobStatus.State.WAITING,
                new JobStatus.Lag(lag, lag, lag, 1),
                new JobStatus.Backlog(oldest == null ? 0 : 3, 300, oldest),
                new JobStatus.Speed(0, 0, 0),
                new JobStatus.Done(files, 0, 0, failed, 0, 0),
                null,
                trouble,
                JobStatus.Owing.NONE));
        watch.look();
    }

    private List<String> events() {
        return told.stream().map(node -> node.get("event").asText()).toList();
    }

    private void pass(Duration time) {
        clock.turn(time);
    }

    @Test
    void tellsOnceThatFilesFailAndOnceThatItIsOver() {
        job(0, 5, null, null);
        assertThat(told).isEmpty();
        for (int failed = 6; failed < 100; failed++) {
            pass(Duration.ofSeconds(30));
            job(0, failed, null, null);
        }
        assertThat(events()).containsExactly("files_failed");
        assertThat(told.get(0).get("failed_files").asInt()).isEqualTo(1);
        assertThat(told.get(0).get("job").asText()).isEqualTo("landing");
        pass(JobAlerts.FAILURES_OVER);
        job(0, 99, null, null);
        pass(JobAlerts.FAILURES_OVER);
        job(0, 99, null, null);
        assertThat(events()).containsExactly("files_failed", "files_failed_over");
        assertThat(told.get(1).get("failed_files").asInt()).isEqualTo(94);
        job(0, 100, null, null);
        assertThat(events()).containsExactly("files_failed", "files_failed_over", "files_failed");
    }

    @Test
    void tellsOnceThatFilesWaitForTooLongAndOnceThatTheyDoNot() {
        Instant arrived = clock.instant();
        job(0, 0, null, arrived);
        pass(LIMIT);
        job(0, 0, null, arrived);
        assertThat(told).isEmpty();
        for (int i = 0; i < 50; i++) {
            pass(Duration.ofSeconds(1));
            job(0, 0, null, arrived);
        }
        assertThat(events()).containsExactly("lag_over_limit");
        assertThat(told.get(0).get("lag_seconds").asDouble()).isEqualTo(601);
        assertThat(told.get(0).get("lag_limit_seconds").asDouble()).isEqualTo(600);
        assertThat(told.get(0).get("backlog_files").asInt()).isEqualTo(3);
        job(3, 0, Duration.ofSeconds(650), null);
        pass(JobAlerts.LAG_OVER);
        job(3, 0, Duration.ofSeconds(650), null);
        assertThat(events()).containsExactly("lag_over_limit", "lag_back");
    }

    @Test
    void tellsOfAFileThatTookTooLongThoughNoneWaits() {
        job(1, 0, Duration.ofHours(2), null);
        job(2, 0, Duration.ofHours(3), null);
        assertThat(events()).containsExactly("lag_over_limit");
    }

    @Test
    void tellsThatAJobLagsThatCannotFindOutWhatWaits() {
        Instant began = clock.instant();
        for (int i = 0; i <= LIMIT.toSeconds(); i++) {
            job(0, 0, null, null, new JobStatus.Trouble("no answer", clock.instant(), began));
            assertThat(told).isEmpty();
            pass(Duration.ofSeconds(1));
        }
        job(0, 0, null, null, new JobStatus.Trouble("no answer", clock.instant(), began));
        assertThat(events()).containsExactly("lag_over_limit");
        assertThat(told.get(0).get("lag_seconds").asDouble()).isEqualTo(601);
        pass(JobAlerts.LAG_OVER);
        job(0, 0, null, null, new JobStatus.Trouble("no answer", clock.instant(), null));
        assertThat(events()).containsExactly("lag_over_limit", "lag_back");
    }

    private URI hook() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    @Test
    void postsAMessageUntilItIsTaken() throws InterruptedException {
        answers.add(503);
        answers.add(429);
        try (Webhook webhook = new Webhook(hook(), PAUSE)) {
            webhook.post("{\"a\":1}");
            webhook.post("{\"a\":2}");
            for (int i = 0; i < 3; i++) {
                assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("application/json {\"a\":1}");
            }
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("application/json {\"a\":2}");
        }
    }

    @Test
    void givesUpAMessageThatIsRefusedAndGoesOnWithTheNext() throws InterruptedException {
        answers.add(400);
        try (Webhook webhook = new Webhook(hook(), PAUSE)) {
            webhook.post("{\"a\":1}");
            webhook.post("{\"a\":2}");
            assertThat(received.poll(20, TimeUnit.SECONDS)).endsWith("{\"a\":1}");
            assertThat(received.poll(20, TimeUnit.SECONDS)).endsWith("{\"a\":2}");
        }
    }

    @Test
    void returnsAtOnceWhoeverDoesNotListen() {
        server.stop(0);
        try (Webhook webhook = new Webhook(hook(), PAUSE)) {
            for (int i = 0; i < 1_000; i++) {
                webhook.post("{}");
            }
        }
    }

    @Test
    void refusesAnAddressThatIsNotOfHttp() {
        assertThatThrownBy(() -> new Webhook(URI.create("ftp://secret@example.com/x"), PAUSE))
                .isInstanceOf(ForebayException.class)
                .hasMessageNotContaining("secret");
    }
}
