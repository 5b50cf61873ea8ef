package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.forebay.server.config.Keys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinesTest {
    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsItsVersion() {
        assertThat(run("version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .matches("forebay \\d+\\.\\d+\\.\\d+.* \\(DuckDB .*, Java .*\\)\n");
    }

    @Test
    void listsEverySettingInTheHelpOfServe() {
        assertThat(run("serve", "--help")).isZero();
        assertThat(Keys.all()).allSatisfy(setting -> assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--" + setting.key() + "="));
    }

    @Test
    void takesNoCommandAsAQuestionForHelp() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors()).contains("demo", "serve", "sql", "version");
    }

    @Test
    void namesTheNearestCommand() {
        assertThat(run("sevre")).isEqualTo(2);
        assertThat(errors()).contains("Did you mean", "serve");
    }

    @Test
    void namesTheNearestFlag() {
        assertThat(run("serve", "--sql-prt", "1")).isEqualTo(2);
        assertThat(errors()).contains("--sql-prt", "Possible solutions: --sql-port");
    }

    @Test
    void refusesAWrongValueOfAFlagInOneSentenceAndAHint() {
        assertThat(run("serve", "--poll-interval", "soon")).isEqualTo(2);
        assertThat(errors())
                .isEqualTo("forebay: --poll-interval must be a number with ms, s, m or h, not \"soon\"\n"
                        + "hint: For example: --poll-interval 500ms\n");
    }

    @Test
    void refusesAnUnknownKeyOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("f.yaml"), "sqlport: 1\n");

        assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        assertThat(errors())
                .contains("f.yaml line 1: sqlport is no setting", "Did you mean sql-port?")
                .doesNotContain("\tat ");
    }

    @Test
    void showsWhereAnErrorComesFromWhenAsked() {
        assertThat(run("serve", "--verbose", "--sql-port", "x")).isEqualTo(2);
        assertThat(errors()).contains("\tat ");
    }

    @Test
    void startsAMachineWithAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("input.json"), "{\"day\": \"2026-11-27\"}");
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());
            assertThat(run("pipeline", "run", "m", "--no-wait", "--http-port", port, "--input", "@" + file))
                    .as(errors())
                    .isZero();
        } finally {
            server.stop(0);
        }
        assertThat(asked.get()).contains("\"input\":\"{\\\"day\\\": \\\"2026-11-27\\\"}\"");
    }

    @Test
    void saysWhyAnInputCannotBeRead() throws IOException {
        Path latin = Files.write(folder.resolve("latin.json"), "{\"n\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run("pipeline", "run", "m", "--input", "@" + latin)).isEqualTo(2);
        assertThat(errors()).contains("latin.json is no text in UTF-8");
        assertThat(run("pipeline", "run", "m", "--input", "@" + folder)).isEqualTo(2);
        assertThat(errors()).contains("the file " + folder + " cannot be read");
    }

    @Test
    void saysThatNoServerIsThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(run("sql", "--sql-port", Integer.toString(free), "-c", "select 1"))
                .isEqualTo(1);
        assertThat(errors()).contains("cannot connect to 127.0.0.1:" + free, "hint: Is \"forebay serve\" running");
    }

    @Test
    void refusesAStatementTogetherWithAFile() {
        assertThat(run("sql", "-c", "select 1", "-f", "x.sql")).isEqualTo(2);
        assertThat(errors()).contains("-c and -f exclude each other");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        return CommandLines.run(terminal, arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
