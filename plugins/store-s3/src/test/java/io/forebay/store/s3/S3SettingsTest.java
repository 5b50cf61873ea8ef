package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.store.s3.events.EventSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    @Test
    void defaultsAreAmazonsOwnEndpointAndTheSdksChain() {
        S3Settings settings = S3Settings.parse(Map.of());
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.region()).isEmpty();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.pathStyle()).isFalse();
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void anEndpointBringsARegionAndPathStyle() {
        S3Settings settings = S3Settings.parse(Map.of("endpoint", "https://minio.example:9000"));
        assertThat(settings.endpoint()).contains(URI.create("https://minio.example:9000"));
        assertThat(settings.region()).contains("us-east-1");
        assertThat(settings.pathStyle()).isTrue();
        assertThat(S3Settings.parse(Map.of("endpoint", "http://h", "region", "eu-west-1", "path-style", "false")))
                .matches(other -> other.region().orElseThrow().equals("eu-west-1") && !other.pathStyle());
    }

    @Test
    void wrongSettingsAreNamed() {
        refused(Map.of("regoin", "x"), "regoin");
        refused(Map.of("endpoint", "minio:9000"), "endpoint");
        refused(Map.of("endpoint", "not a url"), "endpoint");
        refused(Map.of("path-style", "yes"), "path-style");
        refused(Map.of("read-timeout", "60"), "read-timeout");
        refused(Map.of("access-key-id", "x"), "secret-access-key");
        refused(Map.of("session-token", "x"), "secret-access-key");
    }

    @Test
    void eventsAreOffUntilAQueueIsNamed() {
        assertThat(S3Settings.parse(Map.of("events.wait", "20s", "events.visibility", "2m"))
                        .events())
                .isEmpty();
        EventSettings events = S3Settings.parse(Map.of(
                        "events.queue",
                        "https://sqs.eu-west-1.amazonaws.com/123456789012/a, http://127.0.0.1:9324/000000000000/b"))
                .events()
                .orElseThrow();
        assertThat(events)
                .isEqualTo(new EventSettings(
                        List.of(
                                URI.create("https://sqs.eu-west-1.amazonaws.com/123456789012/a"),
                                URI.create("http://127.0.0.1:9324/000000000000/b")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        10_000));
    }

    @Test
    void wrongSettingsOfEventsAreNamed() {
        String queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/a";
        refused(Map.of("events.queue", "arn:aws:sqs:eu-west-1:123456789012:a"), "https://sqs.eu-west-1");
        refused(Map.of("events.queue", queue + "," + queue), "twice");
        refused(Map.of("events.queue", queue + ","), "is no URL of a queue");
        refused(Map.of("events.queue", queue, "events.dead-letter-queue", queue), "twice");
        refused(Map.of("events.dead-letter-queue", queue), "events.queue");
        refused(Map.of("events.queue", queue, "events.endpoint", "x"), "store.s3.events.endpoint");
        for (String wait : List.of("0s", "21s", "1500ms", "x")) {
            refused(Map.of("events.queue", queue, "events.wait", wait), "events.wait");
        }
        for (String visibility : List.of("0s", "13h", "1500ms", "999ms")) {
            refused(Map.of("events.queue", queue, "events.visibility", visibility), "events.visibility");
        }
        for (String limit : List.of("0", "100001", "-1", "x")) {
            refused(Map.of("events.queue", queue, "events.in-flight", limit), "events.in-flight");
        }
    }

    @Test
    void secretsAreNotShown() {
        S3Settings settings = S3Settings.parse(
                Map.of("access-key-id", "AKID", "secret-access-key", "hidden", "session-token", "token"));
        assertThat(settings.toString()).doesNotContain("hidden", "token", "AKID");
    }

    private static void refused(Map<String, String> settings, String named) {
        assertThatThrownBy(() -> S3Settings.parse(settings)).hasMessageContaining(named);
    }
}
