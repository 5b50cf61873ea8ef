package io.forebay.server.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import io.forebay.server.tls.OwnCertificate;
import io.forebay.server.wire.TlsFiles;
import io.forebay.spi.ForebayException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
    @TempDir
    Path folder = Path.of("");

    private SettingsBuilder settings() {
        return Settings.builder(folder);
    }

    @Test
    void goesWhereTheSettingsOrTheFlagsSay() {
        assertThat(Connections.uri(settings().build(), null, null)).hasToString("http://127.0.0.1:5480");
        assertThat(Connections.uri(settings().flag(Keys.HTTP_PORT, "81").build(), null, null))
                .hasToString("http://127.0.0.1:81");
        assertThat(Connections.uri(settings().build(), "localhost", 82)).hasToString("http://localhost:82");
        assertThat(Connections.uri(settings().build(), "::1", 82)).hasToString("http://[::1]:82");
        assertThat(Connections.uri(settings().build(), "192.0.2.7", 82)).hasToString("https://192.0.2.7:82");
    }

    @Test
    void findsAServerThatListensOnAllAddressesHere() {
        Settings exposed = settings()
                .flag(Keys.HTTP_HOST, "0.0.0.0")
                .flag(Keys.CERTIFICATE, "server.crt")
                .flag(Keys.KEY, "server.key")
                .flag(Keys.ACCESS_KEYS, "AKIDTEST=a-secret-of-enough-length")
                .build();
        assertThat(Connections.uri(exposed, null, null)).hasToString("https://127.0.0.1:5480");
    }

    @Test
    void asksForThePortThatWasPicked() {
        assertThatThrownBy(() ->
                        Connections.uri(settings().flag(Keys.HTTP_PORT, "0").build(), null, null))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.hint())
                        .contains("Say which one it was by --http-port."));
    }

    @Test
    void trustsTheServersOwnCertificateAndNoOther() throws Exception {
        TlsFiles files = new OwnCertificate(folder.resolve("a"), Clock.systemUTC()).files();
        TlsFiles others = new OwnCertificate(folder.resolve("b"), Clock.systemUTC()).files();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(files.load()));
        server.createContext("/", exchange -> {
            byte[] answer = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            StatesClient client = new StatesClient(address, null, Connections.trusted(files.certificateChain()));
            assertThat(client.call("Any", StatesClient.request()).path("a").asInt())
                    .isEqualTo(1);
            StatesClient wary = new StatesClient(address, null, Connections.trusted(others.certificateChain()));
            assertThatThrownBy(() -> wary.call("Any", StatesClient.request()))
                    .isInstanceOf(ForebayException.class)
                    .hasMessageContaining("no answer from https://127.0.0.1:");
        } finally {
            server.stop(0);
        }
    }
}
