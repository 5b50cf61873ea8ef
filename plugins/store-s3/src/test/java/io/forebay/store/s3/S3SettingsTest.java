package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
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
    void secretsAreNotShown() {
        S3Settings settings = S3Settings.parse(
                Map.of("access-key-id", "AKID", "secret-access-key", "hidden", "session-token", "token"));
        assertThat(settings.toString()).doesNotContain("hidden", "token", "AKID");
    }

    private static void refused(Map<String, String> settings, String named) {
        assertThatThrownBy(() -> S3Settings.parse(settings)).hasMessageContaining(named);
    }
}
