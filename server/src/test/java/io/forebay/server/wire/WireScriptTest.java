package io.forebay.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.wire.auth.UserDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Golden scripts: lines with {@code >} are sent, lines with {@code <} are what must come. A connection that is not
 * started by the script itself is logged in before.
 */
final class WireScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "startup",
                "negotiation",
                "simple",
                "extended",
                "errors",
                "portals",
                "binary",
                "parameters",
                "text",
                "failed-transaction"
            })
    void answersAsTheScriptSays(String name) throws IOException {
        List<String> script = lines(name);
        try (WireServer server =
                new WireServer(new FakeSessions(), WireSettings.loopback(0), UserDirectory.openTo("forebay"))) {
            server.start();
            assertThat(play(script, server.port())).isEqualTo(String.join("\n", script));
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = WireScriptTest.class.getResourceAsStream("/wire/" + name + ".script")) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** The script as it went: what was sent as written, what came as it was. */
    private static String play(List<String> script, int port) throws IOException {
        boolean started = script.stream().anyMatch(line -> line.startsWith("> startup"));
        List<String> seen = new ArrayList<>();
        try (WireClient client = started ? new WireClient(port) : WireClient.login(port)) {
            for (String line : script) {
                if (line.startsWith("> ")) {
                    send(line.substring(2), client);
                    seen.add(line);
                } else if (line.startsWith("< byte")) {
                    seen.add("< byte " + (char) client.readByte());
                } else if (line.startsWith("<")) {
                    String message = receive(client);
                    seen.add("< " + message);
                    if (message.equals("nothing")) {
                        break;
                    }
                } else {
                    seen.add(line);
                }
            }
        }
        return String.join("\n", seen);
    }

    private static String receive(WireClient client) throws IOException {
        try {
            return WireText.show(client.read());
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }

    private static void send(String line, WireClient client) throws IOException {
        List<String> words = WireText.words(line);
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "startup" -> client.startup(strings(rest));
            case "startup-minor" ->
                client.packet(3 << 16 | 2, (String.join("\0", strings(rest)) + "\0\0").getBytes(UTF_8));
            case "packet" -> client.packet(Integer.parseInt(rest.get(0)), new byte[0]);
            case "raw" -> client.send(rest.get(0).charAt(0), WireText.value(rest.get(1)));
            default ->
                client.send(words.get(0).charAt(0), WireText.body(words.get(0).charAt(0), rest));
        }
    }

    private static String[] strings(List<String> words) {
        return words.stream().map(word -> word.substring(1, word.length() - 1)).toArray(String[]::new);
    }
}
