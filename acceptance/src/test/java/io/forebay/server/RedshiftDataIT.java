package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.crash.SqlClient;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.warehouse.redshift.dataapi.ApiHttpClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

/** The Redshift Data API, through AWS's own SDK. */
@Timeout(120)
class RedshiftDataIT {
    private static final String SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

    private static Server server;
    private static Server keyed;
    private static RedshiftDataClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("lake/in"));
        Files.writeString(folder.resolve("lake/in/1.csv"), "1,a\n2,b\n");
        server = server(Settings.builder(Files.createDirectories(folder.resolve("open")))
                .flag(Keys.BUCKETS, "lake=" + folder.resolve("lake"))
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .build());
        keyed = server(Settings.builder(Files.createDirectories(folder.resolve("keyed")))
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.PASSWORD, "the server's own")
                .flag(Keys.ACCESS_KEYS, "AKIDPLAIN=" + SECRET)
                .flag(Keys.ACCESS_KEYS, "ASIATEMP=" + SECRET + ",the-session-token")
                .build());
        client = client(server, AwsBasicCredentials.create("any", "thing"));
    }

    private static Server server(Settings settings) throws Exception {
        Files.createDirectories(settings.data());
        return Server.start(settings);
    }

    private static RedshiftDataClient client(Server server, AwsCredentials credentials) {
        return RedshiftDataClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.httpPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(new ApiHttpClient(Duration.ofSeconds(40)))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
        keyed.close();
    }

    private static DescribeStatementResponse run(String sql) {
        String id = client.executeStatement(
                        r -> r.clusterIdentifier("forebay").database("dev").sql(sql))
                .id();
        return ended(client, id);
    }

    private static DescribeStatementResponse ended(RedshiftDataClient client, String id) {
        while (true) {
            DescribeStatementResponse told = client.describeStatement(r -> r.id(id));
            if (List.of(StatusString.FINISHED, StatusString.FAILED, StatusString.ABORTED)
                    .contains(told.status())) {
                return told;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static String value(Field field) {
        return switch (field.type()) {
            case IS_NULL -> "null";
            case LONG_VALUE -> field.longValue().toString();
            case STRING_VALUE -> field.stringValue();
            default -> field.toString();
        };
    }

    private static String rows(String id) {
        return client.getStatementResultPaginator(r -> r.id(id)).stream()
                .flatMap(page -> page.records().stream())
                .map(row -> row.stream().map(RedshiftDataIT::value).collect(Collectors.joining("|")))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void loadsAndAsks() {
        assertThat(run("CREATE TABLE landed (id int, name varchar(10))").statusAsString())
                .isEqualTo("FINISHED");
        DescribeStatementResponse copied =
                run("COPY landed FROM 's3://lake/in/' IAM_ROLE" + " 'arn:aws:iam::123456789012:role/r' CSV");
        assertThat(copied.error()).isNull();
        DescribeStatementResponse asked = run("SELECT id, name, NULL AS z FROM landed ORDER BY id");
        assertThat(asked.status()).isEqualTo(StatusString.FINISHED);
        assertThat(asked.hasResultSet()).isTrue();
        assertThat(asked.clusterIdentifier()).isEqualTo("forebay");
        assertThat(asked.createdAt()).isBefore(asked.updatedAt().plusMillis(1));
        assertThat(rows(asked.id())).isEqualTo("1|a|null\n2|b|null");
        assertThat(client.describeTable(r -> r.database("dev").schema("public").table("landed"))
                        .columnList())
                .extracting(column -> column.name() + " " + column.typeName())
                .containsExactly("id int4", "name varchar");
        assertThat(client.listTables(r -> r.database("dev").schemaPattern("public"))
                        .tables())
                .extracting(table -> table.name())
                .contains("landed");
    }

    @Test
    void saysWhatFailed() {
        DescribeStatementResponse failed = run("SELECT * FROM nosuch");
        assertThat(failed.status()).isEqualTo(StatusString.FAILED);
        assertThat(failed.error()).startsWith("ERROR: relation \"nosuch\" does not exist");
        assertThatThrownBy(() -> client.getStatementResult(r -> r.id(failed.id())))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Query does not have result");
        assertThatThrownBy(() -> client.executeStatement(
                        r -> r.clusterIdentifier("a").workgroupName("abc").sql("SELECT 1")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void bindsRepeatsAndBatches() {
        String id = client.executeStatement(r -> r.sql("SELECT :n::int + 1 AS n, :s AS s")
                        .database("dev")
                        .parameters(
                                SqlParameter.builder().name("n").value("41").build(),
                                SqlParameter.builder().name("s").value("it's é").build())
                        .clientToken("the-same"))
                .id();
        ended(client, id);
        assertThat(rows(id)).isEqualTo("42|it's é");
        String batch = client.batchExecuteStatement(r -> r.database("dev")
                        .sqls("CREATE TABLE b (n int)", "INSERT INTO b VALUES (1), (2)", "SELECT sum(n) FROM b"))
                .id();
        DescribeStatementResponse done = ended(client, batch);
        assertThat(done.subStatements()).extracting(each -> each.resultRows()).containsExactly(0L, 2L, 1L);
        assertThat(rows(batch + ":3")).isEqualTo("3");
    }

    @Test
    void countsWhatOthersSeeOnTheWire() throws Exception {
        run("CREATE TABLE wired (n int)");
        run("INSERT INTO wired VALUES (7)");
        assertThat(new SqlClient(server.sqlPort()).number("SELECT n FROM wired"))
                .isEqualTo(7);
    }

    @Test
    void asksForASignatureWhereItHasKeys() {
        String sql = "SELECT 1 AS n";
        for (AwsCredentials good : List.of(
                AwsBasicCredentials.create("AKIDPLAIN", SECRET),
                AwsSessionCredentials.create("ASIATEMP", SECRET, "the-session-token"))) {
            try (RedshiftDataClient own = client(keyed, good)) {
                String id =
                        own.executeStatement(r -> r.database("dev").sql(sql)).id();
                assertThat(ended(own, id).status()).isEqualTo(StatusString.FINISHED);
            }
        }
        for (AwsCredentials bad : List.of(
                AwsBasicCredentials.create("AKIDPLAIN", SECRET + "x"),
                AwsBasicCredentials.create("AKIDOTHER", SECRET),
                AwsBasicCredentials.create("ASIATEMP", SECRET),
                AwsSessionCredentials.create("ASIATEMP", SECRET, "another-token"),
                AwsSessionCredentials.create("AKIDPLAIN", SECRET, "the-session-token"))) {
            try (RedshiftDataClient own = client(keyed, bad)) {
                assertThatThrownBy(() ->
                                own.executeStatement(r -> r.database("dev").sql(sql)))
                        .isInstanceOfSatisfying(RedshiftDataException.class, e -> assertThat(
                                        e.awsErrorDetails().errorCode())
                                .isIn("InvalidSignatureException", "UnrecognizedClientException"));
            }
        }
    }

    @Test
    void answersNoBrowserOfAnotherSite() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI here = URI.create("http://127.0.0.1:" + server.httpPort() + "/");
        HttpRequest.Builder request = HttpRequest.newBuilder(here)
                .timeout(Duration.ofSeconds(20))
                .header("X-Amz-Target", "RedshiftData.ExecuteStatement")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"Sql\": \"SELECT 1\"}"));
        assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> broken = http.send(
                request.setHeader("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString("{"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("SerializationException");
        HttpResponse<String> unsigned = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + keyed.httpPort() + "/"))
                        .header("X-Amz-Target", "RedshiftData.ExecuteStatement")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"Sql\": \"SELECT 1\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(unsigned.body()).contains("MissingAuthenticationTokenException");
    }
}
