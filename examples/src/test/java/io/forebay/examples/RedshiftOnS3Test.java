package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.store.s3.S3StoreFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A copy job on Redshift, with a second Forebay on DuckDB in the place of the cluster: it reads the manifest and the files
 * from S3, by S3's protocol, as the first one lists and puts them.
 */
@Timeout(60)
class RedshiftOnS3Test {
    private static final String KEY = "AKIDFORTESTS";
    private static final String SECRET = "a-secret-that-is-never-shown";
    private static final String STALE = "staging/forebay-7-0b9d4c1e-6f0b-4c3e-9d55-0f6f3b1c2a77.manifest";
    private static final String YOUNG = "staging/forebay-8-0b9d4c1e-6f0b-4c3e-9d55-0f6f3b1c2a77.manifest";
    private static final String FOREIGN = "staging/somebody-elses.manifest";

    @TempDir
    Path folder;

    private S3Proxy s3;
    private ObjectStore store;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("s3/lake"));
        s3 = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.resolve("s3").toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .build();
        s3.start();
        store = new S3StoreFactory()
                .open(Map.of(
                        "endpoint",
                        address(),
                        "region",
                        "us-east-1",
                        "access-key-id",
                        KEY,
                        "secret-access-key",
                        SECRET));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        s3.stop();
    }

    private String address() {
        return "http://127.0.0.1:" + s3.getPort();
    }

    @Test
    void loadsFilesThatTheClusterReadsFromS3() throws Exception {
        try (Server cluster = Server.start(settings("cluster").build());
                Server server = Server.start(settings("server")
                        .flag("warehouse", "redshift://forebay@127.0.0.1:" + cluster.sqlPort() + "/dev?ssl=false")
                        .flag("warehouse.schema", "fb_ledger")
                        .flag("warehouse.staging", "s3://lake/staging/")
                        .build());
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
                Statement sql = connection.createStatement()) {
            leaveManifests();
            sql.execute("CREATE TABLE event (id INTEGER, name VARCHAR(20))");
            sql.execute("COPY event FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' CSV"
                    + " JOB CREATE events AUTO OFF");
            for (int i = 0; i < 20; i++) {
                put("in/day=" + i % 3 + "/part " + i + ".csv", i + ",it's\n" + (100 + i) + ",é\n");
            }
            put("in/day=1/bad.csv", "1,one\nx,two\n");
            put("in/day=2/empty.csv", "");
            sql.execute("COPY JOB RUN events");
            sql.execute("COPY JOB RUN events");
            assertThat(rows(sql, "SELECT count(*), sum(id) FROM event")).containsExactly("40|2380");
            assertThat(rows(sql, "SELECT status, count(*) FROM sys_copy_job_detail GROUP BY 1 ORDER BY 1"))
                    .containsExactly("E|1", "I|21");
            assertThat(rows(
                            sql,
                            "SELECT filename, line_number, colname, raw_field_value, err_code, err_reason"
                                    + " FROM forebay.stl_load_errors"))
                    .containsExactly("s3://lake/in/day=1/bad.csv|2|id|x|1207|"
                            + "Invalid digit, Value 'x', Pos 0, Type: Integer");
            assertThat(rows(sql, "SELECT count(*) FROM stl_load_commits WHERE filename LIKE 's3://lake/in/%'"))
                    .as("what the cluster itself says that it read")
                    .containsExactly("21");
        }
        assertThat(staged()).containsExactly(YOUNG, FOREIGN);
    }

    @Test
    void callsTheClustersProcedureInTheTransactionOfItsLoad() throws Exception {
        try (Server cluster = Server.start(settings("cluster").build());
                Server server = Server.start(settings("server")
                        .flag("warehouse", "redshift://forebay@127.0.0.1:" + cluster.sqlPort() + "/dev?ssl=false")
                        .flag("warehouse.schema", "fb_ledger")
                        .flag("warehouse.staging", "s3://lake/staging/")
                        .build());
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?sslmode=disable", "forebay", "");
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE stage (id INTEGER)");
            sql.execute("CREATE TABLE event (id INTEGER)");
            sql.execute("CREATE PROCEDURE sp_land(least int) AS $$ BEGIN IF (SELECT min(id) FROM stage) < least THEN"
                    + " RAISE EXCEPTION 'too small'; END IF; INSERT INTO event SELECT id FROM stage; DELETE FROM stage;"
                    + " END; $$ LANGUAGE plpgsql");
            sql.execute("COPY stage FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/load' CSV"
                    + " JOB CREATE events AUTO OFF THEN CALL public.sp_land(1 + 1)");
            for (int id = 1; id <= 2; id++) {
                put("in/" + id + ".csv", id + "\n");
            }
            sql.execute("COPY JOB RUN events");
            assertThat(rows(sql, "SELECT count(*), sum(id) FROM event")).containsExactly("1|2");
            assertThat(rows(sql, "SELECT count(*) FROM stage")).containsExactly("0");
            assertThat(rows(sql, "SELECT status, count(*) FROM sys_copy_job_detail GROUP BY 1 ORDER BY 1"))
                    .containsExactly("E|1", "I|1");
            assertThat(rows(sql, "SELECT filename, split_part(err_reason, ' (', 1) FROM forebay.stl_load_errors"))
                    .containsExactly("s3://lake/in/1.csv|sp_land line 1: too small");
        }
    }

    private SettingsBuilder settings(String name) throws IOException {
        Path data = folder.resolve(name);
        Files.createDirectories(data);
        return Settings.builder(folder)
                .flag("data", data.toString())
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .flag("store.s3.endpoint", address())
                .flag("store.s3.region", "us-east-1")
                .flag("store.s3.access-key-id", KEY)
                .flag("store.s3.secret-access-key", SECRET);
    }

    /** A manifest that a server which died two days ago has left, one of a load that may run now, and what is not ours. */
    private void leaveManifests() throws IOException {
        put(STALE, "{}");
        put(YOUNG, "{}");
        put(FOREIGN, "{}");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(folder.resolve("s3/lake").resolve(STALE), old);
        Files.setLastModifiedTime(folder.resolve("s3/lake").resolve(FOREIGN), old);
    }

    private void put(String key, String text) {
        store.put(ObjectUri.parse("s3://lake/" + key), text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> staged() {
        try (Stream<StoredObject> objects = store.list(ObjectUri.parse("s3://lake/staging/"), "", 100).stream()) {
            return objects.map(object -> object.uri().key()).toList();
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
