package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways in, and why there is none. */
@Timeout(60)
class LoginTest {
    private static final String PASS_FILE = "org.postgresql.pgpassfile";

    private static SecuredServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new SecuredServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String login, String host, String rest) {
        return "postgresql://" + login + "@" + host + ":" + server.port() + "/" + rest;
    }

    private static String login(String user, String password) {
        return user + ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String locked() {
        return login("locked", SecuredServer.PASSWORD);
    }

    /** Whether the connection is by TLS. */
    private static boolean secured(String url) {
        try (Warehouse warehouse = TestWarehouse.open(url);
                WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            return rows.booleanAt(0);
        }
    }

    /** The error, which tells no password however it is printed. */
    private static ForebayException refused(ErrorCode code, String url) {
        ForebayException thrown =
                OneWarehouse.failure(code, () -> TestWarehouse.open(url).close());
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString() + thrown.hint()).doesNotContain(SecuredServer.PASSWORD, "wrong-one");
        return thrown;
    }

    @Test
    void takesThePasswordOfTheUrl() {
        assertThat(secured(url(locked(), "127.0.0.1", "postgres"))).isTrue();
    }

    @Test
    void takesThePasswordOfThePasswordFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pgpass");
        Files.writeString(
                file,
                "127.0.0.1:" + server.port() + ":*:locked:"
                        + SecuredServer.PASSWORD.replace("\\", "\\\\").replace(":", "\\:") + "\n");
        System.setProperty(PASS_FILE, file.toString());
        try {
            assertThat(secured(url("locked", "127.0.0.1", "postgres"))).isTrue();
        } finally {
            System.clearProperty(PASS_FILE);
        }
    }

    @Test
    void tellsOfAWrongPassword() {
        ForebayException thrown =
                refused(CommonError.NOT_ALLOWED, url(login("locked", "wrong-one"), "127.0.0.1", "postgres"));
        assertThat(thrown)
                .hasMessage("postgresql://locked@127.0.0.1:" + server.port()
                        + "/postgres: password authentication failed for user \"locked\"");
        assertThat(thrown.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("PGPASSWORD", "pg_hba.conf"));
    }

    @Test
    void tellsOfAMissingPassword() {
        ForebayException thrown = refused(CommonError.NOT_ALLOWED, url("locked", "127.0.0.1", "postgres"));
        assertThat(thrown.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("PGPASSWORD"));
    }

    @Test
    void tellsOfAnUnknownDatabaseAndUser() {
        assertThat(refused(CommonError.UNDEFINED_DATABASE, url(locked(), "127.0.0.1", "nosuch")))
                .hasMessageContaining("database \"nosuch\" does not exist");
        refused(CommonError.NOT_ALLOWED, url("nobody", "127.0.0.1", "postgres"));
    }

    @Test
    void tellsThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ForebayException thrown =
                refused(CommonError.CONNECTION_LOST, "postgresql://u:wrong-one@127.0.0.1:" + port + "/d");
        assertThat(thrown).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
        assertThat(thrown.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("listens"));
    }

    @Test
    void followsSslmode() {
        String root = "&sslrootcert=" + server.certificate();
        assertThat(secured(url(locked(), "localhost", "postgres?sslmode=disable")))
                .isFalse();
        assertThat(secured(url(locked(), "localhost", "postgres?sslmode=require")))
                .isTrue();
        assertThat(secured(url(locked(), "localhost", "postgres?sslmode=verify-full" + root)))
                .isTrue();
        assertThat(secured(url(locked(), "127.0.0.1", "postgres?sslmode=verify-ca" + root)))
                .isTrue();
        String sealed = login("sealed", SecuredServer.PASSWORD);
        assertThat(secured(url(sealed, "localhost", "postgres"))).isTrue();
        refused(CommonError.NOT_ALLOWED, url(sealed, "localhost", "postgres?sslmode=disable"));
    }

    @Test
    void refusesAServerThatItDoesNotKnow(@TempDir Path folder) {
        refused(
                CommonError.CONNECTION_LOST,
                url(locked(), "127.0.0.1", "postgres?sslmode=verify-full&sslrootcert=" + server.certificate()));
        refused(
                CommonError.CONNECTION_LOST,
                url(locked(), "localhost", "postgres?sslmode=verify-full&sslrootcert=" + folder.resolve("none.crt")));
    }
}
