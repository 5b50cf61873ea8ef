package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BikeHistoryTest {
    private static final Path EXAMPLE = Path.of("bike-history");
    private static final String CALL = "CALL sp_load_bikes('events/')";

    @TempDir
    Path folder;

    private Path lake;
    private HttpServer endpoint;
    private Server server;
    private Connection connection;
    private volatile CountDownLatch asked = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    @BeforeEach
    void start() throws Exception {
        lake = folder.resolve("lake");
        Files.createDirectories(lake.resolve("events"));
        Files.createDirectories(folder.resolve("data"));
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ManifestServer manifests = new ManifestServer(lake);
        endpoint.createContext("/", exchange -> {
            try (exchange) {
                asked.countDown();
                await(held);
                String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                byte[] reply = manifests.reply(request).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        endpoint.start();
        server = Server.start(Settings.builder()
                .flag("data", folder.resolve("data").toString())
                .flag("bucket", "lake=" + lake)
                .flag(
                        "lambda",
                        "next-manifest=http://127.0.0.1:"
                                + endpoint.getAddress().getPort() + "/")
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .build());
        connection = connect();
        Answers.of(connection, EXAMPLE.resolve("setup.sql"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.close();
        endpoint.stop(0);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
    }

    private void put(String batch) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLE.resolve("data").resolve(batch))) {
            for (Path file : files.toList()) {
                Files.copy(file, lake.resolve("events").resolve(file.getFileName()));
            }
        }
    }

    /** Runs the procedure; gives what it told last. */
    private String load() throws SQLException {
        String told = "";
        try (Statement call = connection.createStatement()) {
            call.execute(CALL);
            for (SQLWarning each = call.getWarnings(); each != null; each = each.getNextWarning()) {
                told = String.valueOf(each.getMessage());
            }
        }
        return told;
    }

    private List<String> history() throws Exception {
        return Answers.of(connection, EXAMPLE.resolve("check.sql"));
    }

    @Test
    void mergesEachBatchOnceAndNothingOfABadOne() throws Exception {
        put("1");
        assertThat(load()).isEqualTo("5 events");
        assertThat(load()).isEqualTo("there is nothing new");
        put("2");
        assertThat(load()).isEqualTo("3 events");
        List<String> expected = Files.readAllLines(EXAMPLE.resolve("expected.txt"));
        assertThat(history()).isEqualTo(expected);
        put("3");
        assertThatThrownBy(this::load).hasMessageContaining("1 events are older than the history of their bikes");
        assertThat(history()).isEqualTo(expected);
    }

    @Test
    void isWhatTheBuiltInMergeMakes() throws Exception {
        put("1");
        load();
        put("2");
        load();
        Answers.of(
                connection,
                "COPY bike_stage FROM 's3://lake/events/' IAM_ROLE 'arn:aws:iam::123456789012:role/loader'"
                        + " FORMAT JSON 'auto' TIMEFORMAT 'auto'");
        Answers.of(connection, "CREATE TABLE again (LIKE bike_history)");
        Answers.of(
                connection,
                "CALL forebay.scd2('bike_stage', 'again', 'bike', 'happened', 'since', 'until',"
                        + " columns => 'what AS status, station, place', open_end => '9999-12-31 23:59:59')");
        assertThat(Answers.of(connection, "SELECT * FROM again ORDER BY bike, since"))
                .isEqualTo(Answers.of(connection, "SELECT * FROM bike_history ORDER BY bike, since"))
                .hasSize(8);
    }

    @Test
    void endsWhenAnotherCallRuns() throws Exception {
        put("1");
        asked = new CountDownLatch(1);
        held = new CountDownLatch(1);
        try (Connection other = connect();
                Statement call = other.createStatement()) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
                try {
                    call.execute(CALL);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            asked.await();
            assertThat(load()).isEqualTo("the bikes are being loaded already");
            held.countDown();
            first.get();
        }
        assertThat(load()).isEqualTo("there is nothing new");
        assertThat(history()).contains("s3://lake/manifests/0815.json|5");
    }
}
