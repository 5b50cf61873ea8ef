package io.forebay.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.ScalarFunction;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ExternalCalls.Call;
import io.forebay.spi.warehouse.ExternalCalls.Caller;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Volatility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to an endpoint, and what is made of what comes back; the endpoint is a real one. */
class LambdaCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ColumnType INTEGER = ColumnType.of(TypeKind.INTEGER);
    private static final ColumnType TEXT = ColumnType.varchar(4);

    private static HttpServer server;
    private static ExecutorService threads;
    private static volatile Answer answer = exchange -> {};

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeAll
    static void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Gives each row's first argument back. */
    @BeforeEach
    void echo() {
        answer = exchange -> {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            List<JsonNode> results = new ArrayList<>();
            request.get("arguments").forEach(row -> results.add(row.get(0)));
            reply(exchange, 200, "{\"success\": true, \"results\": " + results + "}");
        };
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answers(int status, String body) {
        answer = exchange -> reply(exchange, status, body);
    }

    private static URI address() {
        return URI.create("http://me:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/f?key=hidden");
    }

    private static ScalarFunction.Lambda lambda(int retryMillis, int rows, int bytes) {
        return new ScalarFunction.Lambda("f", "default", retryMillis, rows, bytes);
    }

    private static String text(
            Volatility volatility, ScalarFunction.Lambda lambda, ColumnType returns, ColumnType... arguments) {
        return ExternalFunction.of(
                        new ScalarFunction(new Name("public", "f_x"), List.of(arguments), returns, volatility, lambda))
                .text();
    }

    private List<@Nullable String> call(URI address, String definition, List<List<@Nullable String>> rows) {
        LambdaCalls calls = new LambdaCalls(new Endpoints(Map.of("f", address), Duration.ofMillis(400)), "dev");
        return calls.values(new Call(definition, rows, new Caller("ann", 77, cancelled)));
    }

    private List<@Nullable String> one(ColumnType returns, String value) {
        String definition = text(Volatility.VOLATILE, lambda(0, 10, 1000), returns, ColumnType.varchar(0));
        return call(address(), definition, List.of(List.of(value)));
    }

    private static List<List<@Nullable String>> numbers(@Nullable String... numbers) {
        return Arrays.stream(numbers)
                .map(Collections::<@Nullable String>singletonList)
                .toList();
    }

    private static void assertFails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ForebayException.class, e -> {
                    assertThat(e.code().name()).isEqualTo(code);
                    assertThat(e + " " + e.hint() + e.context()).doesNotContain("s3cret", "hidden", "127.0.0.1");
                })
                .hasMessageContaining(message);
    }

    @Test
    void sendsWhatRedshiftSends() {
        String definition = text(
                Volatility.VOLATILE,
                lambda(0, 10, 1000),
                INTEGER,
                INTEGER,
                ColumnType.varchar(9),
                ColumnType.of(TypeKind.BOOLEAN),
                ColumnType.of(TypeKind.DOUBLE));
        assertThat(call(
                        address(),
                        definition,
                        List.of(Arrays.asList("5", "a\"\n", "true", "1e+20"), Arrays.asList(null, null, null, "inf"))))
                .containsExactly("5", null);
        String sent = requests.get(0).toString();
        assertThat(sent.replaceFirst("\"request_id\":\"[0-9a-f-]{36}\",", ""))
                .isEqualTo("{\"cluster\":\"forebay\",\"user\":\"ann\",\"database\":\"dev\","
                        + "\"external_function\":\"public.f_x\",\"query_id\":77,\"num_records\":2,"
                        + "\"arguments\":[[5,\"a\\\"\\n\",true,1.0E20],[null,null,null,\"inf\"]]}");
    }

    @Test
    void logsInWithWhatTheAddressHas() {
        answer = exchange -> reply(
                exchange,
                200,
                "{\"success\": true, \"results\": [\""
                        + exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI()
                        + "\"]}");
        assertThat(one(ColumnType.varchar(99), "x")).containsExactly("Basic bWU6czNjcmV0 /f?key=hidden");
    }

    @Test
    void cutsRowsIntoBatchesInOrder() {
        String byRows = text(Volatility.VOLATILE, lambda(0, 2, 1000), INTEGER, INTEGER);
        assertThat(call(address(), byRows, numbers("1", "2", "3", "4", "5"))).containsExactly("1", "2", "3", "4", "5");
        assertThat(requests).extracting(each -> each.get("num_records").asInt()).containsExactly(2, 2, 1);
        requests.clear();
        String byBytes = text(Volatility.VOLATILE, lambda(0, 9, 12), INTEGER, INTEGER);
        assertThat(call(address(), byBytes, numbers("100", "200", "3", "4"))).containsExactly("100", "200", "3", "4");
        assertThat(requests).extracting(each -> each.get("num_records").asInt()).containsExactly(2, 2);
        assertFails(() -> call(address(), byBytes, numbers("10000000000")), "TOO_MUCH", "of one row are larger than");
    }

    @Test
    void asksForEqualRowsOnceUnlessVolatile() {
        String stable = text(Volatility.STABLE, lambda(0, 10, 1000), INTEGER, INTEGER);
        assertThat(call(address(), stable, numbers("1", null, "1", null, "2")))
                .containsExactly("1", null, "1", null, "2");
        assertThat(requests.get(0).get("num_records").asInt()).isEqualTo(3);
        String vary = text(Volatility.VOLATILE, lambda(0, 10, 1000), INTEGER, INTEGER);
        call(address(), vary, numbers("1", "1"));
        assertThat(requests.get(1).get("num_records").asInt()).isEqualTo(2);
    }

    @Test
    void takesAReplyThatIsATextToo() {
        answers(200, "\"{\\\"success\\\": true, \\\"num_records\\\": 1, \\\"results\\\": [\\\"héllo\\\"]}\"");
        assertThat(one(TEXT, "x")).containsExactly("hél");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'success': false, 'error_msg': 'No items'}                  | No items",
                "{'success': false}                                           | it failed and says no more",
                "{'errorMessage': 'boom', 'errorType': 'KeyError'}            | boom",
                "{'results': [1]}                                             | no 'success' that is true or false",
                "{'success': 1, 'results': [1]}                               | no 'success' that is true or false",
                "{'success': true}                                            | no array 'results'",
                "{'success': true, 'results': []}                             | it gave 0 results for 1 rows",
                "{'success': true, 'results': [1, 2]}                         | it gave 2 results for 1 rows",
                "{'success': true, 'num_records': 3, 'results': [1]}          | says that they are 3",
                "{'success': true, 'results': [1.5]}                          | the result 1.5 is no integer",
                "{'success': true, 'results': [3000000000]}                   | the result 3000000000 is no integer",
                "{'success': true, 'results': ['x']}                          | the result 'x' is no integer",
                "{'success': true, 'results': [true]}                         | the result true is no integer",
                "{'success': true, 'results': [[1]]}                          | the result [1] is no integer",
                "[1]                                                          | no object of JSON",
                "'text'                                                       | no JSON",
                "{'success': true, 'results': [1]} x                          | no JSON",
                "{'success': true, 'res                                       | no JSON",
                "``                                                           | no object of JSON",
            })
    void refusesAWrongReply(String body, String message) {
        answers(200, body.replace('\'', '"'));
        assertFails(() -> one(INTEGER, "1"), "EXTERNAL_FUNCTION", message.replace('\'', '"'));
    }

    @Test
    void castsResultsByTheirType() {
        answers(200, "{\"success\": true, \"results\": [\" 12.345 \"]}");
        assertThat(one(ColumnType.decimal(6, 2), "1")).containsExactly("12.35");
        assertFails(() -> one(ColumnType.decimal(3, 2), "1"), "EXTERNAL_FUNCTION", "is no numeric(3,2)");
        answers(200, "{\"success\": true, \"results\": [\"2024-02-29\"]}");
        assertThat(one(ColumnType.of(TypeKind.DATE), "1")).containsExactly("2024-02-29");
        assertThat(one(ColumnType.of(TypeKind.TIMESTAMP), "1")).containsExactly("2024-02-29 00:00");
        assertFails(() -> one(ColumnType.of(TypeKind.BOOLEAN), "1"), "EXTERNAL_FUNCTION", "is no boolean");
        answers(200, "{\"success\": true, \"results\": [1e999999999]}");
        assertFails(() -> one(ColumnType.of(TypeKind.DOUBLE), "1"), "EXTERNAL_FUNCTION", "is no double precision");
        assertFails(() -> one(ColumnType.of(TypeKind.BIGINT), "1"), "EXTERNAL_FUNCTION", "is no bigint");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 404})
    void refusesAStatusAndFollowsNoRedirect(int status) {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            reply(exchange, status, "");
        };
        assertFails(() -> one(INTEGER, "1"), "EXTERNAL_FUNCTION", "status " + status);
    }

    @Test
    void saysThatTheEndpointDoesNotAnswer() throws IOException {
        answers(500, "");
        assertFails(() -> one(INTEGER, "1"), "EXTERNAL_FUNCTION_AWAY", "status 500");
        CountDownLatch end = new CountDownLatch(1);
        answer = exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertFails(() -> one(INTEGER, "1"), "EXTERNAL_FUNCTION_AWAY", "did not answer within");
        end.countDown();
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        String definition = text(Volatility.VOLATILE, lambda(0, 10, 1000), INTEGER, INTEGER);
        assertFails(() -> call(nobody, definition, numbers("1")), "EXTERNAL_FUNCTION_AWAY", "it takes no connection");
    }

    @Test
    void triesAgainWhatWasNotWorkedOn() {
        Answer echo = answer;
        List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
        answer = exchange -> {
            attempts.add(1);
            if (attempts.size() < 2) {
                reply(exchange, 429, "");
            } else {
                echo.to(exchange);
            }
        };
        String definition = text(Volatility.VOLATILE, lambda(10_000, 10, 1000), INTEGER, INTEGER);
        assertThat(call(address(), definition, numbers("4"))).containsExactly("4");
        assertThat(attempts).hasSize(2);
    }

    @Test
    void endsWhenItsStatementIsCancelled() {
        answer = exchange -> {
            reply(exchange, 503, "");
            cancelled.complete(null);
        };
        String definition = text(Volatility.VOLATILE, lambda(10_000, 10, 1000), INTEGER, INTEGER);
        assertFails(() -> call(address(), definition, numbers("1")), "CANCELLED", "canceling statement");
    }

    @Test
    void takesNoReplyWithoutEnd() {
        answer = exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            Arrays.fill(part, (byte) ' ');
            for (int i = 0; i < 160; i++) {
                exchange.getResponseBody().write(part);
            }
        };
        LambdaCalls calls = new LambdaCalls(new Endpoints(Map.of("f", address()), Duration.ofSeconds(20)), "dev");
        String definition = text(Volatility.VOLATILE, lambda(0, 10, 1000), INTEGER, INTEGER);
        assertFails(
                () -> calls.values(new Call(definition, numbers("1"), new Caller("", 0, cancelled))),
                "EXTERNAL_FUNCTION",
                "larger than 6 MB");
    }

    @Test
    void knowsAFunctionByItsArnToo() {
        Endpoints endpoints = new Endpoints(Map.of("f", URI.create("http://h/")), Duration.ofSeconds(1));
        endpoints.check("arn:aws:lambda:us-east-1:123456789012:function:f:live");
        assertFails(() -> endpoints.check("g"), "UNDEFINED_OBJECT", "where the Lambda function g is");
    }
}
