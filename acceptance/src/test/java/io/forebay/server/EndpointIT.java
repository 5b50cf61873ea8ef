package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.crash.SqlClient;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.migrate.Migration;
import io.forebay.engine.migrate.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redshift's adapter through its real driver, against Forebay's own endpoint in the place of a cluster: what holds here of
 * Redshift itself is told in docs/reference/redshift.md.
 */
@Timeout(120)
class EndpointIT {
    private static final String JOB =
            "COPY event FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' CSV JOB CREATE events AUTO"
                    + " OFF";

    @TempDir
    static Path folder = Path.of("");

    private static RedshiftEndpoint endpoint;

    @BeforeAll
    static void start() throws IOException {
        endpoint = new RedshiftEndpoint(folder);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @AfterEach
    void clear() throws IOException {
        endpoint.clear();
        endpoint.empty("in");
    }

    @Test
    void loadsNewFilesOfAJobOnceAndTellsOfThem() throws Exception {
        endpoint.put("in/old.csv", "0,old\n");
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n2,two\n");
            endpoint.put("in/b.csv", "3,three\n");
            endpoint.put("in/empty.csv", "");
            client.run("COPY JOB RUN events");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id, name FROM event ORDER BY id"))
                    .containsExactly("1|one", "2|two", "3|three");
            assertThat(rows(client, "SELECT file_name, status FROM sys_copy_job_detail ORDER BY 1"))
                    .containsExactly("in/a.csv|I", "in/b.csv|I", "in/empty.csv|I");
            assertThat(rows(
                            client,
                            "SELECT table_name, status, loaded_rows, source_file_count FROM forebay.sys_load_history"))
                    .containsExactly("event|completed|3|3");
            assertThat(rows(client, "SELECT object_key, loaded_rows FROM forebay.load_file ORDER BY 1"))
                    .containsExactly("in/a.csv|2", "in/b.csv|1", "in/empty.csv|0");
        }
        assertThat(staged()).isEmpty();
    }

    @Test
    void makesTheLedgerAgainWhenAnotherHasMadeItOrNobody() throws Exception {
        SqlClient cluster = new SqlClient(endpoint.port());
        String there = "SELECT count(*) FROM information_schema.tables WHERE table_schema = '" + RedshiftEndpoint.SCHEMA
                + "' AND table_name = 'stl_load_commits'";
        endpoint.adapter("first").close();
        assertThat(cluster.number(there)).isEqualTo(1);
        cluster.run("DROP VIEW " + RedshiftEndpoint.SCHEMA + ".stl_load_commits");
        endpoint.adapter("first").close();
        assertThat(cluster.number(there)).isZero();
        cluster.run("DROP VIEW " + RedshiftEndpoint.SCHEMA + ".made_by");
        endpoint.adapter("first").close();
        assertThat(cluster.number(there)).isEqualTo(1);
    }

    @Test
    void givesAJobToADuckDbAndTakesItBack() throws Exception {
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            client.run("COPY JOB RUN events");
        }
        try (Server server = endpoint.duckDb("other")) {
            endpoint.client(server).run("CREATE TABLE event (id INTEGER, name VARCHAR(20))");
        }
        move(false);
        endpoint.put("in/b.csv", "2,two\n");
        try (Server server = endpoint.duckDb("other")) {
            SqlClient client = endpoint.client(server);
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event")).containsExactly("2");
            assertThat(rows(client, "SELECT status, loaded_rows FROM sys_load_history ORDER BY start_time"))
                    .containsExactly("completed|1", "completed|1");
        }
        move(true);
        endpoint.put("in/c.csv", "3,three\n");
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = endpoint.client(server);
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event ORDER BY id")).containsExactly("1", "3");
            assertThat(rows(
                            client,
                            "SELECT file_name, status FROM sys_copy_job_detail d JOIN sys_copy_job j"
                                    + " ON j.job_id = d.job_id ORDER BY 1"))
                    .containsExactly("in/a.csv|I", "in/b.csv|I", "in/c.csv|I");
        }
    }

    private void move(boolean back) throws IOException {
        try (LedgerMigration both = endpoint.migration("other", back);
                Migration migration = both.begin(Progress.NONE)) {
            assertThat(migration.plan(List.of())).singleElement().satisfies(plan -> assertThat(plan.trouble())
                    .isEmpty());
            migration.move("events");
        }
    }

    @Test
    void failsBadFilesAndLoadsTheOthers() throws Exception {
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            endpoint.put("in/bad1.csv", "2,two\nx,three\n");
            endpoint.put("in/c.csv", "4,four\n");
            endpoint.put("in/bad2.csv", "5,a name that is longer than its column\n");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event ORDER BY id")).containsExactly("1", "4");
            assertThat(rows(client, "SELECT file_name, status FROM sys_copy_job_detail ORDER BY 1"))
                    .containsExactly("in/a.csv|I", "in/bad1.csv|E", "in/bad2.csv|E", "in/c.csv|I");
            assertThat(rows(
                            client,
                            "SELECT filename, line_number, colname, raw_field_value, err_code, err_reason"
                                    + " FROM forebay.stl_load_errors ORDER BY filename"))
                    .containsExactly(
                            "s3://lake/in/bad1.csv|2|id|x|1207|Invalid digit, Value 'x', Pos 0, Type: Integer",
                            "s3://lake/in/bad2.csv|1|name|a name that is longer than its column|1204|"
                                    + "String length exceeds DDL length");
        }
        assertThat(staged()).isEmpty();
    }

    /**
     * The driver begins a session in its process' time zone, in which Redshift's GETDATE() tells the time, while its system
     * views tell UTC; servers in two zones would not agree on the time of a lease either.
     */
    @Test
    void asksInUtcWhereverItRuns() throws Exception {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        try (Server server = endpoint.adapter("first")) {
            assertThat(rows(endpoint.client(server), "SHOW timezone")).containsExactly("UTC");
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void findsAFileThatNobodyNamesByHalves() throws Exception {
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = endpoint.client(server);
            client.run("CREATE TABLE event (id INTEGER, name VARCHAR(20))");
            client.run(JOB.replace("CSV", "CSV GZIP"));
            for (int i = 0; i < 5; i++) {
                endpoint.put("in/" + i + ".csv.gz", gzip(i + ",n\n"));
            }
            endpoint.put("in/torn.csv.gz", "no gzip at all".getBytes(StandardCharsets.UTF_8));
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT count(*), sum(id) FROM event")).containsExactly("5|10");
            assertThat(rows(client, "SELECT status, count(*) FROM sys_copy_job_detail GROUP BY 1 ORDER BY 1"))
                    .containsExactly("E|1", "I|5");
            assertThat(rows(client, "SELECT filename, err_reason FROM forebay.stl_load_errors"))
                    .hasSize(1)
                    .allMatch(row -> row.startsWith("s3://lake/in/torn.csv.gz|"));
        }
        assertThat(staged()).isEmpty();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void refusesWhatTheClustersOwnCopyCannotDo() throws Exception {
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = endpoint.client(server);
            client.run("CREATE TABLE event (id INTEGER, name VARCHAR(20))");
            String from = "COPY event FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' ";
            for (String words : List.of(
                    "CSV LINEAGE (FILE name)",
                    "JSON 'auto' ON NEW COLUMN ADD",
                    "CSV MAXERROR 5",
                    "XML ROWTAG 'r'",
                    "CSV REJECTS INTO r")) {
                assertThatThrownBy(() -> client.run(from + words + " JOB CREATE j"))
                        .as(words)
                        .hasMessageContaining("not supported here");
            }
            assertThatThrownBy(() -> client.run("COPY event FROM 's3://lake/in/' CSV JOB CREATE j"))
                    .hasMessageContaining("a job needs IAM_ROLE here");
            assertThatThrownBy(() -> client.run(
                            "COPY event FROM 's3://lake/' IAM_ROLE 'arn:aws:iam::1:role/r' CSV" + " JOB CREATE j"))
                    .hasMessageContaining("has the manifests of loads below it");
            assertThat(client.number("SELECT count(*) FROM sys_copy_job")).isZero();
        }
    }

    @Test
    void passesUsersSqlAsItIsWritten() throws Exception {
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = created(server);
            endpoint.put("plain/a.csv", "7,seven\n");
            try (Connection connection = client.connect();
                    Statement sql = connection.createStatement()) {
                sql.execute("COPY event FROM 's3://lake/plain/' ACCESS_KEY_ID 'ak' SECRET_ACCESS_KEY 'sk' CSV");
                assertThat(rows(sql, "SELECT pg_last_copy_count()")).containsExactly("1");
                connection.setAutoCommit(false);
                sql.execute("INSERT INTO event VALUES (8, 'eight')");
                connection.rollback();
                assertThat(rows(sql, "SELECT TOP 1 NVL(name, '-') FROM event")).containsExactly("seven");
                connection.rollback();
            }
            assertThat(client.number("SELECT count(*) FROM event")).isEqualTo(1);
            assertThatThrownBy(() -> client.run("DELETE FROM forebay.job_file"))
                    .hasMessageContaining("permission denied for schema forebay");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROWS_LOADED", "BEFORE_COMMIT", "AFTER_COMMIT"})
    void loadsOnceAfterALoadEndsAt(LoadStep step) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        LoadStep.Listener ending = reached -> {
            if (reached == step && seen.getAndIncrement() == 0) {
                throw new IllegalStateException("ends here");
            }
        };
        try (Server server = endpoint.adapter("first", endpoint.port(), ending)) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            try {
                client.run("COPY JOB RUN events");
            } catch (SQLException e) {
                assertThat(seen.get()).isPositive();
            }
        }
        try (Server server = endpoint.adapter("second")) {
            SqlClient client = endpoint.client(server);
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id, name FROM event")).containsExactly("1|one");
            assertThat(client.number("SELECT count(*) FROM forebay.load WHERE status = 'completed'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void loadsOnceWhenTheConnectionIsCutAtTheCommit(CuttingProxy.Cut cut) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(endpoint.port(), cut);
                Server server = endpoint.adapter("first", proxy.port(), LoadStep.Listener.NONE)) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            endpoint.put("in/b.csv", "2,two\n");
            client.run("COPY JOB RUN events");
            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(rows(client, "SELECT id, name FROM event ORDER BY id")).containsExactly("1|one", "2|two");
            assertThat(rows(client, "SELECT file_name, status FROM sys_copy_job_detail ORDER BY 1"))
                    .containsExactly("in/a.csv|I", "in/b.csv|I");
            assertThat(client.number("SELECT count(*) FROM forebay.load WHERE status = 'completed'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void leavesOutAFileThatIsOverwrittenWhileItIsRead() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        LoadStep.Listener overwriting = reached -> {
            if (reached == LoadStep.READING && seen.getAndIncrement() == 0) {
                try {
                    endpoint.put("in/a.csv", "1,another\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try (Server server = endpoint.adapter("first", endpoint.port(), overwriting)) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            endpoint.put("in/b.csv", "2,two\n");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id, name FROM event ORDER BY id")).containsExactly("1|another", "2|two");
            assertThat(rows(
                            client,
                            "SELECT f.object_key, count(*) FROM forebay.job_file f JOIN forebay.load_file l"
                                    + " ON l.object_key = f.object_key AND l.etag = f.etag GROUP BY 1 ORDER BY 1"))
                    .containsExactly("in/a.csv|1", "in/b.csv|1");
        }
    }

    @Test
    void loadsTheOthersWhenAFileIsGoneBeforeItIsRead() throws Exception {
        try (Server server = endpoint.adapter("first", endpoint.port(), once(() -> endpoint.empty("in/gone")))) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            endpoint.put("in/gone/b.csv", "2,two\n");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event ORDER BY id")).containsExactly("1");
            assertThat(rows(client, "SELECT file_name, status FROM sys_copy_job_detail"))
                    .as("a file that is gone has not failed: it may come again")
                    .containsExactly("in/a.csv|I");
            endpoint.put("in/gone/b.csv", "2,two\n");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event ORDER BY id")).containsExactly("1", "2");
        }
        assertThat(staged()).isEmpty();
    }

    @Test
    void loadsOnceWhenSomebodyTakesAManifestAway() throws Exception {
        try (Server server = endpoint.adapter("first", endpoint.port(), once(() -> endpoint.empty("staging")))) {
            SqlClient client = created(server);
            endpoint.put("in/a.csv", "1,one\n");
            endpoint.put("in/b.csv", "2,two\n");
            client.run("COPY JOB RUN events");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT id FROM event ORDER BY id")).containsExactly("1", "2");
            assertThat(rows(client, "SELECT file_name, status FROM sys_copy_job_detail ORDER BY 1"))
                    .containsExactly("in/a.csv|I", "in/b.csv|I");
        }
    }

    /** Names that need care in a manifest, in SQL, or in an address; what is listed is one of them, too. */
    @Test
    void loadsFilesOfAnyName() throws Exception {
        List<String> names = List.of(
                "it's.csv",
                "a \"b\".csv",
                "50%25 +.csv",
                "new\nline.csv",
                "tab\t.csv",
                "ä€😀.csv",
                "back\\slash.csv",
                "a#b?c=d&e.csv",
                "end .csv",
                "{x}[y]$1:p1;--.csv");
        try (Server server = endpoint.adapter("first")) {
            SqlClient client = created(server);
            for (int i = 0; i < names.size(); i++) {
                endpoint.put("in/" + names.get(i), i + ",n\n");
            }
            endpoint.put("in/bad's \"%20\n€.csv", "x,n\n");
            client.run("COPY JOB RUN events");
            client.run("COPY JOB RUN events");
            assertThat(rows(client, "SELECT count(*), sum(id) FROM event")).containsExactly("10|45");
            assertThat(rows(client, "SELECT file_name FROM sys_copy_job_detail WHERE status = 'I'"))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> "in/" + name).toList());
            assertThat(rows(client, "SELECT filename, err_code FROM forebay.stl_load_errors"))
                    .containsExactly("s3://lake/in/bad's \"%20\n€.csv|1207");
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    /** Does it when Redshift's COPY is about to be sent for the first time. */
    private static LoadStep.Listener once(Deed deed) {
        AtomicInteger seen = new AtomicInteger();
        return reached -> {
            if (reached == LoadStep.READING && seen.getAndIncrement() == 0) {
                try {
                    deed.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private SqlClient created(Server server) throws SQLException {
        SqlClient client = endpoint.client(server);
        client.run("CREATE TABLE event (id INTEGER, name VARCHAR(20))");
        client.run(JOB);
        return client;
    }

    private List<String> staged() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lake/staging"))) {
            return files.map(Path::toString).toList();
        }
    }

    private static List<String> rows(SqlClient client, String query) throws SQLException {
        try (Connection connection = client.connect();
                Statement sql = connection.createStatement()) {
            return rows(sql, query);
        }
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
