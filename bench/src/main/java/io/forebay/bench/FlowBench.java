package io.forebay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * 1,000 executions of ten states, half of them tasks on a store, started at once through the Step Functions API of a server
 * process: until all have ended; then the same while the process is killed five times. Argument: turns without kills.
 */
final class FlowBench {
    private static final int EXECUTIONS = Integer.getInteger("forebay.bench.executions", 1000);
    private static final int STATES = 10;
    private static final int KILLS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path work;
    private Process server;
    private URI address = URI.create("http://127.0.0.1");

    private FlowBench(Path work) throws Exception {
        this.work = work;
        this.server = start();
    }

    public static void main(String[] arguments) throws Exception {
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Path work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("forebay.bench.folder", "target/bench"))), "flow");
        Files.createDirectories(work.resolve("lake"));
        FlowBench bench = new FlowBench(work);
        try {
            bench.create();
            double[] speeds = new double[turns];
            for (int turn = 0; turn < turns; turn++) {
                speeds[turn] = bench.run("turn" + turn, 0);
            }
            Arrays.sort(speeds);
            double killed = bench.run("killed", KILLS);
            System.out.printf(
                    Locale.ROOT,
                    "%n%d executions of %d states at once: median %.0f transitions a second (goal: 500);"
                            + " %.0f with %d kills, none lost%n%n",
                    EXECUTIONS,
                    STATES,
                    speeds[turns / 2],
                    killed,
                    KILLS);
        } finally {
            bench.kill();
        }
    }

    private Process start() throws Exception {
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port + "/");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.forebay.server.Main",
                        "serve",
                        "--data=" + work.resolve("data"),
                        "--bucket=lake=" + work.resolve("lake"),
                        "--sql-port=0",
                        "--http-port=" + port,
                        "--log.level=warn"))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        work.resolve("server.log").toFile()))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("is ready")) {
                return process;
            }
        }
        throw new IllegalStateException("the server did not start; see " + work.resolve("server.log"));
    }

    private void kill() throws InterruptedException {
        server.destroyForcibly();
        server.waitFor();
    }

    private static int freePort() throws Exception {
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void create() throws Exception {
        ObjectNode states = JSON.createObjectNode();
        for (int i = 0; i < STATES; i++) {
            ObjectNode state = states.putObject("S" + i);
            if (i % 2 == 0) {
                state.put("Type", "Pass")
                        .putObject("Parameters")
                        .put("key.$", "$.key")
                        .put("step", i);
            } else {
                state.put("Type", "Task")
                        .put("Resource", "arn:aws:states:::aws-sdk:s3:listObjectsV2")
                        .putNull("ResultPath");
                state.putObject("Parameters").put("Bucket", "lake").put("Prefix.$", "$.key");
            }
            if (i + 1 < STATES) {
                state.put("Next", "S" + (i + 1));
            } else {
                state.put("End", true);
            }
        }
        ObjectNode definition = JSON.createObjectNode().put("StartAt", "S0");
        definition.set("States", states);
        call("CreateStateMachine", Map.of("name", "ten", "definition", definition.toString(), "roleArn", "r"));
    }

    /** @return transitions a second */
    private double run(String name, int kills) throws Exception {
        long begun = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        for (int i = 0; i < EXECUTIONS; i++) {
            int number = i;
            clients.execute(() -> startOne(name + "-" + number));
        }
        clients.shutdown();
        for (int kill = 0; kill < kills; kill++) {
            Thread.sleep(300);
            kill();
            server = start();
        }
        if (!clients.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not all executions could be started");
        }
        await(name);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT, "  %s: %.1f s, %.0f transitions a second%n", name, seconds, EXECUTIONS * STATES / seconds);
        return EXECUTIONS * STATES / seconds;
    }

    /** The name makes it safe to ask again after a kill. */
    private void startOne(String name) {
        while (true) {
            try {
                call(
                        "StartExecution",
                        Map.of(
                                "stateMachineArn",
                                "arn:aws:states:a:1:stateMachine:ten",
                                "name",
                                name,
                                "input",
                                "{\"key\":\"x\"}"));
                return;
            } catch (AlreadyThere e) {
                return;
            } catch (Exception e) {
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void await(String name) throws Exception {
        while (true) {
            Map<String, Integer> counts = new HashMap<>();
            String token = "";
            do {
                Map<String, Object> request = new HashMap<>(
                        Map.of("stateMachineArn", "arn:aws:states:a:1:stateMachine:ten", "maxResults", 1000));
                if (!token.isEmpty()) {
                    request.put("nextToken", token);
                }
                JsonNode page = call("ListExecutions", request);
                for (JsonNode each : page.path("executions")) {
                    if (each.path("name").asText().startsWith(name + "-")) {
                        counts.merge(each.path("status").asText(), 1, Integer::sum);
                    }
                }
                token = page.path("nextToken").asText();
            } while (!token.isEmpty());
            if (counts.getOrDefault("SUCCEEDED", 0) == EXECUTIONS) {
                return;
            }
            if (counts.containsKey("FAILED")
                    || counts.values().stream().mapToInt(n -> n).sum() < EXECUTIONS) {
                throw new IllegalStateException("executions are lost or have failed: " + counts);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** An execution of the name has ended already. */
    private static final class AlreadyThere extends Exception {
        private static final long serialVersionUID = 1;
    }

    private JsonNode call(String operation, Map<String, ?> members) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address)
                        .header("X-Amz-Target", "AWSStepFunctions." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(members)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.body().contains("ExecutionAlreadyExists")) {
            throw new AlreadyThere();
        }
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(operation + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
