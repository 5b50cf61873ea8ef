package io.forebay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void countsInsertedDeletedReplacedAndSwappedLetters() {
        assertThat(Nearest.distance("port", "port")).isZero();
        assertThat(Nearest.distance("prot", "port")).isEqualTo(1);
        assertThat(Nearest.distance("ports", "port")).isEqualTo(1);
        assertThat(Nearest.distance("pert", "port")).isEqualTo(1);
        assertThat(Nearest.distance("", "port")).isEqualTo(4);
    }

    @Test
    void findsTheNearestCandidate() {
        assertThat(Nearest.of("htp-port", List.of("host", "sql-port", "http-port")))
                .isEqualTo("http-port");
    }
}
