package io.forebay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.warehouse.redshift.dataapi.ApiHttpClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/** State machines, through AWS's own SDK, and from a folder. */
@Timeout(120)
class StepFunctionsIT {
    private static final String DEFINITION =
            """
            {"StartAt": "Run", "States": {
              "Run": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement",
                "Parameters": {"Database": "dev", "ClusterIdentifier": "c",
                  "Sqls.$": "States.Array(States.Format('CREATE TABLE {} AS SELECT 6 AS n', $.table),\
             States.Format('SELECT n * 7 FROM {}', $.table))"},
                "ResultPath": "$.run", "Next": "Wait"},
              "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Ask"},
              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
                "Parameters": {"Id.$": "$.run.Id"}, "ResultPath": "$.told", "Next": "Which"},
              "Which": {"Type": "Choice", "Default": "Wait", "Choices": [
                {"Variable": "$.told.Status", "StringEquals": "FINISHED", "Next": "Rows"},
                {"Variable": "$.told.Status", "StringEquals": "FAILED", "Next": "Failed"}]},
              "Rows": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:getStatementResult",
                "Parameters": {"Id.$": "$.told.SubStatements[1].Id"},
                "ResultSelector": {"answer.$": "$.Records[0][0].LongValue"}, "End": true},
              "Failed": {"Type": "Fail", "Error": "SqlFailed", "CausePath": "$.told.Error"}}}
            """;

    private static Server server;
    private static SfnClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path pipelines = Files.createDirectories(folder.resolve("pipelines"));
        Files.writeString(
                pipelines.resolve("greet.asl.yaml"),
                """
                StartAt: Say
                States:
                  Say:
                    Type: Pass
                    Result: {said: "${WORD}"}
                    End: true
                """);
        Settings settings = Settings.builder(folder)
                .flag(Keys.SQL_PORT, "0")
                .flag(Keys.HTTP_PORT, "0")
                .flag(Keys.PIPELINES, pipelines.toString())
                .flag(Keys.PIPELINE_VALUES, "WORD=hello")
                .flag(Keys.HTTP_ALLOW, "127.0.0.1")
                .build();
        Files.createDirectories(settings.data());
        server = Server.start(settings);
        client = SfnClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.httpPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .httpClient(new ApiHttpClient(Duration.ofSeconds(70)))
                .overrideConfiguration(
                        c -> c.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static DescribeExecutionResponse ended(String execution) {
        while (true) {
            DescribeExecutionResponse told = client.describeExecution(r -> r.executionArn(execution));
            if (told.status() != ExecutionStatus.RUNNING) {
                return told;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void runsSqlAndAsksForItsEnd() {
        String machine = client.createStateMachine(
                        r -> r.name("etl").definition(DEFINITION).roleArn("arn:aws:iam::000000000000:role/r"))
                .stateMachineArn();
        String good = client.startExecution(r -> r.stateMachineArn(machine).input("{\"table\": \"made\"}"))
                .executionArn();
        DescribeExecutionResponse ended = ended(good);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.output()).isEqualTo("{\"answer\":42}");
        assertThat(client.getExecutionHistory(r -> r.executionArn(good)).events())
                .extracting(HistoryEvent::typeAsString)
                .startsWith("ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded")
                .contains("WaitStateEntered", "ChoiceStateExited")
                .endsWith("TaskStateExited", "ExecutionSucceeded");
        String bad = client.startExecution(r -> r.stateMachineArn(machine).input("{\"table\": \"made\"}"))
                .executionArn();
        DescribeExecutionResponse failed = ended(bad);
        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(failed.error()).isEqualTo("SqlFailed");
        assertThat(failed.cause()).contains("already exists");
        assertThat(client.listExecutions(r -> r.stateMachineArn(machine)).executions())
                .extracting(each -> each.statusAsString())
                .containsExactlyInAnyOrder("SUCCEEDED", "FAILED");
    }

    @Test
    void makesTheMachinesOfAFolder() {
        assertThat(client.listStateMachines().stateMachines())
                .extracting(each -> each.name())
                .contains("greet");
        String execution = client.startExecution(
                        r -> r.stateMachineArn("arn:aws:states:eu-central-1:123456789012:stateMachine:greet"))
                .executionArn();
        assertThat(ended(execution).output()).isEqualTo("{\"said\":\"hello\"}");
    }

    @Test
    void callsWhatTheSettingsAllow() {
        String call = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::%s\", \"Parameters\": {%s}";
        String definition = ("{\"StartAt\": \"Health\", \"States\": {\"Health\": {"
                + call.formatted(
                        "http:invoke",
                        "\"ApiEndpoint\": \"http://127.0.0.1:" + server.httpPort() + "/health\", \"Method\": \"GET\"")
                + ", \"ResultSelector\": {\"health.$\": \"$.ResponseBody.status\"}, \"Next\": \"Shell\"},"
                + " \"Shell\": {" + call.formatted("forebay:shell.sync", "\"Command\": [\"ls\"]")
                + ", \"Catch\": [{\"ErrorEquals\": [\"States.Permissions\"], \"Next\": \"Job\","
                + " \"ResultPath\": \"$.shell\"}], \"End\": true},"
                + " \"Job\": {" + call.formatted("forebay:copyJobRun.sync", "\"JobName\": \"none\"")
                + ", \"Catch\": [{\"ErrorEquals\": [\"Forebay.StatementFailed\"], \"Next\": \"Queue\","
                + " \"ResultPath\": \"$.job\"}], \"End\": true},"
                + " \"Queue\": {"
                + call.formatted("sqs:sendMessage", "\"QueueUrl\": \"http://127.0.0.1:1/q\", \"MessageBody\": {}")
                + ", \"Catch\": [{\"ErrorEquals\": [\"SQS.InvalidAddressException\"], \"Next\": \"End\","
                + " \"ResultPath\": null}], \"End\": true}, \"End\": {\"Type\": \"Succeed\"}}}");
        String machine = client.createStateMachine(
                        r -> r.name("calls").definition(definition).roleArn("r"))
                .stateMachineArn();
        DescribeExecutionResponse ended =
                ended(client.startExecution(r -> r.stateMachineArn(machine)).executionArn());
        assertThat(ended.statusAsString()).as(ended.cause()).isEqualTo("SUCCEEDED");
        assertThat(ended.output()).contains("\"health\":\"ok\"", "shell.allow", "does not exist");
    }

    @Test
    void waitsForExpressMachinesAndKeepsNothingOfThem() {
        String machine = client.createStateMachine(r -> r.name("quick")
                        .type(StateMachineType.EXPRESS)
                        .definition("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}")
                        .roleArn("r"))
                .stateMachineArn();
        StartSyncExecutionResponse ended =
                client.startSyncExecution(r -> r.stateMachineArn(machine).input("[1]"));
        assertThat(ended.output()).isEqualTo("[1]");
        assertThatThrownBy(() -> client.describeExecution(r -> r.executionArn(ended.executionArn())))
                .isInstanceOf(ExecutionDoesNotExistException.class);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> client.createStateMachine(r -> r.name("bad")
                        .definition("{\"StartAt\": \"A\", \"States\": {}}")
                        .roleArn("r")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Invalid State Machine Definition");
        assertThatThrownBy(() -> client.describeExecution(
                        r -> r.executionArn("arn:aws:states:local:000000000000:execution:etl:nosuch")))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThat(client.validateStateMachineDefinition(r -> r.definition("{\"States\": {}}"))
                        .diagnostics())
                .isNotEmpty();
    }
}
