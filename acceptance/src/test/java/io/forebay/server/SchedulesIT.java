package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.store.s3.LocalS3;
import io.forebay.store.s3.LocalSqs;
import io.forebay.warehouse.redshift.dataapi.ApiHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Schedules through AWS's own SDK with signatures that are verified, and schedules and triggers of a folder. */
@Timeout(60)
class SchedulesIT {
    private static final String MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:note";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static Path bucket;
    private static LocalSqs sqs;
    private static Server server;
    private static SchedulerClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        sqs = new LocalSqs();
        Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
        bucket = Files.createDirectories(folder.resolve("lake"));
        Files.writeString(
                pipelines.resolve("note.asl.yaml"),
                """
                StartAt: Note
                States:
                  Note:
                    Type: Task
                    Resource: arn:aws:states:::aws-sdk:redshiftdata:executeStatement
                    Parameters:
                      Database: dev
                      Sql: INSERT INTO noted VALUES (:what)
                      Parameters: [{Name: what, Value.$: $.what}]
                    End: true
                """);
        Files.writeString(
                pipelines.resolve("often.schedule.yaml"),
                """
                ScheduleExpression: rate(1 hour)
                FlexibleTimeWindow: {Mode: OFF}
                Target: {StateMachine: note, Input: {what: often}}
                """);
        Files.writeString(
                pipelines.resolve("came.trigger.yaml"),
                """
                On: {Object: 's3://lake/in/', Suffix: .csv, Existing: true}
                Target:
                  StateMachine: note
                  InputTransformer:
                    InputPathsMap: {key: $.detail.object.key}
                    InputTemplate: '{"what": <key>}'
                """);
        List<String> shown = Pattern.compile("```yaml file=pipelines/(\\S+)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/guide/schedules.md")))
                .results()
                .map(block -> {
                    try {
                        Files.writeString(pipelines.resolve(block.group(1)), block.group(2));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return block.group(1);
                })
                .toList();
        assertThat(shown).containsExactly("nightly.schedule.yaml", "arrived.trigger.yaml");
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.POLL_INTERVAL, "100ms")
                .flag(Keys.BUCKETS, "lake=" + bucket)
                .flag(Keys.ACCESS_KEYS, "AKIDPLAIN=" + SECRET)
                .flag(Keys.PIPELINES, pipelines.toString())
                .flag("store.s3.events.endpoint", "http://127.0.0.1:" + sqs.port())
                .flag("store.s3.events.region", "us-east-1")
                .flag("store.s3.access-key-id", LocalS3.KEY)
                .flag("store.s3.secret-access-key", LocalS3.SECRET)
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
        client = client(SECRET);
    }

    private static SchedulerClient client(String secret) {
        return SchedulerClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.httpPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDPLAIN", secret)))
                .httpClient(new ApiHttpClient(Duration.ofSeconds(20)))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
        sqs.close();
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev", "forebay", "");
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void await(String sql, String expected) throws SQLException {
        while (!expected.equals(ask(sql))) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void makesChangesAndDeletesSchedules() throws SQLException {
        client.createScheduleGroup(r -> r.name("night"));
        String arn = client.createSchedule(r -> r.name("s")
                        .groupName("night")
                        .scheduleExpression("cron(0 2 * * ? *)")
                        .scheduleExpressionTimezone("Europe/Berlin")
                        .startDate(Instant.parse("2030-01-01T00:00:00Z"))
                        .flexibleTimeWindow(
                                w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(15))
                        .target(t -> t.arn(MACHINE)
                                .roleArn("arn:aws:iam::000000000000:role/r")
                                .input("{}")))
                .scheduleArn();
        assertThat(arn).endsWith(":schedule/night/s");
        GetScheduleResponse told = client.getSchedule(r -> r.name("s").groupName("night"));
        assertThat(told.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
        assertThat(told.startDate()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(told.flexibleTimeWindow().maximumWindowInMinutes()).isEqualTo(15);
        assertThat(told.target().arn()).isEqualTo(MACHINE);
        assertThat(told.state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(told.creationDate()).isAfter("2020-01-01T00:00:00Z");
        assertThat(ask("SELECT next_time FROM forebay.schedule WHERE schedule_name = 's'"))
                .isEqualTo("2030-01-01 01:00:00");
        client.updateSchedule(r -> r.name("s")
                .groupName("night")
                .state(ScheduleState.DISABLED)
                .scheduleExpression("rate(5 minutes)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(MACHINE).roleArn("arn:aws:iam::000000000000:role/r")));
        assertThat(client.listSchedules(r -> r.groupName("night").maxResults(10))
                        .schedules())
                .singleElement()
                .satisfies(each -> assertThat(each.stateAsString()).isEqualTo("DISABLED"));
        assertThat(client.listScheduleGroups(r -> {}).scheduleGroups())
                .extracting(each -> each.name())
                .containsExactly("default", "night");
        client.deleteSchedule(r -> r.name("s").groupName("night"));
        client.deleteScheduleGroup(r -> r.name("night"));
        assertThatThrownBy(() -> client.getSchedule(r -> r.name("s").groupName("night")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void refusesWhatIsNoneAsTheSdkKnowsIt() {
        assertThatThrownBy(() -> client.createSchedule(r -> r.name("bad")
                        .scheduleExpression("cron(0 2 * * *)")
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn(MACHINE).roleArn("arn:aws:iam::000000000000:role/r"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("cron");
        assertThatThrownBy(() -> client.createScheduleGroup(r -> r.name("default")))
                .isInstanceOf(ConflictException.class);
        try (SchedulerClient other = client(SECRET + "x")) {
            assertThatThrownBy(() -> other.listSchedules(r -> {}))
                    .isInstanceOfSatisfying(SchedulerException.class, e -> assertThat(e.statusCode())
                            .isEqualTo(403));
        }
    }

    @Test
    void tellsADeadLetterQueueWhatCannotBeStarted() throws SQLException {
        URI queue = sqs.makeQueue("dead", Map.of());
        client.createSchedule(r -> r.name("lost")
                .scheduleExpression("rate(1 hour)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(MACHINE + "-that-is-gone")
                        .roleArn("arn:aws:iam::000000000000:role/r")
                        .input("{\"n\":1}")
                        .deadLetterConfig(d -> d.arn("arn:aws:sqs:us-east-1:000000000000:dead"))));
        await("SELECT last_result FROM forebay.schedule WHERE schedule_name = 'lost'", "FAILED");
        try (SqsClient reader = LocalSqs.client(URI.create("http://127.0.0.1:" + sqs.port()))) {
            assertThat(reader.receiveMessage(r -> r.queueUrl(queue.toString()).messageAttributeNames("All"))
                            .messages())
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.body()).isEqualTo("{\"n\":1}");
                        assertThat(each.messageAttributes().get("ERROR_CODE").stringValue())
                                .isEqualTo("StateMachineDoesNotExist");
                        assertThat(each.messageAttributes().get("SCHEDULE_ARN").stringValue())
                                .endsWith(":schedule/default/lost");
                    });
        }
        assertThat(client.getSchedule(r -> r.name("lost"))
                        .target()
                        .deadLetterConfig()
                        .arn())
                .endsWith(":dead");
        client.deleteSchedule(r -> r.name("lost"));
    }

    @Test
    void takesWhatTheGuideShows() throws SQLException {
        assertThat(ask("SELECT expression || ' ' || overlap || ' ' || target || ' ' || state FROM forebay.schedule"
                        + " WHERE schedule_name = 'nightly'"))
                .isEqualTo("cron(0 2 * * ? *) SKIP state machine sales-etl ENABLED");
        assertThat(ask("SELECT event || ' ' || target FROM forebay.trigger WHERE trigger_name = 'arrived'"))
                .isEqualTo("{\"Object\":\"s3://lake/orders/\",\"Suffix\":\".csv\"} state machine load-orders");
    }

    @Test
    void runsWhatTheFolderSays() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev", "forebay", "")) {
            connection.createStatement().execute("CREATE TABLE noted (what varchar(40))");
        }
        await("SELECT last_result FROM forebay.schedule WHERE schedule_name = 'often'", "STARTED");
        Files.createDirectories(bucket.resolve("in"));
        Files.writeString(bucket.resolve("in/1.csv"), "1\n");
        await("SELECT what FROM noted WHERE what LIKE 'in/%'", "in/1.csv");
        assertThat(ask("SELECT delivered FROM forebay.trigger WHERE trigger_name = 'came'"))
                .isEqualTo("1");
        try (InputStream metrics = URI.create("http://127.0.0.1:" + server.httpPort() + "/metrics")
                .toURL()
                .openStream()) {
            assertThat(new String(metrics.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("forebay_schedule_deliveries_total{kind=\"trigger\",outcome=\"started\"} 1.0");
        }
    }
}
