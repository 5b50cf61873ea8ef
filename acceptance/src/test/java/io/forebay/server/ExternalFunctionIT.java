package io.forebay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** External functions in statements of PostgreSQL's JDBC driver. */
@Timeout(120)
class ExternalFunctionIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicInteger ROWS = new AtomicInteger();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static HttpServer endpoint;
    private static ExecutorService threads;
    private static Server server;
    private static volatile CountDownLatch arrived = new CountDownLatch(0);
    private static volatile CountDownLatch held = new CountDownLatch(0);

    private Connection connection;
    private Statement sql;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        endpoint.setExecutor(threads);
        endpoint.createContext("/", ExternalFunctionIT::answer);
        endpoint.start();
        String address = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/";
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.LAMBDAS, "twice=" + address + "twice")
                .flag(Keys.LAMBDAS, "count=" + address + "count")
                .flag(Keys.LAMBDAS, "echo=" + address + "echo")
                .flag(Keys.LAMBDAS, "fail=" + address + "fail")
                .flag(Keys.LAMBDAS, "hold=" + address + "hold")
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
        try (Connection first = connect();
                Statement sql = first.createStatement()) {
            external(sql, "x_twice(int) RETURNS bigint STABLE LAMBDA 'twice'");
            external(sql, "x_count(varchar) RETURNS int VOLATILE LAMBDA 'count'");
            external(sql, "f_count(varchar) RETURNS int VOLATILE LAMBDA 'count'");
            sql.execute("CREATE FUNCTION f_next(varchar) RETURNS varchar(8) VOLATILE"
                    + " AS $$ SELECT 'no. ' || f_count($1) $$ LANGUAGE sql");
            external(sql, "x_stable(varchar) RETURNS varchar(20) STABLE LAMBDA 'count'");
            external(sql, "x_echo(varchar, varchar) RETURNS varchar(40) STABLE LAMBDA 'echo'");
            external(sql, "x_fail(int) RETURNS int STABLE LAMBDA 'fail'");
            external(sql, "x_hold(int) RETURNS int VOLATILE LAMBDA 'hold'");
            sql.execute("CREATE TABLE big AS SELECT n::int AS n FROM generate_series(1, 100000) AS g(n)");
        }
    }

    private static void external(Statement sql, String function) throws SQLException {
        sql.execute("CREATE EXTERNAL FUNCTION " + function + " IAM_ROLE default RETRY_TIMEOUT 0");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            CALLS.incrementAndGet();
            ROWS.addAndGet(request.get("num_records").asInt());
            byte[] reply = reply(exchange.getRequestURI().getPath(), request).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private static String reply(String path, JsonNode request) {
        ArrayNode results = JSON.createArrayNode();
        for (JsonNode row : request.get("arguments")) {
            switch (path) {
                case "/twice" ->
                    results.add(row.get(0).isNull() ? null : 2L * row.get(0).asInt());
                case "/count" -> results.add(NUMBERS.incrementAndGet());
                case "/echo" -> results.add(row.toString());
                case "/hold" -> {
                    arrived.countDown();
                    await(held);
                    results.addNull();
                }
                default -> {
                    return "{\"success\": false, \"error_msg\": \"the queue is empty\"}";
                }
            }
        }
        return "{\"success\": true, \"num_records\": " + results.size() + ", \"results\": " + results + "}";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        endpoint.stop(0);
        threads.shutdownNow();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay&sslmode=disable");
    }

    @BeforeEach
    void open() throws SQLException {
        connection = connect();
        sql = connection.createStatement();
        CALLS.set(0);
        ROWS.set(0);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private String ask(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(query)) {
            while (result.next()) {
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(result.getString(column));
                }
            }
        }
        return String.join("|", values);
    }

    @Test
    void keepsCallsApartWhoseArgumentsLookAlike() throws SQLException {
        assertThat(ask("SELECT x_echo('a, b', 'c'), x_echo('a', 'b, c'), x_echo(NULL, 'null'), x_echo('null', NULL)"))
                .isEqualTo("[\"a, b\",\"c\"]|[\"a\",\"b, c\"]|[null,\"null\"]|[\"null\",null]");
        assertThat(ROWS).hasValue(4);
    }

    private static PSQLException failure(ThrowingCallable call) {
        return catchThrowableOfType(PSQLException.class, call);
    }

    @Test
    void worksOnEveryRowOfALargeTableInFewCalls() throws SQLException {
        assertThat(ask("SELECT count(*), sum(x_twice(n)) FROM big WHERE x_twice(n) = 2 * n"))
                .isEqualTo("100000|10000100000");
        assertThat(CALLS.get()).isLessThan(150);
        sql.execute("CREATE VIEW doubled AS SELECT n, x_twice(n) AS twice FROM big");
        assertThat(ask("SELECT count(*), max(twice) FROM doubled WHERE twice <> 2 * n OR n > 99998"))
                .isEqualTo("2|200000");
        assertThat(ask("SELECT x_twice(n) AS t, t + 1 FROM big WHERE n < 3 ORDER BY n"))
                .isEqualTo("2|3|4|5");
        sql.execute("CREATE TEMP TABLE part AS SELECT x_twice(n % 3) AS third FROM big WHERE n <= 2000");
        assertThat(ask("SELECT third, count(*) FROM part GROUP BY 1 ORDER BY 1"))
                .isEqualTo("0|666|2|667|4|667");
    }

    @Test
    void asksForEqualRowsOfABatchOnce() throws SQLException {
        assertThat(ask("SELECT count(DISTINCT x_twice(n % 5)) FROM big WHERE n <= 2000"))
                .isEqualTo("5");
        assertThat(ROWS.get()).isLessThan(50);
    }

    @Test
    void isAskedOnceForARowAndAgainByTheNextStatement() throws SQLException {
        assertThat(ask("SELECT x_count('a') IS NOT NULL, x_stable('b') IS NOT NULL"))
                .isEqualTo("t|t");
        assertThat(CALLS.get()).isEqualTo(2);
        assertThat(ask("SELECT f_next('a')::varchar(3), CAST(public.x_count('a') AS char(9)) <> ''"))
                .isEqualTo("no.|t");
        assertThat(CALLS.get()).isEqualTo(4);
        CALLS.set(2);
        try (PreparedStatement statement = connection.prepareStatement("SELECT x_stable('b'), x_count(?)")) {
            assertThat(statement.getMetaData().getColumnTypeName(2)).isEqualTo("int4");
            assertThat(CALLS.get()).isEqualTo(2);
            List<String> seen = new ArrayList<>();
            for (int round = 0; round < 7; round++) {
                statement.setString(1, "c");
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    seen.add(row.getString(1));
                    seen.add(row.getString(2));
                }
            }
            assertThat(seen).hasSize(14).doesNotHaveDuplicates();
            assertThat(CALLS.get()).isEqualTo(16);
        }
    }

    @Test
    void worksInProcedures() throws SQLException {
        sql.execute("CREATE OR REPLACE PROCEDURE asks(OUT a bigint, OUT b bigint) AS $$ BEGIN"
                + " SELECT x_twice(4) INTO a; b := x_twice(5) + 1; END $$ LANGUAGE plpgsql");
        assertThat(ask("CALL asks()")).isEqualTo("8|11");
    }

    @Test
    void tellsWhatTheEndpointSaysAndUndoesTheStatement() throws SQLException {
        sql.execute("CREATE TABLE kept (n int)");
        PSQLException error = failure(() -> sql.execute("INSERT INTO kept SELECT x_fail(n) FROM big LIMIT 10"));
        ServerErrorMessage message = error.getServerErrorMessage();
        assertThat(message).isNotNull();
        assertThat(message.getSQLState()).isEqualTo("38000");
        assertThat(message.getMessage()).isEqualTo("the queue is empty");
        assertThat(message.getWhere()).isEqualTo("external function public.x_fail (LAMBDA 'fail')");
        assertThat(ask("SELECT count(*) FROM kept")).isEqualTo("0");
        assertThat(failure(() -> ask("SELECT x_fail(1)")).getMessage()).contains("the queue is empty");
        assertThat(CALLS.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void endsWhenItsStatementIsCancelled() throws Exception {
        arrived = new CountDownLatch(1);
        held = new CountDownLatch(1);
        CompletableFuture<PSQLException> asking =
                CompletableFuture.supplyAsync(() -> failure(() -> ask("SELECT x_hold(1)")));
        arrived.await();
        sql.cancel();
        assertThat(asking.get().getMessage()).contains("canceling statement due to user request");
        assertThat(ask("SELECT x_twice(1)")).isEqualTo("2");
        sql.execute("SET statement_timeout TO 200");
        assertThat(failure(() -> ask("SELECT x_hold(1)")).getMessage()).contains("statement timeout");
        held.countDown();
    }

    @Test
    void isInTheCatalog() throws SQLException {
        assertThat(ask("SELECT proname, lanname, provolatile, pg_get_function_result(p.oid),"
                        + " pg_get_function_arguments(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = prolang"
                        + " WHERE proname = 'x_stable'"))
                .isEqualTo("x_stable|exfunc|s|character varying|character varying");
        try (ResultSet functions = connection.getMetaData().getFunctions(null, "public", "x_t%")) {
            assertThat(functions.next()).isTrue();
            assertThat(functions.getString("FUNCTION_NAME")).isEqualTo("x_twice");
        }
    }

    @Test
    void isRefusedWhereNoSettingNamesItsEndpoint() {
        assertThat(failure(() -> external(sql, "x_other(int) RETURNS int STABLE LAMBDA 'other'"))
                        .getMessage())
                .contains("where the Lambda function other is", "--lambda other=");
        assertThat(failure(() -> external(sql, "x_super(super) RETURNS int STABLE LAMBDA 'count'"))
                        .getMessage())
                .contains("can neither take nor give super");
    }
}
