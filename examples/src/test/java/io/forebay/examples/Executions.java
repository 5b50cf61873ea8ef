package io.forebay.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/** Runs state machines by the Step Functions API of a server. */
final class Executions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    Executions(int httpPort) {
        server = URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    private JsonNode call(String operation, ObjectNode request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(server)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "AWSStepFunctions." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(operation + " gave " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static ObjectNode of(String name, String value) {
        return JSON.createObjectNode().put(name, value);
    }

    /** @return the execution's ARN */
    String start(String machine, JsonNode input) throws IOException, InterruptedException {
        return call("StartExecution", of("stateMachineArn", ARN + machine).put("input", input.toString()))
                .path("executionArn")
                .asText();
    }

    void redrive(String execution) throws IOException, InterruptedException {
        call("RedriveExecution", of("executionArn", execution));
    }

    /** What DescribeExecution tells of it when it is over. */
    JsonNode ended(String execution) throws IOException, InterruptedException {
        JsonNode told = call("DescribeExecution", of("executionArn", execution));
        while (told.path("status").asText().equals("RUNNING")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            told = call("DescribeExecution", of("executionArn", execution));
        }
        return told;
    }

    /** The types of the events so far. */
    List<String> events(String execution) throws IOException, InterruptedException {
        JsonNode events = call(
                        "GetExecutionHistory", of("executionArn", execution).put("maxResults", 1000))
                .path("events");
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
    }

    private List<String> arns(String machine, ObjectNode request) throws IOException, InterruptedException {
        JsonNode told = call(
                "ListExecutions", request.put("stateMachineArn", ARN + machine).put("maxResults", 1000));
        return StreamSupport.stream(told.path("executions").spliterator(), false)
                .map(each -> each.path("executionArn").asText())
                .toList();
    }

    /** Waits until a machine has no execution that runs. */
    void awaitEnds(String machine) throws IOException, InterruptedException {
        for (String arn : arns(machine, of("statusFilter", "RUNNING"))) {
            ended(arn);
        }
    }

    /** The inputs of all executions of a machine. */
    List<JsonNode> inputs(String machine) throws IOException, InterruptedException {
        List<JsonNode> inputs = new ArrayList<>();
        for (String arn : arns(machine, JSON.createObjectNode())) {
            inputs.add(JSON.readTree(call("DescribeExecution", of("executionArn", arn))
                    .path("input")
                    .asText()));
        }
        return inputs;
    }
}
