package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one client must not do to another, and what the server does as a whole. */
@Timeout(60)
final class WireServerTest {
    private final FakeSessions sessions = new FakeSessions();
    private final WireServer server = new WireServer(
            sessions,
            new WireSettings(
                    "127.0.0.1",
                    0,
                    null,
                    false,
                    new WireLimits(3, 100_000, Duration.ofSeconds(2), Duration.ofSeconds(3))),
            UserDirectory.openTo("forebay"));

    WireServerTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WireClient login() throws IOException {
        return WireClient.login(server.port());
    }

    private void assertStillServes() throws IOException {
        try (WireClient client = login()) {
            client.query("SELECT 1");
            assertThat(WireText.show(client.readTo('D'))).isEqualTo("D '1'");
        }
    }

    @Test
    void survivesGarbage() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            try (WireClient client = new WireClient(server.port())) {
                byte[] garbage = new byte[1 + random.nextInt(200)];
                random.nextBytes(garbage);
                if (i % 2 == 0) {
                    ByteBuffer.wrap(garbage).put((byte) 0);
                }
                writeIgnoringReset(client, garbage);
            }
        }
        assertStillServes();
    }

    @Test
    void survivesGarbageBehindALogin() throws IOException {
        Random random = new Random(11);
        String types = "QPBDECSHFdcfXzp";
        for (int i = 0; i < 150; i++) {
            try (WireClient client = loginWhenThereIsRoom()) {
                for (int k = 0; k < 5; k++) {
                    byte[] body = new byte[random.nextInt(40)];
                    random.nextBytes(body);
                    byte[] message = ByteBuffer.allocate(body.length + 5)
                            .put((byte) types.charAt(random.nextInt(types.length())))
                            .putInt(random.nextInt(10) == 0 ? random.nextInt() : body.length + 4)
                            .put(body)
                            .array();
                    writeIgnoringReset(client, message);
                }
            }
        }
        assertStillServes();
    }

    private WireClient loginWhenThereIsRoom() {
        WireClient[] client = new WireClient[1];
        FakeSessions.await(
                () -> {
                    try {
                        WireClient tried = new WireClient(server.port());
                        tried.startup("user", "forebay");
                        if (tried.read().type() == 'R') {
                            tried.readTo('Z');
                            client[0] = tried;
                        } else {
                            tried.close();
                        }
                    } catch (IOException e) {
                        return false;
                    }
                    return client[0] != null;
                },
                "a place");
        return client[0];
    }

    private static void writeIgnoringReset(WireClient client, byte[] bytes) {
        try {
            client.raw(bytes);
        } catch (IOException e) {
            // The server has hung up already, which is its right.
            return;
        }
    }

    @Test
    void hangsUpOnAWebBrowser() throws IOException {
        try (WireClient client = new WireClient(server.port())) {
            client.raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            assertThat(WireText.show(client.read())).startsWith("E S=FATAL C=");
            assertThat(WireText.show(client.read())).isEqualTo("closed");
        }
        assertStillServes();
    }

    @Test
    void cutsOffWhoDoesNotLogIn() throws IOException {
        try (WireClient slow = new WireClient(server.port())) {
            slow.raw(new byte[] {0, 0, 0});
            assertThat(WireText.show(slow.read())).isEqualTo("closed");
        }
    }

    @Test
    void keepsAPlaceWhileManyClientsDawdle() throws IOException {
        List<WireClient> dawdlers = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                dawdlers.add(new WireClient(server.port()));
                dawdlers.get(i).raw(new byte[] {0});
            }
            assertStillServes();
        } finally {
            for (WireClient client : dawdlers) {
                client.close();
            }
        }
    }

    @Test
    void refusesMoreSessionsThanAllowed() throws IOException {
        try (WireClient first = login();
                WireClient second = login();
                WireClient third = login();
                WireClient fourth = new WireClient(server.port())) {
            fourth.startup("user", "forebay");
            assertThat(WireText.show(fourth.read())).isEqualTo("E S=FATAL C=53300 M=sorry, too many clients already");
            first.query("SELECT 1");
            first.readTo('Z');
            assertThat(List.of(second, third)).hasSize(2);
        }
        loginWhenThereIsRoom().close();
    }

    @Test
    void refusesAMessageThatIsTooLong() throws IOException {
        try (WireClient client = login()) {
            client.raw(ByteBuffer.allocate(5).put((byte) 'Q').putInt(200_000).array());
            assertThat(WireText.show(client.read())).startsWith("E S=FATAL C=54000");
            assertThat(WireText.show(client.read())).isEqualTo("closed");
        }
    }

    /** As a client sends that has not yet heard that its COPY has failed. */
    @Test
    void skipsDataOutsideACopyHoweverLongItIs() throws IOException {
        try (WireClient client = login()) {
            client.send('d', new byte[1_000_000]);
            client.send('c', new byte[0]);
            client.query("SELECT 1");
            assertThat(client.read().type()).isEqualTo('T');
        }
        assertStillServes();
    }

    @Test
    void cancelsFromAnotherConnectionThatKnowsTheSecret() throws IOException {
        try (WireClient client = new WireClient(server.port())) {
            client.startup("user", "forebay", "database", "dev");
            byte[] key = client.readTo('K').body();
            client.readTo('Z');
            client.query("SELECT sleep");
            sessions.await("sleeping");
            byte[] wrong = key.clone();
            wrong[7]++;
            requestCancel(wrong);
            assertThat(sessions.events()).doesNotContain("cancel");
            requestCancel(key);
            assertThat(WireText.show(client.readTo('E'))).startsWith("E S=ERROR C=57014");
            client.readTo('Z');
            client.query("SELECT 1");
            assertThat(WireText.show(client.readTo('D'))).isEqualTo("D '1'");
        }
    }

    /** Returns when the server has hung up, so has done what was asked. */
    private void requestCancel(byte[] key) throws IOException {
        try (WireClient cancel = new WireClient(server.port())) {
            cancel.packet(80_877_102, key);
            assertThat(WireText.show(cancel.read())).isEqualTo("closed");
        }
    }

    @Test
    void cancelsTheStatementOfAClientThatWasKilled() throws IOException {
        WireClient client = login();
        client.query("SELECT sleep");
        sessions.await("sleeping");
        long from = System.nanoTime();
        client.close();
        sessions.await("close");
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
        assertThat(sessions.events()).contains("cancel");
    }

    @Test
    void keepsWhatAClientSendsWhileItsStatementRuns() throws IOException {
        try (WireClient client = new WireClient(server.port())) {
            client.startup("user", "forebay", "database", "dev");
            byte[] key = client.readTo('K').body();
            client.readTo('Z');
            client.query("SELECT sleep");
            sessions.await("sleeping");
            client.query("SELECT 1");
            FakeSessions.await(elapsed(Duration.ofMillis(900)), "the watch to have looked");
            requestCancel(key);
            client.readTo('Z');
            assertThat(WireText.show(client.readTo('D'))).isEqualTo("D '1'");
        }
    }

    private static BooleanSupplier elapsed(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() - until > 0;
    }

    @Test
    void tellsEveryClientWhenItCloses() throws IOException {
        try (WireClient idle = login();
                WireClient busy = login()) {
            busy.query("SELECT sleep");
            sessions.await("sleeping");
            server.close();
            assertThat(WireText.show(idle.read())).startsWith("E S=FATAL C=57P01");
            assertThat(WireText.show(idle.read())).isEqualTo("closed");
            assertThat(WireText.show(busy.readTo('E'))).startsWith("E S=FATAL C=57P01");
            assertThat(WireText.show(busy.read())).isEqualTo("closed");
            assertThat(sessions.events()).filteredOn("close"::equals).hasSize(2);
        }
        assertThatThrownBy(() -> new WireClient(server.port())).isInstanceOf(IOException.class);
    }

    @Test
    void runsSeveralStatementsOfOneTextInOneTransaction() throws IOException {
        try (WireClient client = login()) {
            client.query("INSERT a; INSERT b");
            client.readTo('Z');
            client.query("INSERT c");
            client.readTo('Z');
            client.query("INSERT d; FAIL");
            client.readTo('Z');
            client.query("BEGIN; INSERT e; COMMIT; INSERT f");
            client.readTo('Z');
        }
        sessions.await("close");
        assertThat(sessions.events())
                .containsExactly(
                        "beginImplicit",
                        "INSERT a",
                        "INSERT b",
                        "endImplicit true",
                        "INSERT c",
                        "beginImplicit",
                        "INSERT d",
                        "FAIL",
                        "endImplicit false",
                        "BEGIN",
                        "INSERT e",
                        "COMMIT",
                        "beginImplicit",
                        "INSERT f",
                        "endImplicit true",
                        "close");
    }

    @Test
    void hidesFaultsOfItsOwn() throws IOException {
        try (WireClient client = login()) {
            client.query("BUG");
            assertThat(WireText.show(client.readTo('E')))
                    .matches("E S=ERROR C=XX000 M=internal error \\(id [0-9a-f]{8}\\) H=This is a fault of Forebay.*")
                    .doesNotContain("secret");
        }
    }

    @Test
    void passesStartupParametersOn() throws IOException {
        try (WireClient client = new WireClient(server.port())) {
            client.startup("user", "forebay", "os_version", "x", "options", "-c search_path=a\\ b --time-zone=UTC");
            client.readTo('Z');
        }
        assertThat(sessions.startups().get(0))
                .containsEntry("os_version", "x")
                .containsEntry("search_path", "a b")
                .containsEntry("time_zone", "UTC")
                .doesNotContainKeys("user", "options");
    }

    @Test
    void refusesWhatItCannotBe() throws IOException {
        assertThat(loginError("user", "forebay", "replication", "true")).contains("FATAL C=0A000");
        assertThat(loginError("user", "someone")).contains("FATAL C=28000").contains("\"someone\" does not exist");
        assertThat(loginError("database", "dev")).contains("FATAL C=28000");
        assertThat(loginError("user", "forebay", "database", "nowhere")).contains("FATAL C=42704");
        try (WireClient client = new WireClient(server.port())) {
            client.packet(2 << 16, new byte[] {0});
            assertThat(WireText.show(client.read())).contains("FATAL C=0A000");
        }
    }

    private String loginError(String... parameters) throws IOException {
        try (WireClient client = new WireClient(server.port())) {
            client.startup(parameters);
            return WireText.show(client.readTo('E'));
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        WireServer second =
                new WireServer(sessions, WireSettings.loopback(server.port()), UserDirectory.openTo("forebay"));
        assertThatThrownBy(second::start)
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining(":" + server.port());
        second.close();
    }

    @Test
    void streamsMoreThanTheHeapHolds() throws IOException {
        try (WireClient client = login()) {
            client.query("SELECT rows 10000000");
            long[] counted = client.countRows();
            assertThat(counted[0]).isEqualTo(10_000_000);
            assertThat(counted[1]).isGreaterThan(Runtime.getRuntime().maxMemory());
        }
    }
}
