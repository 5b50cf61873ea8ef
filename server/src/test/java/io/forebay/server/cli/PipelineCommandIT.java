package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.forebay.server.Server;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.http.aws.AccessKey;
import io.forebay.server.http.aws.Signed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code forebay pipeline} with a server that has keys. */
@Timeout(60)
class PipelineCommandIT {
    private static final Map<String, String> KEY =
            Map.of("AWS_ACCESS_KEY_ID", "AKIDTEST", "AWS_SECRET_ACCESS_KEY", "a-secret-of-enough-length");
    private static final String STAMP = "\\d\\d:\\d\\d:\\d\\d";

    /** Fails while there is no table day_1; what the SQL says is in its cause. */
    private static final String NIGHTLY =
            """
            {"StartAt": "Ready", "States": {
              "Ready": {"Type": "Pass", "Next": "Load"},
              "Load": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:executeStatement",
                "Parameters": {"Database": "dev", "Sql": "INSERT INTO day_1 VALUES (1)", "WaitTimeSeconds": 20},
                "ResultPath": "$.load", "Next": "Ask"},
              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
                "Parameters": {"Id.$": "$.load.Id"}, "ResultPath": "$.asked", "Next": "Decide"},
              "Decide": {"Type": "Choice", "Default": "Ask", "Choices": [
                {"Variable": "$.asked.Status", "StringEquals": "FINISHED", "Next": "Done"},
                {"Variable": "$.asked.Status", "StringEquals": "FAILED", "Next": "Report"}]},
              "Report": {"Type": "Fail", "Error": "Nightly.LoadFailed", "CausePath": "$.asked.Error"},
              "Done": {"Type": "Succeed", "OutputPath": "$.day"}}}
            """;

    private static final BlockingQueue<String> POSTED = new LinkedBlockingQueue<>();

    @TempDir
    static Path folder = Path.of("");

    private static Server server;
    private static HttpServer hook;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            POSTED.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(pipelines.resolve("nightly.asl.json"), NIGHTLY);
        Files.writeString(
                pipelines.resolve("pause.asl.json"),
                "{\"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Wait\", \"Seconds\": 600, \"End\": true}}}");
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.PIPELINES, pipelines.toString())
                .flag(Keys.WEBHOOK, "http://127.0.0.1:" + hook.getAddress().getPort() + "/")
                .flag(Keys.ACCESS_KEYS, KEY.get("AWS_ACCESS_KEY_ID") + "=" + KEY.get("AWS_SECRET_ACCESS_KEY"))
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
    }

    @AfterAll
    static void end() {
        server.close();
        hook.stop(0);
    }

    private int run(Map<String, String> environment, String in, String... arguments) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("pipeline"));
        all.addAll(List.of(arguments));
        if (!all.contains("--http-port")) {
            all.addAll(List.of("--http-port", Integer.toString(server.httpPort())));
        }
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);
        return CommandLines.run(terminal, all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return run(KEY, "", arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void sql(String statement) throws Exception {
        try (SqlClient client =
                SqlClient.connect(new SqlClient.Address("127.0.0.1", server.sqlPort(), "dev", "forebay", null))) {
            client.run(statement);
        }
    }

    @Test
    void runsShowsAndRedrivesWhatFailed() throws Exception {
        sql("DROP TABLE IF EXISTS day_1");
        assertThat(run(KEY, "{\"day\": {\"n\": 1}}", "run", "nightly", "--input", "@-", "--name", "first"))
                .isEqualTo(1);
        assertThat(output().lines().filter(line -> !line.matches(STAMP + " {20}\\w+")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("nightly:first"),
                        line -> assertThat(line).isEqualTo("START    END          TIME  STATE"),
                        line -> assertThat(line).matches(STAMP + " " + STAMP + " +\\d+ ms  Ready"),
                        line -> assertThat(line).matches(STAMP + " " + STAMP + " .*  Load"),
                        line -> assertThat(line)
                                .startsWith(" ".repeat(9) + "SQL FAILED: ")
                                .contains("day_1"),
                        line -> assertThat(line).matches(STAMP + " " + STAMP + " .*  Ask"),
                        line -> assertThat(line).matches(STAMP + " " + STAMP + " .*  Decide"),
                        line -> assertThat(line).matches(STAMP + " " + STAMP + " .*  Report  failed"),
                        line -> assertThat(line).matches("FAILED after .* in Report"),
                        line -> assertThat(line)
                                .startsWith("Nightly.LoadFailed: ")
                                .contains("day_1"),
                        line -> assertThat(line).isEqualTo("\"forebay pipeline show nightly:first\" shows all of it."));
        assertThat(POSTED.poll(30, TimeUnit.SECONDS))
                .contains("\"event\":\"execution_failed\"", "\"state\":\"Report\"", "day_1");

        assertThat(run("show", "first")).isZero();
        assertThat(output())
                .contains("execution nightly:first\n", "status    FAILED\n", "state     Report\n", "input     {\n")
                .contains("error     Nightly.LoadFailed\n");

        assertThat(run("history", "nightly:first")).isZero();
        assertThat(output().lines())
                .anyMatch(line -> line.matches("    1  " + STAMP + "\\.\\d{3}  ExecutionStarted .*"))
                .anyMatch(line -> line.matches(" +\\d+  " + STAMP + "\\.\\d{3}  TaskStateEntered        Load"));

        assertThat(run("list", "--machine", "nightly", "--status", "failed")).isZero();
        assertThat(output()).contains("| FAILED | ", "| nightly:first\n");

        assertThat(run("redrive", "first")).isEqualTo(1);
        assertThat(output().lines()).noneMatch(line -> line.endsWith("Ready"));
        assertThat(run("show", "first", "--json")).isZero();
        assertThat(output()).contains("\"redriveCount\" : 1");
    }

    @Test
    void endsWithZeroWhenItSucceeded() throws Exception {
        sql("CREATE TABLE IF NOT EXISTS day_1 (n INTEGER)");
        assertThat(run("run", "nightly", "--input", "{\"day\": 7}")).isZero();
        assertThat(output().lines().toList())
                .startsWith(output().lines().findFirst().orElseThrow())
                .endsWith("output: 7");
        assertThat(output().lines().findFirst().orElseThrow())
                .matches("nightly:\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ-\\w{4}");
        sql("DROP TABLE day_1");
    }

    @Test
    void stopsWhatRuns() throws Exception {
        assertThat(run("run", "pause", "--name", "p", "--no-wait")).isZero();
        assertThat(output()).isEqualTo("pause:p\n");
        assertThat(run("show", "pause:p")).isZero();
        assertThat(output()).contains("status    RUNNING\n").containsPattern("running   Rest \\d+");
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/metrics"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body()
                        .lines())
                .contains("forebay_executions_running 1.0", "forebay_executions_started_total{machine=\"pause\"} 1.0");
        assertThat(run("stop", "p", "--cause", "enough")).isZero();
        assertThat(output()).isEqualTo("pause:p ABORTED\n");
        assertThat(run("show", "p")).isZero();
        assertThat(output()).contains("cause     enough\n", "state     Rest\n");
    }

    @Test
    void printsHowAnExecutionOfAnExpressMachineWent() throws Exception {
        byte[] body =
                """
                {"name": "quick", "type": "EXPRESS", "roleArn": "r", "definition":
                 "{\\"StartAt\\": \\"A\\", \\"States\\": {\\"A\\": {\\"Type\\": \\"Succeed\\"}}}"}
                """
                        .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Signed.headers(
                        new AccessKey(KEY.get("AWS_ACCESS_KEY_ID"), KEY.get("AWS_SECRET_ACCESS_KEY"), null),
                        "127.0.0.1:" + server.httpPort(),
                        "AWSStepFunctions.CreateStateMachine",
                        body,
                        "states",
                        Instant.now())
                .forEach(request::header);
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(run("run", "quick", "--input", "[5]")).isZero();
        assertThat(output()).matches("SUCCEEDED after .*\noutput: \\[5]\n");
    }

    @Test
    void listsMachines() {
        assertThat(run("machines")).isZero();
        assertThat(output()).contains("| STANDARD | nightly\n", "| STANDARD | pause\n");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(run(Map.of(), "", "machines")).isEqualTo(1);
        assertThat(errors()).contains("MissingAuthenticationTokenException", "hint: Set AWS_ACCESS_KEY_ID");
        assertThat(run("run", "nihgtly")).isEqualTo(1);
        assertThat(errors()).contains("StateMachineDoesNotExist", "hint: \"forebay pipeline machines\"");
        assertThat(run("show", "nobody")).isEqualTo(1);
        assertThat(errors()).contains("no machine has an execution \"nobody\"");
        assertThat(run("run", "nightly", "--input", "@nothing.json")).isEqualTo(2);
        assertThat(errors()).contains("there is no file nothing.json");
        assertThat(run("run", "nightly", "--input", "{")).isEqualTo(1);
        assertThat(errors()).contains("InvalidExecutionInput");
        assertThat(run("list", "--status", "good")).isEqualTo(2);
        assertThat(errors()).contains("--status must be one of running");
        assertThat(run("run")).isEqualTo(2);
        assertThat(errors()).contains("MACHINE");
        try (ServerSocket socket = new ServerSocket(0)) {
            String free = Integer.toString(socket.getLocalPort());
            socket.close();
            assertThat(run("machines", "--http-port", free)).isEqualTo(1);
            assertThat(errors()).contains("no answer from http://127.0.0.1:" + free, "hint: Is \"forebay serve\"");
        }
    }
}
