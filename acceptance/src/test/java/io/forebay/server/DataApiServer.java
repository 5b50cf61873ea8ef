package io.forebay.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the Redshift Data API's JSON protocol and runs the statements on an endpoint, each session's on a connection of
 * Amazon's driver. Loses the answer to the COMMIT of a load, once. SOURCE: Amazon Redshift Data API Reference.
 */
final class DataApiServer implements AutoCloseable {
    /** What becomes of a load's COMMIT. */
    enum Loss {
        NONE,
        /** It runs; the reply to the call that sent it is lost, that to the same call sent again is not. */
        REPLY,
        /** It runs; from then on the API answers nothing about it or its session. */
        ALL_REPLIES,
        /** It never runs, and the API answers nothing about it or its session, whose transaction stays open. */
        REQUEST
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TERMINATE =
            Pattern.compile("SELECT pg_terminate_backend\\(CAST\\((\\d+) AS INTEGER\\)\\)");
    private static final int PAGE = 40;

    private final int port;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, DataApiSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, Statement> statements = new ConcurrentHashMap<>();
    private final Map<String, Statement> byToken = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final List<String> terminated = new CopyOnWriteArrayList<>();
    private final List<JsonNode> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger losses = new AtomicInteger();
    private volatile Loss loss = Loss.NONE;
    private final AtomicInteger pages = new AtomicInteger();

    /** A statement that was taken. */
    private static final class Statement {
        final String id = UUID.randomUUID().toString();
        final DataApiSession session;
        volatile String status = "STARTED";
        volatile String error = "";
        volatile DataApiSession.@Nullable Outcome outcome;

        Statement(DataApiSession session) {
            this.session = session;
        }

        synchronized void finish(DataApiSession.Outcome gave) {
            if (status.equals("STARTED")) {
                outcome = gave;
                status = "FINISHED";
            }
        }

        synchronized void fail(String message) {
            if (status.equals("STARTED")) {
                error = message;
                status = "FAILED";
            }
        }
    }

    /** A refusal of the API's own. */
    private static final class Refusal extends Exception {
        final int status;
        final String type;

        Refusal(int status, String type, String message) {
            super(message);
            this.status = status;
            this.type = type;
        }
    }

    /** @param port of the endpoint */
    DataApiServer(int port) throws IOException {
        this.port = port;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    /** The answer to the next COMMIT of a load is lost so. */
    void lose(Loss next) {
        losses.set(0);
        terminated.clear();
        loss = next;
    }

    /** An address of a warehouse that is reached through it. */
    String address() {
        return "redshift-data://my-cluster/dev?region=eu-west-1&secret-arn=a-secret&api-timeout=1"
                + "&endpoint=http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** How many answers were lost for good, or once. */
    int losses() {
        return losses.get();
    }

    /** How many pages of results were given behind a first one. */
    int pages() {
        return pages.get();
    }

    /** The sessions that were ended by pg_terminate_backend. */
    List<String> terminated() {
        return terminated;
    }

    /** The first statements of sessions, as they were asked for. */
    List<JsonNode> opened() {
        return opened;
    }

    int sessions() {
        return sessions.size();
    }

    /** As when all have run nothing for too long. */
    void endSessions() {
        sessions.values().forEach(this::end);
    }

    private void end(DataApiSession session) {
        sessions.remove(session.id);
        statements.values().stream()
                .filter(statement -> statement.session == session)
                .forEach(statement -> statement.fail("the session is not available"));
        threads.execute(session::close);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody());
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            try {
                JsonNode answer = answer(target.substring(target.indexOf('.') + 1), asked);
                if (answer != null) {
                    send(exchange, 200, answer);
                }
            } catch (Refusal e) {
                send(
                        exchange,
                        e.status,
                        JSON.createObjectNode().put("__type", e.type).put("Message", e.getMessage()));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Null for an answer that is lost. */
    private @Nullable JsonNode answer(String operation, JsonNode asked) throws Refusal {
        return switch (operation) {
            case "ExecuteStatement" -> execute(asked);
            case "DescribeStatement" -> describe(known(asked));
            case "GetStatementResult" -> page(known(asked), asked);
            case "CancelStatement" -> JSON.createObjectNode().put("Status", false);
            default -> throw new Refusal(400, "ValidationException", "unknown operation " + operation);
        };
    }

    private @Nullable JsonNode execute(JsonNode asked) throws Refusal {
        Statement again = byToken.get(asked.path("ClientToken").asText());
        if (again != null) {
            answered(again.session);
            return accepted(again);
        }
        DataApiSession session = session(asked);
        answered(session);
        String sql = asked.path("Sql").asText();
        Statement statement = new Statement(session);
        statements.put(statement.id, statement);
        byToken.put(asked.path("ClientToken").asText(), statement);
        boolean loses = sql.equals("COMMIT") && session.copied && loss != Loss.NONE && losses.get() == 0;
        if (sql.equals("COMMIT") || sql.equals("ROLLBACK")) {
            session.copied = false;
        }
        if (!loses) {
            threads.execute(() -> run(statement, sql, asked.path("Parameters")));
            if (asked.path("SessionKeepAliveSeconds").asInt() == 0) {
                threads.execute(() -> end(session));
            }
            return accepted(statement);
        }
        losses.incrementAndGet();
        if (loss != Loss.REQUEST) {
            run(statement, sql, asked.path("Parameters"));
        }
        if (loss != Loss.REPLY) {
            silent.add(session.id);
            answered(session);
        }
        return null;
    }

    private void answered(DataApiSession session) throws Refusal {
        if (silent.contains(session.id)) {
            throw new Refusal(500, "InternalServerException", "the API is away");
        }
    }

    /** A session's first statement names the cluster, the others nothing but the session. */
    private DataApiSession session(JsonNode asked) throws Refusal {
        if (asked.has("SessionId")) {
            DataApiSession session = sessions.get(asked.path("SessionId").asText());
            if (session == null || asked.has("ClusterIdentifier") || asked.has("Database")) {
                throw new Refusal(400, "ValidationException", "the session is not available");
            }
            return session;
        }
        if (!asked.path("ClusterIdentifier").asText().equals("my-cluster")) {
            throw new Refusal(400, "ValidationException", "no such cluster");
        }
        opened.add(asked);
        try {
            DataApiSession session = new DataApiSession(
                    UUID.randomUUID().toString(),
                    port,
                    asked.path("Database").asText(),
                    asked.path("DbUser").asText("forebay"));
            sessions.put(session.id, session);
            return session;
        } catch (SQLException e) {
            throw new Refusal(500, "ExecuteStatementException", String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode accepted(Statement statement) {
        return JSON.createObjectNode().put("Id", statement.id).put("SessionId", statement.session.id);
    }

    private void run(Statement statement, String sql, JsonNode parameters) {
        try {
            Matcher terminate = TERMINATE.matcher(sql);
            statement.finish(terminate.matches() ? ended(terminate.group(1)) : statement.session.run(sql, parameters));
        } catch (SQLException | RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            statement.fail(message.startsWith("ERROR") ? message : "ERROR: " + message);
        }
    }

    /** What Redshift does, and the endpoint does not. */
    private DataApiSession.Outcome ended(String pid) {
        List<DataApiSession> found = new ArrayList<>(sessions.values());
        found.removeIf(session -> session.pid != Long.parseLong(pid));
        found.forEach(this::end);
        terminated.add(pid);
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        columns.addObject().put("name", "pg_terminate_backend").put("typeName", "int4");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        rows.addArray().addObject().put("longValue", found.size());
        return new DataApiSession.Outcome(true, columns, rows, 1);
    }

    private Statement known(JsonNode asked) throws Refusal {
        Statement statement = statements.get(asked.path("Id").asText());
        if (statement == null) {
            throw new Refusal(404, "ResourceNotFoundException", "no such statement");
        }
        answered(statement.session);
        return statement;
    }

    private static JsonNode describe(Statement statement) {
        String status = statement.status;
        ObjectNode told = JSON.createObjectNode().put("Id", statement.id).put("Status", status);
        if (status.equals("FAILED")) {
            told.put("Error", statement.error);
        }
        DataApiSession.Outcome outcome = statement.outcome;
        if (status.equals("FINISHED") && outcome != null) {
            told.put("HasResultSet", outcome.gives());
            told.put("ResultRows", outcome.count());
        }
        return told;
    }

    private JsonNode page(Statement statement, JsonNode asked) throws Refusal {
        DataApiSession.Outcome outcome = statement.outcome;
        if (outcome == null || !outcome.gives()) {
            throw new Refusal(404, "ResourceNotFoundException", "Query does not have result.");
        }
        int from = asked.path("NextToken").asInt(0);
        if (from > 0) {
            pages.incrementAndGet();
        }
        ObjectNode page =
                JSON.createObjectNode().put("TotalNumRows", outcome.rows().size());
        page.set("ColumnMetadata", outcome.columns());
        ArrayNode records = page.putArray("Records");
        int to = Math.min(outcome.rows().size(), from + PAGE);
        for (int i = from; i < to; i++) {
            records.add(outcome.rows().get(i));
        }
        if (to < outcome.rows().size()) {
            page.put("NextToken", String.valueOf(to));
        }
        return page;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        sessions.values().forEach(DataApiSession::close);
    }
}
