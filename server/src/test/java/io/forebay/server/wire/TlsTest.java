package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.wire.auth.Credential;
import io.forebay.server.wire.auth.ScramVerifier;
import io.forebay.server.wire.auth.UserDirectory;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {
    private static final WireLimits LIMITS = new WireLimits(5, 100_000, Duration.ofSeconds(5), Duration.ofSeconds(3));

    private static final Map<String, TlsFiles> MADE = new HashMap<>();

    private final FakeSessions sessions = new FakeSessions();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws IOException, GeneralSecurityException {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            MADE.put(algorithm, TestCertificate.make(folder, algorithm));
        }
    }

    private static TlsFiles made(String algorithm) {
        return Objects.requireNonNull(MADE.get(algorithm));
    }

    /** Knows forebay, whose password is {@code żółw}. */
    private static final UserDirectory USERS = new UserDirectory() {
        private final ScramVerifier verifier = ScramVerifier.of("żółw");

        @Override
        public Optional<Credential> find(String user) {
            return user.equals("forebay") ? Optional.of(Credential.password(verifier)) : Optional.empty();
        }

        @Override
        public boolean open() {
            return false;
        }
    };

    private WireServer server(String algorithm, boolean requireTls) {
        TlsFiles files = made(algorithm);
        WireServer server =
                new WireServer(sessions, new WireSettings("127.0.0.1", 0, files, requireTls, LIMITS), USERS);
        server.start();
        return server;
    }

    private static Connection connect(WireServer server, String user, String password, String sslMode)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", sslMode);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", properties);
    }

    @Test
    void logsInWithAPasswordOverTlsAndWithoutTls() throws Exception {
        for (String algorithm : new String[] {"RSA", "EC"}) {
            try (WireServer server = server(algorithm, false)) {
                for (String mode : new String[] {"require", "disable"}) {
                    try (Connection connection = connect(server, "forebay", "żółw", mode);
                            ResultSet rows = connection.createStatement().executeQuery("SELECT rows 20000")) {
                        long count = 0;
                        while (rows.next()) {
                            count++;
                        }
                        assertThat(count).isEqualTo(20_000);
                    }
                }
            }
        }
    }

    @Test
    void saysTheSameToAWrongPasswordAndAWrongUser() throws Exception {
        try (WireServer server = server("EC", false)) {
            for (String user : new String[] {"forebay", "nobody"}) {
                assertThatThrownBy(() -> connect(server, user, "wrong", "require"))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("28P01"))
                        .hasMessageContaining("password authentication failed for user \"" + user + "\"");
            }
        }
    }

    @Test
    void refusesToGoWithoutTlsWhereItIsRequired() throws Exception {
        try (WireServer server = server("EC", true)) {
            assertThatThrownBy(() -> connect(server, "forebay", "żółw", "disable"))
                    .hasMessageContaining("this server requires TLS");
            connect(server, "forebay", "żółw", "require").close();
        }
    }

    @Test
    void takesAClearPasswordFromRedshiftsDriverOverTlsOnly() throws Exception {
        try (WireServer server = server("EC", false);
                Tls client = new Tls(server.port())) {
            client.startup("user", "forebay", "driver_version", "2.3");
            assertThat(client.read()).containsExactly('R', 0, 0, 0, 8, 0, 0, 0, 3);
            client.message('p', "żółw\0");
            assertThat(client.read()).containsExactly('R', 0, 0, 0, 8, 0, 0, 0, 0);
            try (WireClient clear = new WireClient(server.port())) {
                clear.startup("user", "forebay", "driver_version", "2.3");
                assertThat(WireText.show(clear.read())).isEqualTo("R 10");
            }
        }
    }

    @Test
    void cancelsTheStatementOfAKilledClientOverTls() throws Exception {
        try (WireServer server = server("EC", false)) {
            Tls client = new Tls(server.port());
            client.startup("user", "forebay", "driver_version", "2.3");
            client.read();
            client.message('p', "żółw\0");
            client.message('Q', "SELECT sleep\0");
            sessions.await("sleeping");
            client.kill();
            long from = System.nanoTime();
            sessions.await("close");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
            assertThat(sessions.events()).contains("cancel");
        }
    }

    @Test
    void refusesClearTextBehindTheRequestForTls() throws Exception {
        try (WireServer server = server("EC", false);
                WireClient client = new WireClient(server.port())) {
            client.raw(ByteBuffer.allocate(12)
                    .putInt(8)
                    .putInt(80_877_103)
                    .putInt(8)
                    .array());
            assertThat(WireText.show(client.read())).startsWith("E S=FATAL C=08P01");
        }
    }

    @Test
    void survivesAHandshakeThatIsNone() throws Exception {
        try (WireServer server = server("EC", false)) {
            for (int i = 0; i < 20; i++) {
                try (WireClient client = new WireClient(server.port())) {
                    client.packet(80_877_103, new byte[0]);
                    assertThat(client.readByte()).isEqualTo('S');
                    client.raw(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
                }
            }
            connect(server, "forebay", "żółw", "require").close();
        }
    }

    @Test
    void saysWhichFileIsWrong(@TempDir Path folder) throws Exception {
        TlsFiles good = made("RSA");
        Path old = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\n");
        assertRefused(new TlsFiles(good.certificateChain(), old), "old.key", "PKCS#8");
        assertRefused(new TlsFiles(folder.resolve("none.crt"), good.privateKey()), "none.crt", "can't be read");
        assertRefused(new TlsFiles(good.privateKey(), good.privateKey()), "RSA.key", "certificate");
        Path noKey = folder.resolve("no.key");
        TestCertificate.write(noKey, "PRIVATE KEY", new byte[] {1, 2, 3});
        assertRefused(new TlsFiles(good.certificateChain(), noKey), "no.key", "holds no RSA");
    }

    private void assertRefused(TlsFiles files, String... words) {
        assertThatThrownBy(
                        () -> new WireServer(sessions, new WireSettings("127.0.0.1", 0, files, false, LIMITS), USERS))
                .isInstanceOf(ForebayException.class)
                .hasMessageContainingAll(words);
    }

    /** A bare client over TLS that trusts everyone. */
    private static final class Tls implements AutoCloseable {
        private final Socket socket;
        private final SSLSocket tls;

        Tls(int port) throws IOException, GeneralSecurityException {
            socket = new Socket("127.0.0.1", port);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array());
            assertThat(socket.getInputStream().read()).isEqualTo('S');
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
            tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
            tls.setSoTimeout(5_000);
            tls.startHandshake();
        }

        void startup(String... parameters) throws IOException {
            byte[] body = (String.join("\0", parameters) + "\0\0").getBytes(UTF_8);
            tls.getOutputStream()
                    .write(ByteBuffer.allocate(body.length + 8)
                            .putInt(body.length + 8)
                            .putInt(3 << 16)
                            .put(body)
                            .array());
        }

        void message(char type, String text) throws IOException {
            byte[] body = text.getBytes(UTF_8);
            tls.getOutputStream()
                    .write(ByteBuffer.allocate(body.length + 5)
                            .put((byte) type)
                            .putInt(body.length + 4)
                            .put(body)
                            .array());
        }

        byte[] read() throws IOException {
            return tls.getInputStream().readNBytes(9);
        }

        void kill() throws IOException {
            socket.close();
        }

        @Override
        public void close() throws IOException {
            tls.close();
        }
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
