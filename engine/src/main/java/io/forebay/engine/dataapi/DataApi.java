package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionFactory;
import io.forebay.engine.session.SessionListener;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All operations of the Redshift Data API. Thread-safe. */
public final class DataApi implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataApi.class);

    private static final Pattern ID = Pattern.compile("([a-z0-9]{8}(?:-[a-z0-9]{4}){3}-[a-z0-9]{12})(?::(\\d{0,2}))?");
    private static final int LONGEST_SQL = 100 * 1024;
    private static final int MOST_PARTS = 40;
    private static final int MOST_LISTED = 100;
    private static final int LONGEST_WAIT = 30;
    private static final int DAY = 86_400;
    private static final int MOST_WAITING = 100;

    private final SessionFactory factory;
    private final String database;
    private final Clock clock;
    private final Statements statements;
    private final KeptSessions sessions;
    private final CatalogCalls catalog;
    private final Runner runner;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private DataApi(Warehouse warehouse, SessionFactory factory, Path folder, Clock clock) {
        this.factory = factory;
        this.database = warehouse.database();
        this.clock = clock;
        this.statements = new Statements(folder, clock);
        this.sessions = new KeptSessions(clock);
        this.catalog = new CatalogCalls(this::session);
        this.runner = new Runner(warehouse, statements, sessions, this::session, clock);
    }

    /**
     * Opens what the last server has left, and runs what it had not ended.
     *
     * @param folder this server's own
     */
    public static DataApi open(Warehouse warehouse, SessionFactory factory, Path folder, Clock clock) {
        DataApi api = new DataApi(warehouse, factory, folder, clock);
        api.runner.start();
        return api;
    }

    /** Is told, in EventBridge's form, of each statement submitted WithEvent that has ended. */
    public void listen(Consumer<JsonNode> listener) {
        runner.listen(listener);
    }

    /** The same of those that have ended since then, as far as statements are kept. */
    public List<JsonNode> events(Instant since) {
        return statements.ended(Statements.micros(since)).stream()
                .filter(kept -> kept.submission().withEvent())
                .map(kept -> (JsonNode) Descriptions.event(kept, database))
                .toList();
    }

    /** The statement that a caller's ClientToken stands for, as long as it is kept, which is longer than the API tells. */
    public Optional<String> find(String caller, String token) {
        return statements.byToken(caller, token);
    }

    /**
     * Answers one operation.
     *
     * @param caller whose statements are meant: others' are not found
     * @param operation as the API names it, such as {@code ExecuteStatement}
     * @throws DataApiException for what the API answers with an error
     */
    public JsonNode call(String caller, String operation, JsonNode body) {
        Request request = new Request(body);
        try {
            return switch (operation) {
                case "ExecuteStatement" -> execute(caller, request);
                case "BatchExecuteStatement" -> batch(caller, request);
                case "DescribeStatement" -> describe(caller, request);
                case "GetStatementResult" -> result(caller, request, false);
                case "GetStatementResultV2" -> result(caller, request, true);
                case "CancelStatement" -> cancel(caller, request);
                case "ListStatements" -> list(caller, request);
                case "ListSessions" -> listSessions(caller, request);
                case "ListDatabases" -> catalog.databases(request);
                case "ListSchemas" -> catalog.schemas(request);
                case "ListTables" -> catalog.tables(request);
                case "DescribeTable" -> catalog.table(request);
                default -> throw DataApiException.validation("Operation " + operation + " is not known.");
            };
        } catch (ForebayException e) {
            log.warn("an operation of the Data API failed operation={}", operation, e);
            throw DataApiException.internal(String.valueOf(e.getMessage()));
        }
    }

    // ---- submitting

    private JsonNode execute(String caller, Request request) {
        return submit(caller, request, false, List.of(request.required("Sql")));
    }

    private JsonNode batch(String caller, Request request) {
        return submit(caller, request, true, request.texts("Sqls", MOST_PARTS));
    }

    private JsonNode submit(String caller, Request request, boolean batch, List<String> sqls) {
        for (String sql : sqls) {
            if (sql.isBlank()) {
                throw DataApiException.validation("An SQL statement must not be empty.");
            }
            if (sql.getBytes(StandardCharsets.UTF_8).length > LONGEST_SQL) {
                throw DataApiException.validation("An SQL statement must have at most 100 KB.");
            }
        }
        List<Parameter> parameters = request.parameters();
        checkUsed(sqls, parameters);
        String token = request.text("ClientToken", 64);
        Integer wait = request.number("WaitTimeSeconds", 1, LONGEST_WAIT);
        Integer keepAlive = request.number("SessionKeepAliveSeconds", 0, DAY);
        String sessionId = request.text("SessionId");
        String name = request.text("StatementName", 2048);
        boolean csv = request.word("ResultFormat", "JSON", "CSV").equals("CSV");
        boolean autoCommit = batch
                && request.word("ExecutionMode", "TRANSACTION", "AUTO_COMMIT").equals("AUTO_COMMIT");
        boolean withEvent = request.flag("WithEvent", false);
        Target target = Target.of(request);
        if (sessionId != null && target.any()) {
            throw DataApiException.validation(
                    "SessionId stands for all that says where a statement runs; leave it out.");
        }
        String id = UUID.randomUUID().toString();
        Submission asked = new Submission(
                id, batch, sqls, parameters, name, target, autoCommit, null, token, csv, withEvent, caller);
        LiveStatement live;
        try {
            live = statements.submit(asked, fresh -> inSession(fresh, sessionId, keepAlive), runner::run);
        } catch (ForebayException e) {
            sessions.release(id, clock.instant());
            throw e;
        }
        if (wait != null) {
            await(live, 0, wait);
        }
        return Descriptions.submitted(live.now());
    }

    /** Takes the session that is meant; the same when it needs none that is kept. */
    private Submission inSession(Submission asked, @Nullable String sessionId, @Nullable Integer keepAlive) {
        Duration alive = keepAlive == null ? null : Duration.ofSeconds(keepAlive);
        if (sessionId == null && (alive == null || alive.isZero())) {
            return asked;
        }
        KeptSessions.KeptSession session = sessionId == null
                ? sessions.open(asked.caller(), asked.target(), Objects.requireNonNull(alive))
                : sessions.find(asked.caller(), sessionId);
        session.take(asked.id(), alive, clock.instant());
        return asked.in(session.id, session.target);
    }

    /** Each is to be used by a statement at least. What is no SQL is found out when it runs. */
    private static void checkUsed(List<String> sqls, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        Set<String> used = new HashSet<>();
        for (String sql : sqls) {
            try {
                used.addAll(NamedParameters.bind(sql, parameters).used());
            } catch (ForebayException e) {
                return;
            }
        }
        parameters.stream()
                .filter(each -> !used.contains(each.name()))
                .findFirst()
                .ifPresent(each -> {
                    throw DataApiException.validation(
                            "Parameter " + each.name() + " is not used by the SQL statement.");
                });
    }

    // ---- asking

    /** @param part from 1; 0 for all of it */
    private record Reference(LiveStatement live, int part) {
        boolean over() {
            Kept kept = live.now();
            return kept.status().over()
                    || part > 0 && kept.parts().get(part - 1).status().over();
        }
    }

    private Reference reference(String caller, Request request) {
        String text = request.required("Id");
        var id = ID.matcher(text);
        if (!id.matches()) {
            throw DataApiException.validation("Id must satisfy the pattern " + ID.pattern());
        }
        LiveStatement live = statements.find(caller, id.group(1));
        int part = id.group(2) == null || id.group(2).isEmpty() ? 0 : Integer.parseInt(id.group(2));
        Kept kept = live.now();
        if (part > kept.parts().size() || part > 0 && !kept.submission().batch()) {
            throw DataApiException.notFound(text, "Query does not exist.");
        }
        return new Reference(live, part);
    }

    /**
     * Waits for a statement's end, for callers in this process: they take nobody's place who waits by the API.
     *
     * @return what DescribeStatement tells then
     * @throws DataApiException when the caller has no such statement
     */
    public JsonNode await(String caller, String id, int seconds) {
        LiveStatement live = statements.find(caller, id);
        wait(new Reference(live, 0), seconds);
        return Descriptions.described(live.now());
    }

    private void wait(Reference reference, int seconds) {
        reference.live().await(() -> reference.over() || runner.closing(), seconds * 1000L);
    }

    private void await(LiveStatement live, int part, int seconds) {
        if (!waiting.tryAcquire()) {
            throw DataApiException.tooMany(
                    "ActiveWaitingRequestsExceededException", "There are " + MOST_WAITING + " waiting requests.");
        }
        try {
            wait(new Reference(live, part), seconds);
        } finally {
            waiting.release();
        }
    }

    private void waitIfAsked(Reference reference, Request request) {
        Integer wait = request.number("WaitTimeSeconds", 1, LONGEST_WAIT);
        if (wait != null && !reference.over()) {
            await(reference.live(), reference.part(), wait);
        }
    }

    private JsonNode describe(String caller, Request request) {
        Reference reference = reference(caller, request);
        waitIfAsked(reference, request);
        Kept kept = reference.live().now();
        return reference.part() == 0
                ? Descriptions.described(kept)
                : Descriptions.described(kept).path("SubStatements").path(reference.part() - 1);
    }

    private JsonNode result(String caller, Request request, boolean csv) {
        Reference reference = reference(caller, request);
        waitIfAsked(reference, request);
        Kept kept = reference.live().now();
        String id = request.required("Id");
        int index = reference.part() == 0 ? 0 : reference.part() - 1;
        Part part = kept.parts().get(index);
        if (reference.part() == 0 && kept.submission().batch() || !kept.status().over() || part.columns() == null) {
            throw DataApiException.notFound(
                    id, "Query does not have result. Please check query status with DescribeStatement.");
        }
        if (csv != kept.submission().csv()) {
            throw DataApiException.validation(
                    csv
                            ? "The result format is JSON; use GetStatementResult."
                            : "The result format is CSV; use GetStatementResultV2.");
        }
        int page = PageToken.read(request.text("NextToken"), id);
        if (page >= Math.max(part.pages(), 1)) {
            throw DataApiException.validation("NextToken is not valid.");
        }
        ObjectNode answer = Descriptions.object();
        if (csv) {
            ArrayNode records = answer.putArray("Records");
            records.addObject().put("CSVRecords", statements.results().csv(kept.id(), index, page));
            answer.put("ResultFormat", "CSV");
        } else {
            answer.set("Records", statements.results().records(kept.id(), index, page));
        }
        answer.set("ColumnMetadata", part.columns());
        answer.put("TotalNumRows", part.rows());
        if (page + 1 < part.pages()) {
            answer.put("NextToken", PageToken.write(page + 1, id));
        }
        return answer;
    }

    private JsonNode cancel(String caller, Request request) {
        Reference reference = reference(caller, request);
        if (reference.part() > 0) {
            throw DataApiException.validation("A statement of a batch cannot be cancelled by itself.");
        }
        if (!reference.live().cancel()) {
            throw DataApiException.validation("Could not cancel a query that is already in "
                    + reference.live().now().status() + " state.");
        }
        runner.press(reference.live());
        return Descriptions.object().put("Status", true);
    }

    private JsonNode list(String caller, Request request) {
        String status =
                request.word("Status", "", "ALL", "SUBMITTED", "PICKED", "STARTED", "FINISHED", "ABORTED", "FAILED");
        String prefix = request.text("StatementName");
        String cluster = request.text("ClusterIdentifier");
        String workgroup = request.text("WorkgroupName");
        String wanted = request.text("Database");
        request.flag("RoleLevel", true);
        List<Kept> found = statements.of(caller).stream()
                .filter(kept -> status.equals("ALL")
                        || kept.status() == (status.isEmpty() ? Status.FINISHED : Status.valueOf(status)))
                .filter(kept -> prefix == null
                        || kept.submission().name() != null
                                && kept.submission().name().startsWith(prefix))
                .filter(kept -> cluster == null
                        || cluster.equals(kept.submission().target().cluster()))
                .filter(kept -> workgroup == null
                        || workgroup.equals(kept.submission().target().workgroup()))
                .filter(kept -> wanted == null
                        || wanted.equals(kept.submission().target().database()))
                .toList();
        ObjectNode answer = Descriptions.object();
        ArrayNode statementList = answer.putArray("Statements");
        page(request, found.size(), "Statements", answer)
                .forEach(i -> statementList.add(Descriptions.listed(found.get(i))));
        return answer;
    }

    private JsonNode listSessions(String caller, Request request) {
        String id = request.text("SessionId");
        String status = request.word("Status", "", "AVAILABLE", "BUSY", "CLOSED");
        List<KeptSessions.KeptSession> found = sessions.of(caller).stream()
                .filter(each -> id == null || each.id.equals(id))
                .filter(each -> id != null
                        || (status.isEmpty()
                                ? !each.status().equals("CLOSED")
                                : each.status().equals(status)))
                .toList();
        ObjectNode answer = Descriptions.object();
        ArrayNode sessionList = answer.putArray("Sessions");
        page(request, found.size(), "Sessions", answer)
                .forEach(i -> sessionList.add(Descriptions.session(found.get(i))));
        return answer;
    }

    private static IntStream page(Request request, int all, String name, ObjectNode answer) {
        Integer most = request.number("MaxResults", 0, MOST_LISTED);
        int size = most == null || most == 0 ? MOST_LISTED : most;
        int from = PageToken.read(request.text("NextToken"), name);
        int to = Math.min(all, from + size);
        if (to < all) {
            answer.put("NextToken", PageToken.write(to, name));
        }
        return IntStream.range(Math.min(from, to), to);
    }

    @Override
    public void close() {
        runner.close();
        sessions.close();
        statements.close();
    }

    private Session session(Target target) {
        String user = target.dbUser() == null ? "forebay" : target.dbUser();
        String wanted = target.database() == null ? database : target.database();
        return factory.open(user, wanted, Map.of("application_name", "data-api"), Silent.LISTENER);
    }

    /** There is nobody to be told. */
    private enum Silent implements SessionListener {
        LISTENER;

        @Override
        public void notice(Notice notice) {}

        @Override
        public void parameterChanged(String name, String value) {}
    }
}
