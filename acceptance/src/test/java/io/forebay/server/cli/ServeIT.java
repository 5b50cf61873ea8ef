package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.crash.SqlClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServeIT {
    @TempDir
    Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void saysWhenItIsReadyAndEndsCleanlyWhenToldTo() throws Exception {
        Process server = serve();
        String ready = firstLine(server);
        assertThat(ready).matches("forebay is ready on 127\\.0\\.0\\.1:\\d+, http on 127\\.0\\.0\\.1:\\d+");

        String http = ready.replaceFirst(".*http on ", "");
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + http + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);

        server.destroy();
        assertThat(server.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(folder.resolve("data/tmp")).isEmptyDirectory();
    }

    @Test
    void endsInMidLoadWithoutLeavingHalfOfIt() throws Exception {
        Files.createDirectories(folder.resolve("lake"));
        Files.writeString(folder.resolve("lake/big"), "1|abcdefgh\n".repeat(6_000_000));
        Process server = serve();
        int port = port(firstLine(server));
        new SqlClient(port).run("CREATE TABLE t (a int, b varchar(20))");
        Thread loading = new Thread(() -> {
            try {
                new SqlClient(port).run("COPY t FROM 's3://lake/big' IAM_ROLE 'arn:aws:iam::123456789012:role/r'");
            } catch (SQLException e) {
                // The server was told to end.
            }
        });
        loading.start();
        while (new SqlClient(port).number("SELECT count(*) FROM sys_load_history WHERE loaded_rows > 0") == 0) {
            assertThat(loading.isAlive()).isTrue();
        }

        server.destroy();
        assertThat(server.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        loading.join();

        int again = port(firstLine(serve()));
        assertThat(new SqlClient(again).number("SELECT count(*) FROM t"))
                .isEqualTo(
                        new SqlClient(again)
                                .number(
                                        "SELECT coalesce(sum(loaded_rows), 0) FROM sys_load_history WHERE status = 'completed'"))
                .isIn(0L, 6_000_000L);
    }

    private static int port(String ready) {
        return Integer.parseInt(ready.replaceFirst(".* on 127\\.0\\.0\\.1:(\\d+), http.*", "$1"));
    }

    @Test
    void tellsASecondServerWhoHoldsTheFolder() throws Exception {
        Process first = serve();
        firstLine(first);

        Process second = serve();
        String said = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(said)
                .contains("another forebay (process " + first.pid() + ") holds the data folder", "hint: Stop it")
                .doesNotContain("\tat ");
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void startsAgainAfterItWasKilledAndSweepsItsScratch() throws Exception {
        Process first = serve();
        firstLine(first);
        Files.writeString(folder.resolve("data/tmp/libduckdb_java1.so"), "left behind");
        first.destroyForcibly().waitFor();

        firstLine(serve());
        assertThat(folder.resolve("data/tmp/libduckdb_java1.so")).doesNotExist();
    }

    private Process serve() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + folder.resolve("data/tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.forebay.server.Main",
                        "serve",
                        "--data=data",
                        "--bucket=lake=lake",
                        "--sql-port=0",
                        "--http-port=0")
                .directory(folder.toFile())
                .start();
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(reader.readLine());
    }
}
