package io.forebay.engine.flow.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task gives a function, and what it makes of its reply; the function is at a real address. */
@Timeout(60)
class LambdaTasksTest {
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";
    private static final String DIRECT = "arn:aws:lambda:eu-central-1:123456789012:function:f";

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile Answer answer = exchange -> {};
    private volatile String asked = "";
    private volatile @Nullable String login;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                login = exchange.getRequestHeaders().getFirst("Authorization");
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answers(int status, String body) {
        answer = exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private JsonNode call(String resource, String parameters) throws Exception {
        URI address =
                URI.create("http://user:pass@127.0.0.1:" + server.getAddress().getPort() + "/f");
        LambdaTasks tasks = new LambdaTasks(new Endpoints(Map.of("f", address), Duration.ofSeconds(2)), Map.of());
        Work.Task task = new Work.Task(
                "1", "token", "S", Resource.of(resource), Json.parse(parameters), null, null, null, null, null);
        return tasks.call(new TaskCall("execution", "role", task));
    }

    private static void fails(ThrowingCallable call, String error, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo(error))
                .hasMessageContaining(message);
    }

    @Test
    void givesAFunctionItsPayload() throws Exception {
        answers(200, "{\"n\": 1.50}");
        assertThat(call(INVOKE, "{\"FunctionName\": \"f\", \"Payload\": {\"a\": 1}}"))
                .hasToString("{\"ExecutedVersion\":\"$LATEST\",\"Payload\":{\"n\":1.50},\"StatusCode\":200}");
        assertThat(asked).isEqualTo("{\"a\":1}");
        assertThat(call(DIRECT, "{\"b\": 2}")).hasToString("{\"n\":1.50}");
        assertThat(asked).isEqualTo("{\"b\":2}");
        answers(204, "");
        assertThat(call(DIRECT, "{}").isNull()).isTrue();
    }

    /** What the address says of a login is sent, and told to nobody. */
    @Test
    void logsIn() throws Exception {
        answers(200, "1");
        call(DIRECT, "{}");
        assertThat(login).isEqualTo("Basic dXNlcjpwYXNz");
        server.stop(0);
        fails(() -> call(DIRECT, "{}"), "Lambda.SdkClientException", "The function could not be reached.");
    }

    @Test
    void tellsAFunctionsErrors() {
        answers(500, "{\"errorType\": \"Odd\", \"errorMessage\": \"why\"}");
        fails(() -> call(DIRECT, "{}"), "Odd", "\"errorMessage\":\"why\"");
        answers(500, "<html>");
        fails(() -> call(DIRECT, "{}"), "Lambda.Unknown", "status 500");
        answers(302, "");
        fails(() -> call(DIRECT, "{}"), "Lambda.Unknown", "status 302");
        answers(200, "no json");
        fails(() -> call(DIRECT, "{}"), "Lambda.Unknown", "no JSON");
        fails(() -> call(INVOKE, "{\"FunctionName\": \"g\"}"), "Lambda.ResourceNotFoundException", "function g");
    }

    @Test
    void takesNoReplyWithoutEnd() {
        answers(200, '"' + "x".repeat(Limits.DATA) + '"');
        fails(() -> call(DIRECT, "{}"), "States.DataLimitExceeded", "exceeding");
    }

    /** The time is that of the whole reply: a function may begin one and never end it. */
    @Test
    void waitsForNoReplyForever() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('1');
            exchange.getResponseBody().flush();
            over.await();
        };
        assertThatThrownBy(() -> call(DIRECT, "{}"))
                .isInstanceOfSatisfying(
                        TaskFailure.class, e -> assertThat(e.error()).isEqualTo("States.Timeout"));
    }
}
