package io.forebay.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.http.aws.AwsFront;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFrontTest {
    private final HttpFront front;

    HttpFrontTest() throws IOException {
        Settings settings =
                Settings.builder(Path.of("")).flag(Keys.HTTP_PORT, "0").build();
        front = HttpFront.start(settings, 5439, () -> "forebay_jobs 0.0\n", AwsFront.none(), null);
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void saysThatItLives() throws IOException {
        assertThat(ask("GET", "/health", "127.0.0.1"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-type: application/json", "{\"status\":\"ok\",\"version\":");
    }

    @Test
    void saysWhereSqlClientsConnect() throws IOException {
        assertThat(ask("GET", "/", "localhost:5480"))
                .startsWith("HTTP/1.1 200")
                .contains("psql -h 127.0.0.1 -p 5439 -U forebay dev");
    }

    @Test
    void answersAHeadRequestWithoutABody() throws IOException {
        assertThat(ask("HEAD", "/health", "[::1]:5480"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
    }

    @Test
    void answersToNoOtherHost() throws IOException {
        assertThat(ask("GET", "/", "evil.example")).startsWith("HTTP/1.1 421");
        assertThat(ask("GET", "/", "10.0.0.1:5480")).startsWith("HTTP/1.1 421");
        assertThat(ask("GET", "/", "127.0.0.1.evil.example")).startsWith("HTTP/1.1 421");
    }

    /** A page of another site, whose name was pointed here, may send what it wants to its own name. */
    @Test
    void answersNoCallOfAnotherHostWithoutKeys() throws IOException {
        String call = "\r\nX-Amz-Target: RedshiftData.ExecuteStatement\r\nContent-Length: 0";
        assertThat(ask("POST", "/", "evil.example:5480" + call)).startsWith("HTTP/1.1 421");
        assertThat(ask("POST", "/", "127.0.0.1:5480" + call)).startsWith("HTTP/1.1 400");
        assertThat(ask("POST", "/", "sync-localhost:5480" + call)).startsWith("HTTP/1.1 400");
    }

    @Test
    void takesOnlyGetAndHead() throws IOException {
        assertThat(ask("POST", "/", "localhost")).startsWith("HTTP/1.1 405").contains("Allow: GET, HEAD");
    }

    @Test
    void knowsNoOtherPath() throws IOException {
        assertThat(ask("GET", "/etc/passwd", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(ask("GET", "/health/../x", "localhost")).startsWith("HTTP/1.1 404");
    }

    private String ask(String method, String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", front.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
