package io.forebay.engine.flow.host.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.engine.flow.value.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What http:invoke sends, where it may, and what it makes of answers; the endpoint is a real one. */
@Timeout(60)
class HttpTasksTest {
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(204, -1);
    private volatile String asked = "";
    private volatile String body = "";
    private volatile Headers headers = new Headers();
    private HttpRules rules;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                headers = exchange.getRequestHeaders();
                body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        rules = new HttpRules(
                List.of("127.0.0.1:" + port()),
                Map.of(
                        "crm", new HttpRules.Connection("Authorization", "Bearer t0p"),
                        "keyed", new HttpRules.Connection("X-Api-Key", "k3y")));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answers(int status, String type, byte[] bytes) {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private void answers(int status, String type, String text) {
        answers(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode call(String method, String path, String more) throws Exception {
        return new HttpTasks(rules, Duration.ofSeconds(2))
                .call(Calls.of(
                        "http:invoke",
                        "{'ApiEndpoint': 'http://127.0.0.1:" + port() + path + "', 'Method': '" + method + "'" + more
                                + "}"));
    }

    @Test
    void sendsWhatIsAskedForAndGivesTheWholeAnswer() throws Exception {
        answers(201, "application/json; charset=UTF-8", "{\"n\": 1.50}");
        JsonNode result = call(
                "POST",
                "/a?x=1",
                ", 'Headers': {'X-One': 'v', 'x-many': ['a', 'b'], 'content-length': '99'},"
                        + " 'QueryParameters': {'q': 'a b&c', 'many': ['1', 2]}, 'RequestBody': {'deep': {'v': 1.10}}");
        assertThat(asked).isEqualTo("POST /a?x=1&q=a%20b%26c&many=1&many=2");
        assertThat(body).isEqualTo("{\"deep\":{\"v\":1.10}}");
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(headers.getFirst("X-One")).isEqualTo("v");
        assertThat(headers.getFirst("X-Many")).isEqualTo("a,b");
        assertThat(result.path("StatusCode").asInt()).isEqualTo(201);
        assertThat(result.path("StatusText").asText()).isEqualTo("Created");
        assertThat(result.path("ResponseBody")).hasToString("{\"n\":1.50}");
        assertThat(result.path("Headers").path("content-length")).hasToString("[\"11\"]");
    }

    @Test
    void asksForWhatTheAddressMeans() throws Exception {
        call("GET", "#top", ", 'QueryParameters': {'q': '1'}");
        assertThat(asked).isEqualTo("GET /?q=1");
        answer = exchange -> {
            boolean first = exchange.getRequestURI().getPath().equals("/");
            exchange.getResponseHeaders().set("Location", "next");
            exchange.sendResponseHeaders(first ? 302 : 204, -1);
        };
        call("GET", "", "");
        assertThat(asked).isEqualTo("GET /next");
    }

    /** A path of the input that leads to nothing must not send a request that is logged in nowhere. */
    @Test
    void sendsNothingWithoutTheLoginThatIsAskedFor() {
        for (String arn : List.of("null", "7", "['crm']", "{}")) {
            Calls.fails(
                    () -> call("GET", "/", ", 'InvocationConfig': {'ConnectionArn': " + arn + "}"),
                    "States.Runtime",
                    "ConnectionArn");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void givesTextThatIsNoJsonAsItIs() throws Exception {
        answers(200, "text/plain", "{\"n\": 1}");
        assertThat(call("GET", "/", "").path("ResponseBody").asText()).isEqualTo("{\"n\": 1}");
        answers(200, "application/problem+json", "no json");
        assertThat(call("GET", "/", "").path("ResponseBody").asText()).isEqualTo("no json");
        answers(204, "text/plain", "");
        assertThat(call("DELETE", "/", "").path("ResponseBody").asText("?")).isEmpty();
        assertThat(body).isEmpty();
        call("POST", "/", ", 'RequestBody': 'as it is'");
        assertThat(body).isEqualTo("as it is");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INDICES | a[0]=x&a[1]=y",
                "REPEAT | a=x&a=y",
                "COMMAS | a=x,y",
                "BRACKETS | a[]=x&a[]=y",
            })
    void encodesForms(String lists, String expected) throws Exception {
        call(
                "POST",
                "/",
                ", 'RequestBody': {'a': ['x', 'y'], 'o': {'i': true}, 't': 'ü +', 'z': null}, 'Transform':"
                        + " {'RequestBodyEncoding': 'URL_ENCODED', 'RequestEncodingOptions': {'ArrayFormat': '" + lists
                        + "'}}");
        assertThat(java.net.URLDecoder.decode(body.replace("%20", " "), StandardCharsets.UTF_8))
                .isEqualTo(expected + "&o[i]=true&t=ü +&z=");
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    }

    @Test
    void callsOnlyWhatIsAllowed() {
        rules = HttpRules.NONE;
        Calls.fails(() -> call("GET", "/", ""), "States.Permissions", "http-invoke.allow");
        rules = new HttpRules(List.of("127.0.0.1:1", "localhost"), Map.of());
        Calls.fails(() -> call("GET", "/", ""), "States.Permissions", "127.0.0.1:" + port());
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "127.0.0.1"})
    void allowsHostsAtAnyPort(String allowed) throws Exception {
        rules = new HttpRules(List.of(allowed), Map.of());
        assertThat(call("GET", "/", "").path("StatusCode").asInt()).isEqualTo(204);
    }

    @Test
    void logsInAsTheConnectionSays() throws Exception {
        String arn = "arn:aws:events:eu-central-1:123456789012:connection/crm/81210c42-8af1-456b-9c4a-6ff02fc664ac";
        call("GET", "/", ", 'InvocationConfig': {'ConnectionArn': '" + arn + "'}");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t0p");
        call("GET", "/", ", 'Authentication': {'ConnectionArn': 'keyed'}, 'Headers': {'x-api-key': 'other'}");
        assertThat(headers.get("X-Api-Key")).containsExactly("k3y");
        Calls.fails(
                () -> call("GET", "/", ", 'Authentication': {'ConnectionArn': 'none'}"),
                "Events.ConnectionResource.ResourceNotFound",
                "connection.none");
    }

    @Test
    void failsWithTheStatus() {
        answers(429, "text/plain", "slow down");
        Calls.fails(() -> call("GET", "/", ""), "States.Http.StatusCode.429", "slow down");
        answers(503, "text/plain", "");
        Calls.fails(() -> call("GET", "/", ""), "States.Http.StatusCode.503", "Service Unavailable");
    }

    private void redirects(int status, String to) {
        answer = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/from")) {
                exchange.getResponseHeaders().set("Location", to);
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        };
    }

    @Test
    void followsRedirectsAsTheirStatusSays() throws Exception {
        String more = ", 'RequestBody': {'a': 1}, 'Authentication': {'ConnectionArn': 'crm'}";
        redirects(302, "/to?x=1");
        call("POST", "/from", more);
        assertThat(asked).isEqualTo("GET /to?x=1");
        assertThat(body).isEmpty();
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t0p");
        redirects(307, "/to");
        call("POST", "/from", more);
        assertThat(asked).isEqualTo("POST /to");
        assertThat(body).isEqualTo("{\"a\":1}");
    }

    /** Another name of the same host is another host. */
    @Test
    void sendsNoSecretsElsewhereAndGoesNowhereElse() throws Exception {
        redirects(307, "http://localhost:" + port() + "/to");
        String more = ", 'Headers': {'X-One': 'v'}, 'Authentication': {'ConnectionArn': 'crm'}";
        Calls.fails(() -> call("GET", "/from", more), "States.Permissions", "localhost");
        assertThat(asked).isEqualTo("GET /from");
        rules = new HttpRules(List.of("*"), rules.connections());
        call("GET", "/from", more);
        assertThat(asked).isEqualTo("GET /to");
        assertThat(headers).doesNotContainKey("Authorization").doesNotContainKey("X-one");
    }

    @Test
    void endsRedirectsThatHaveNoEnd() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Location", "/again");
            exchange.sendResponseHeaders(302, -1);
        };
        Calls.fails(() -> call("GET", "/", ""), "States.Http.StatusCode.302", "Found");
        redirects(302, "file:///etc/passwd");
        Calls.fails(() -> call("GET", "/from", ""), "States.Http.Socket", "no http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "host", "X-Amz-Date", "x-forwarded-for", "Via"})
    void sendsNoHeaderThatAwsDoesNot(String header) {
        Calls.fails(() -> call("GET", "/", ", 'Headers': {'" + header + "': 'v'}"), "States.Runtime", "unsupported");
    }

    @Test
    void refusesWhatIsNoRequest() {
        Calls.fails(() -> call("TRACE", "/", ""), "States.Runtime", "Method");
        Calls.fails(() -> call("GET", "/ ", ""), "States.Runtime", "ApiEndpoint");
        Calls.fails(() -> call("GET", "/", ", 'Headers': {'X': 'a\\nb'}"), "States.Runtime", "A header");
        Calls.fails(
                () -> call("POST", "/", ", 'RequestBody': [1], 'Transform': {'RequestBodyEncoding': 'URL_ENCODED'}"),
                "States.Runtime",
                "object");
        Calls.fails(
                () -> call("POST", "/", ", 'RequestBody': [1], 'Transform': {'RequestBodyEncoding': 'XML'}"),
                "States.Runtime",
                "URL_ENCODED");
    }

    @Test
    void takesOnlyText() {
        answers(200, "image/png", new byte[] {1});
        Calls.fails(() -> call("GET", "/", ""), "States.Runtime", "image/png");
        answers(200, "text/plain", new byte[] {(byte) 0xff});
        Calls.fails(() -> call("GET", "/", ""), "States.Runtime", "UTF-8");
        answers(200, "text/plain", "x".repeat(Limits.DATA + 1));
        Calls.fails(() -> call("GET", "/", ""), "States.DataLimitExceeded", "exceeding");
    }

    /** The time is that of the whole answer. */
    @Test
    void waitsForNoAnswerForever() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('1');
            exchange.getResponseBody().flush();
            over.await();
        };
        HttpTasks hasty = new HttpTasks(rules, Duration.ofMillis(200));
        Calls.fails(
                () -> hasty.call(
                        Calls.of("http:invoke", "{'ApiEndpoint': 'http://127.0.0.1:" + port() + "', 'Method': 'GET'}")),
                "States.Http.Socket",
                "in time");
        server.stop(0);
        Calls.fails(() -> call("GET", "/", ""), "States.Http.Socket", "could not be reached");
    }
}
