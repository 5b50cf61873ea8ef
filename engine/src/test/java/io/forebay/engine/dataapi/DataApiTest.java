package io.forebay.engine.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.contract.time.TurnedClock;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.EngineTest;
import io.forebay.engine.journal.Journal;
import io.forebay.spi.CommonError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations, as a client in this process calls them. */
class DataApiTest extends EngineTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ME = "arn:aws:iam::000000000000:user/me";

    private final TurnedClock clock = TurnedClock.going();
    private DataApi api;

    @BeforeEach
    void openApi() {
        api = engine.dataApi(folder.resolve("api"), clock);
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    private JsonNode call(String operation, String json) {
        return call(ME, operation, json);
    }

    private JsonNode call(String caller, String operation, String json) {
        try {
            return api.call(caller, operation, JSON.readTree(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode ask(String operation, Object... members) {
        var body = JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            body.set(members[i].toString(), JSON.valueToTree(members[i + 1]));
        }
        return api.call(ME, operation, body);
    }

    private String run(String sql) {
        JsonNode answer = ask("ExecuteStatement", "Sql", sql, "WaitTimeSeconds", 20);
        return answer.path("Id").asText();
    }

    private JsonNode described(String id) {
        return ask("DescribeStatement", "Id", id);
    }

    /** How a statement ends, which is waited for. */
    private String end(String id) {
        return ask("DescribeStatement", "Id", id, "WaitTimeSeconds", 20)
                .path("Status")
                .asText();
    }

    /** As if it had crashed when all was done and nothing of that was noted. */
    private void crash() throws IOException {
        api.close();
        forgetEnds();
        openApi();
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String type, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DataApiException.class, e -> assertThat(e.type()).isEqualTo(type))
                .hasMessageContaining(message);
    }

    @Test
    void givesAResultWithItsColumns() {
        String id = run("SELECT 1 AS n, CAST('x' AS varchar(3)) AS s, 1.50::decimal(5,2) AS d, NULL AS z,"
                + " true AS b, 2.5::float8 AS f, 'NaN'::float8 AS nan, DATE '2026-01-02' AS day,"
                + " TIMESTAMP '2026-01-02 03:04:05.5' AS t");
        JsonNode told = described(id);
        assertThat(told.path("Status").asText()).isEqualTo("FINISHED");
        assertThat(told.path("HasResultSet").asBoolean()).isTrue();
        assertThat(told.path("ResultRows").asLong()).isEqualTo(1);
        assertThat(told.path("Duration").asLong()).isPositive();
        assertThat(told.path("RedshiftPid").asInt()).isPositive();
        assertThat(told.path("RedshiftQueryId").asLong()).isPositive();
        JsonNode result = ask("GetStatementResult", "Id", id);
        assertThat(result.path("Records").toString())
                .isEqualTo("[[{\"longValue\":1},{\"stringValue\":\"x\"},{\"stringValue\":\"1.50\"},{\"isNull\":true},"
                        + "{\"booleanValue\":true},{\"doubleValue\":2.5},{\"doubleValue\":\"NaN\"},"
                        + "{\"stringValue\":\"2026-01-02\"},{\"stringValue\":\"2026-01-02 03:04:05.5\"}]]");
        assertThat(result.path("TotalNumRows").asLong()).isEqualTo(1);
        JsonNode column = result.path("ColumnMetadata").path(2);
        assertThat(column.path("name").asText()).isEqualTo("d");
        assertThat(column.path("typeName").asText()).isEqualTo("numeric");
        assertThat(column.path("precision").asInt()).isEqualTo(5);
        assertThat(column.path("scale").asInt()).isEqualTo(2);
    }

    @Test
    void tellsChangedRowsAndNoResult() {
        String id = run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        JsonNode told = described(id);
        assertThat(told.path("Status").asText()).isEqualTo("FINISHED");
        assertThat(told.path("HasResultSet").asBoolean()).isFalse();
        assertThat(told.path("ResultRows").asLong()).isEqualTo(2);
        refused(() -> ask("GetStatementResult", "Id", id), "ResourceNotFoundException", "Query does not have result.");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    @Test
    void tellsWhyAStatementFailed() {
        String id = ask(
                        "ExecuteStatement",
                        "Sql",
                        "SELECT :x::int + nosuch FROM t",
                        "WaitTimeSeconds",
                        20,
                        "Parameters",
                        List.of(java.util.Map.of("name", "x", "value", "1")))
                .path("Id")
                .asText();
        JsonNode told = described(id);
        assertThat(told.path("Status").asText()).isEqualTo("FAILED");
        assertThat(told.path("Error").asText())
                .startsWith("ERROR: column \"nosuch\" does not exist")
                .contains("Position: 18");
        assertThat(told.path("QueryString").asText()).isEqualTo("SELECT :x::int + nosuch FROM t");
        assertThat(told.path("QueryParameters").toString()).isEqualTo("[{\"name\":\"x\",\"value\":\"1\"}]");
        assertThat(described(run("SELECT 1; SELECT 2")).path("Error").asText())
                .contains("cannot insert multiple commands");
    }

    @Test
    void bindsNamedValues() {
        engine.run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        JsonNode answer = ask(
                "ExecuteStatement",
                "Sql",
                "SELECT b FROM t WHERE a = :id AND b <> :no",
                "Parameters",
                List.of(
                        java.util.Map.of("name", "id", "value", "2"),
                        java.util.Map.of("Name", "no", "Value", "x'; --")),
                "WaitTimeSeconds",
                20);
        assertThat(ask("GetStatementResult", "Id", answer.path("Id").asText())
                        .path("Records")
                        .toString())
                .isEqualTo("[[{\"stringValue\":\"b\"}]]");
        refused(
                () -> call("ExecuteStatement", "{'Sql': 'SELECT 1', 'Parameters': [{'name': 'x', 'value': '1'}]}"),
                "ValidationException",
                "Parameter x is not used");
        refused(
                () -> call("ExecuteStatement", "{'Sql': 'SELECT :x', 'Parameters': [{'name': 'x', 'value': ''}]}"),
                "ValidationException",
                "must not be empty");
    }

    @Test
    void runsABatchAsOneTransaction() {
        JsonNode good = ask(
                "BatchExecuteStatement",
                "Sqls",
                List.of("INSERT INTO t VALUES (1, 'a')", "SELECT count(*) FROM t", "UPDATE t SET a = 5"),
                "WaitTimeSeconds",
                20);
        JsonNode told = described(good.path("Id").asText());
        assertThat(told.path("Status").asText()).isEqualTo("FINISHED");
        assertThat(told.path("HasResultSet").asBoolean()).isTrue();
        assertThat(told.path("SubStatements").size()).isEqualTo(3);
        assertThat(told.has("QueryString")).isFalse();
        assertThat(ask("GetStatementResult", "Id", good.path("Id").asText() + ":2")
                        .path("Records")
                        .toString())
                .isEqualTo("[[{\"longValue\":1}]]");
        JsonNode bad = ask(
                "BatchExecuteStatement",
                "Sqls",
                List.of("INSERT INTO t VALUES (2, 'b')", "SELECT nosuch FROM t", "DELETE FROM t"),
                "WaitTimeSeconds",
                20);
        JsonNode failed = described(bad.path("Id").asText());
        assertThat(failed.path("Status").asText()).isEqualTo("FAILED");
        assertThat(failed.path("Error").asText()).contains("nosuch");
        assertThat(statuses(failed)).containsExactly("FINISHED", "FAILED", "ABORTED");
        assertThat(engine.run(TOTALS)).isEqualTo("1|5");
    }

    @Test
    void runsABatchOneByOneWhenAskedTo() {
        JsonNode batch = ask(
                "BatchExecuteStatement",
                "Sqls",
                List.of("INSERT INTO t VALUES (1, 'a')", "SELECT nosuch FROM t", "INSERT INTO t VALUES (2, 'b')"),
                "ExecutionMode",
                "AUTO_COMMIT",
                "WaitTimeSeconds",
                20);
        JsonNode told = described(batch.path("Id").asText());
        assertThat(told.path("Status").asText()).isEqualTo("FAILED");
        assertThat(statuses(told)).containsExactly("FINISHED", "FAILED", "FINISHED");
        assertThat(engine.run(TOTALS)).isEqualTo("2|3");
    }

    private static List<String> statuses(JsonNode batch) {
        List<String> statuses = new ArrayList<>();
        batch.path("SubStatements")
                .forEach(each -> statuses.add(each.path("Status").asText()));
        return statuses;
    }

    @Test
    void startsTheSameCallOnce() {
        String request = "{'Sql': 'INSERT INTO t VALUES (1, NULL)', 'ClientToken': 'token', 'WaitTimeSeconds': 20}";
        String id = call("ExecuteStatement", request).path("Id").asText();
        assertThat(call("ExecuteStatement", request).path("Id").asText()).isEqualTo(id);
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        refused(
                () -> call("ExecuteStatement", "{'Sql': 'SELECT 2', 'ClientToken': 'token'}"),
                "ValidationException",
                "ClientToken");
        assertThat(call("you", "ExecuteStatement", request).path("Id").asText()).isNotEqualTo(id);
        clock.turn(Duration.ofHours(9));
        assertThat(call("ExecuteStatement", request).path("Id").asText()).isNotEqualTo(id);
    }

    /** An SDK may send it again while the first call is still under way. */
    @Test
    void startsTheSameCallOnceWhenAllComeAtOnce() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        Set<String> ids = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 40; i++) {
            String token = "token" + i % 4;
            clients.execute(() -> ids.add(ask(
                            "ExecuteStatement",
                            "Sql",
                            "INSERT INTO t VALUES (1, NULL)",
                            "ClientToken",
                            token,
                            "WaitTimeSeconds",
                            20)
                    .path("Id")
                    .asText()));
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ids).hasSize(4).allSatisfy(id -> assertThat(end(id)).isEqualTo("FINISHED"));
        assertThat(engine.run(TOTALS)).isEqualTo("4|4");
    }

    @Test
    void keepsASession() {
        JsonNode first = call(
                "ExecuteStatement",
                "{'Sql': 'CREATE TEMP TABLE mine (n int)',"
                        + " 'SessionKeepAliveSeconds': 60, 'WaitTimeSeconds': 20, 'Database': 'dev'}");
        String session = first.path("SessionId").asText();
        for (String sql : List.of("INSERT INTO mine VALUES (4)", "BEGIN", "INSERT INTO mine VALUES (5)", "ROLLBACK")) {
            assertThat(described(ask("ExecuteStatement", "Sql", sql, "SessionId", session, "WaitTimeSeconds", 20)
                                    .path("Id")
                                    .asText())
                            .path("Status")
                            .asText())
                    .as(sql)
                    .isEqualTo("FINISHED");
        }
        String id = ask(
                        "ExecuteStatement",
                        "Sql",
                        "SELECT sum(n) FROM mine",
                        "SessionId",
                        session,
                        "WaitTimeSeconds",
                        20)
                .path("Id")
                .asText();
        assertThat(ask("GetStatementResult", "Id", id).path("Records").toString())
                .isEqualTo("[[{\"longValue\":4}]]");
        assertThat(call("ListSessions", "{}")
                        .path("Sessions")
                        .path(0)
                        .path("Status")
                        .asText())
                .isEqualTo("AVAILABLE");
        refused(
                () -> ask("ExecuteStatement", "Sql", "SELECT 1", "SessionId", session, "Database", "dev"),
                "ValidationException",
                "SessionId");
        refused(
                () -> call("you", "ExecuteStatement", "{'Sql': 'SELECT 1', 'SessionId': '" + session + "'}"),
                "ValidationException",
                "not available");
    }

    @Test
    void cancelsWhatRuns() {
        String id = ask(
                        "ExecuteStatement",
                        "Sql",
                        "SELECT sum(CAST(a.i AS bigint) * b.i) FROM generate_series(1, 1000000) a(i),"
                                + " generate_series(1, 1000000) b(i)")
                .path("Id")
                .asText();
        EngineFixture.await(() -> described(id).path("Status").asText().equals("STARTED"), () -> "it does not start");
        assertThat(ask("CancelStatement", "Id", id).path("Status").asBoolean()).isTrue();
        assertThat(end(id)).isEqualTo("ABORTED");
        refused(() -> ask("CancelStatement", "Id", id), "ValidationException", "already in ABORTED state");
    }

    @Test
    void givesLargeResultsInPages() {
        String id = run("SELECT i, repeat('x', 1000) AS s FROM generate_series(1, 3000) r(i)");
        int rows = 0;
        int pages = 0;
        String token = "";
        do {
            JsonNode page = token.isEmpty()
                    ? ask("GetStatementResult", "Id", id)
                    : ask("GetStatementResult", "Id", id, "NextToken", token);
            assertThat(page.path("TotalNumRows").asLong()).isEqualTo(3000);
            assertThat(page.path("ColumnMetadata").size()).isEqualTo(2);
            rows += page.path("Records").size();
            pages++;
            token = page.path("NextToken").asText();
        } while (!token.isEmpty());
        assertThat(rows).isEqualTo(3000);
        assertThat(pages).isEqualTo(3);
        String other = run("SELECT 1");
        refused(
                () -> ask("GetStatementResult", "Id", other, "NextToken", PageToken.write(1, id)),
                "ValidationException",
                "NextToken");
        refused(() -> ask("GetStatementResultV2", "Id", id), "ValidationException", "GetStatementResult");
    }

    @Test
    void givesCsv() {
        JsonNode answer = ask(
                "ExecuteStatement",
                "Sql",
                "SELECT 1 AS a, 'x,\"y' AS b, NULL AS c, '' AS d",
                "ResultFormat",
                "CSV",
                "WaitTimeSeconds",
                20);
        JsonNode result = ask("GetStatementResultV2", "Id", answer.path("Id").asText());
        assertThat(result.path("Records").path(0).path("CSVRecords").asText())
                .isEqualTo("a,b,c,d\n1,\"x,\"\"y\",,\"\"\n");
        assertThat(result.path("ResultFormat").asText()).isEqualTo("CSV");
    }

    @Test
    void listsStatementsAndTheCatalog() {
        for (int i = 0; i < 3; i++) {
            ask("ExecuteStatement", "Sql", "SELECT " + i, "StatementName", "name" + i, "WaitTimeSeconds", 20);
        }
        run("SELECT nosuch");
        assertThat(call("ListStatements", "{}").path("Statements").size()).isEqualTo(3);
        assertThat(call("ListStatements", "{'Status': 'ALL'}")
                        .path("Statements")
                        .size())
                .isEqualTo(4);
        JsonNode page = call("ListStatements", "{'StatementName': 'name', 'MaxResults': 2}");
        assertThat(page.path("Statements").path(0).path("StatementName").asText())
                .isEqualTo("name2");
        JsonNode rest = ask(
                "ListStatements",
                "StatementName",
                "name",
                "MaxResults",
                2,
                "NextToken",
                page.path("NextToken").asText());
        assertThat(rest.path("Statements").path(0).path("StatementName").asText())
                .isEqualTo("name0");
        assertThat(rest.has("NextToken")).isFalse();
        assertThat(call("you", "ListStatements", "{}").path("Statements").size())
                .isZero();
        assertThat(call("ListDatabases", "{}").path("Databases").toString()).isEqualTo("[\"dev\"]");
        assertThat(call("ListSchemas", "{'Database': 'dev', 'SchemaPattern': 'pub%'}")
                        .path("Schemas")
                        .toString())
                .isEqualTo("[\"public\"]");
        assertThat(call("ListTables", "{'Database': 'dev', 'SchemaPattern': 'public'}")
                        .path("Tables")
                        .toString())
                .isEqualTo("[{\"name\":\"t\",\"schema\":\"public\",\"type\":\"TABLE\"}]");
        JsonNode table = call("DescribeTable", "{'Database': 'dev', 'Schema': 'public', 'Table': 't'}");
        assertThat(table.path("ColumnList").path(1).path("name").asText()).isEqualTo("b");
        assertThat(table.path("ColumnList").path(1).path("typeName").asText()).isEqualTo("varchar");
        assertThat(table.path("ColumnList").path(1).path("length").asInt()).isEqualTo(5);
    }

    @Test
    void refusesWhatIsWrong() {
        for (String[] each : new String[][] {
            {"ExecuteStatement", "{}", "Sql is required"},
            {"ExecuteStatement", "{'Sql': ' '}", "must not be empty"},
            {"ExecuteStatement", "{'Sql': 5}", "Sql must be a string"},
            {"ExecuteStatement", "{'Sql': 'SELECT 1', 'ClusterIdentifier': 'a', 'WorkgroupName': 'abc'}", "together"},
            {"ExecuteStatement", "{'Sql': 'SELECT 1', 'WaitTimeSeconds': 31}", "WaitTimeSeconds"},
            {"ExecuteStatement", "{'Sql': 'SELECT 1', 'ResultFormat': 'XML'}", "ResultFormat"},
            {"BatchExecuteStatement", "{'Sqls': []}", "1 to 40"},
            {"DescribeStatement", "{'Id': 'x'}", "Id must satisfy"},
            {"ListStatements", "{'Status': 'DONE'}", "Status must be one of"},
            {"ListTables", "{}", "Database is required"},
            {"Nothing", "{}", "not known"}
        }) {
            refused(() -> call(each[0], each[1]), "ValidationException", each[2]);
        }
        refused(
                () -> call("DescribeStatement", "{'Id': '00000000-0000-0000-0000-000000000000'}"),
                "ResourceNotFoundException",
                "does not exist");
        String id = run("SELECT 1");
        refused(() -> call("you", "DescribeStatement", "{'Id': '" + id + "'}"), "ResourceNotFoundException", "exist");
        refused(() -> ask("DescribeStatement", "Id", id + ":1"), "ResourceNotFoundException", "exist");
        assertThat(described(call("ExecuteStatement", "{'Sql': 'SELECT 1', 'DbUser': 'nobody', 'WaitTimeSeconds': 20}")
                                .path("Id")
                                .asText())
                        .path("Error")
                        .asText())
                .contains("user \"nobody\" does not exist");
    }

    @Test
    void keepsResultsForADayAndOverRestarts() {
        String id = run("SELECT 42 AS n");
        api.close();
        engine.restart();
        openApi();
        assertThat(ask("GetStatementResult", "Id", id).path("Records").toString())
                .isEqualTo("[[{\"longValue\":42}]]");
        assertThat(described(id).path("QueryString").asText()).isEqualTo("SELECT 42 AS n");
        api.close();
        clock.turn(Duration.ofHours(25));
        openApi();
        refused(() -> described(id), "ResourceNotFoundException", "does not exist");
        assertThat(folder.resolve("api/results").resolve(id)).doesNotExist();
    }

    @Test
    void tellsOfTheEndWhenAskedTo() {
        List<JsonNode> events = new CopyOnWriteArrayList<>();
        api.listen(events::add);
        call("ExecuteStatement", "{'Sql': 'SELECT 1', 'WithEvent': true, 'StatementName': 'n', 'WaitTimeSeconds': 20}");
        run("SELECT 2");
        EngineFixture.await(() -> events.size() == 1, () -> "events " + events);
        assertThat(events.get(0).path("detail").path("state").asText()).isEqualTo("FINISHED");
        assertThat(events.get(0).path("detail").path("rows").asLong()).isEqualTo(1);
        assertThat(events.get(0).path("detail-type").asText()).isEqualTo("Redshift Data Statement Status Change");
    }

    /** The commit is done and the server is gone before it could note that: the next one must not do it again. */
    @Test
    void doesNothingTwiceWhenItCrashesBehindACommit() throws IOException {
        String id = run("INSERT INTO t VALUES (1, 'a')");
        String batch = ask(
                        "BatchExecuteStatement",
                        "Sqls",
                        List.of("INSERT INTO t VALUES (2, 'b')", "UPDATE t SET a = a + 10"),
                        "WaitTimeSeconds",
                        20)
                .path("Id")
                .asText();
        engine.run("CREATE PROCEDURE p() AS $$ BEGIN INSERT INTO t VALUES (100, 'p'); END $$ LANGUAGE plpgsql");
        engine.run(
                "CREATE PROCEDURE q() AS $$ BEGIN INSERT INTO t VALUES (1000, 'q'); COMMIT; RAISE EXCEPTION 'x'; END $$"
                        + " LANGUAGE plpgsql");
        String called = run("CALL p()");
        String half = run("CALL q()");
        String before = engine.run(TOTALS);
        crash();
        for (String each : List.of(id, batch, called)) {
            assertThat(end(each)).isEqualTo("FINISHED");
        }
        JsonNode cut = ask("DescribeStatement", "Id", half, "WaitTimeSeconds", 20);
        assertThat(cut.path("Status").asText()).isEqualTo("FAILED");
        assertThat(cut.path("Error").asText()).contains("the server stopped while the statement ran");
        assertThat(engine.run(TOTALS)).isEqualTo(before);
    }

    /** Nothing was committed: the next server does it. */
    @Test
    void runsAgainWhatACrashHasUndone() throws IOException {
        String id = run("INSERT INTO t VALUES (1, 'a')");
        String query = run("SELECT 7 AS n");
        api.close();
        forgetEnds();
        engine.run("DELETE FROM t");
        engine.unmark();
        openApi();
        assertThat(end(id)).isEqualTo("FINISHED");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
        ask("DescribeStatement", "Id", query, "WaitTimeSeconds", 20);
        assertThat(ask("GetStatementResult", "Id", query).path("Records").toString())
                .isEqualTo("[[{\"longValue\":7}]]");
    }

    /** An insert whose commit fails leaves no mark and no row. */
    @Test
    void failsWhenTheCommitFails() {
        engine.commits.loseCommit(CommonError.CONFLICT);
        String id = run("INSERT INTO t VALUES (1, 'a')");
        assertThat(described(id).path("Status").asText()).isEqualTo("FAILED");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    private String batch(String... sqls) {
        return ask("BatchExecuteStatement", "Sqls", List.of(sqls), "WaitTimeSeconds", 20)
                .path("Id")
                .asText();
    }

    /** Only what a batch ends with says that all of it is done. */
    @Test
    void tellsABatchThatATruncateHasCommitted() throws IOException {
        engine.run("INSERT INTO t VALUES (7, 'g')");
        String id = batch("INSERT INTO t VALUES (1, 'a')", "TRUNCATE t", "SELECT nosuch FROM t");
        assertThat(described(id).path("Status").asText()).isEqualTo("FAILED");
        String whole = batch("TRUNCATE t", "INSERT INTO t VALUES (2, 'b')", "INSERT INTO t VALUES (3, 'c')");
        assertThat(described(whole).path("Status").asText()).isEqualTo("FINISHED");
        crash();
        assertThat(end(id)).isEqualTo("FAILED");
        assertThat(end(whole)).isEqualTo("FINISHED");
        assertThat(engine.run(TOTALS)).isEqualTo("2|5");
    }

    /** What is behind a TRUNCATE is a transaction again. */
    @Test
    void undoesWhatIsBehindATruncate() {
        batch("TRUNCATE t", "INSERT INTO t VALUES (2, 'b')", "SELECT nosuch FROM t");
        assertThat(engine.run("SELECT count(*) FROM t")).isEqualTo("0");
    }

    /** A batch is a transaction of its own: a BEGIN in it leaves nothing open that is undone later. */
    @Test
    void commitsABatchThatBegins() {
        String id = batch("BEGIN", "INSERT INTO t VALUES (1, 'a')");
        assertThat(described(id).path("Status").asText()).isEqualTo("FINISHED");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    /** The session ended with the server, what was committed in it did not. */
    @Test
    void knowsWhatWasCommittedInASession() throws IOException {
        String id = ask(
                        "ExecuteStatement",
                        "Sql",
                        "INSERT INTO t VALUES (1, 'a')",
                        "SessionKeepAliveSeconds",
                        60,
                        "WaitTimeSeconds",
                        20)
                .path("Id")
                .asText();
        assertThat(described(id).path("Status").asText()).isEqualTo("FINISHED");
        crash();
        assertThat(end(id)).isEqualTo("FINISHED");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    /** A block of the user's carries no marks: none of its statements is done a second time. */
    @Test
    void doesNoBlockTwice() throws IOException {
        String id = ask(
                        "BatchExecuteStatement",
                        "Sqls",
                        List.of("BEGIN", "INSERT INTO t VALUES (1, 'a')", "COMMIT"),
                        "ExecutionMode",
                        "AUTO_COMMIT",
                        "WaitTimeSeconds",
                        20)
                .path("Id")
                .asText();
        assertThat(described(id).path("Status").asText()).isEqualTo("FINISHED");
        crash();
        assertThat(end(id)).isEqualTo("FAILED");
        assertThat(engine.run(TOTALS)).isEqualTo("1|1");
    }

    /** Only what was taken is left in the journal, as after a crash. */
    private void forgetEnds() throws IOException {
        Path journal = folder.resolve("api/statements.journal");
        List<byte[]> taken = new ArrayList<>();
        Journal.open(journal, record -> {
                    try {
                        if (JSON.readTree(record).path("status").asText().equals("SUBMITTED")) {
                            taken.add(record);
                        }
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .close();
        Files.delete(journal);
        try (var fresh = Journal.open(journal, record -> {})) {
            taken.forEach(fresh::write);
        }
    }
}
