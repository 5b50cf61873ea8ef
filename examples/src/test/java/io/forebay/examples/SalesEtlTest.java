package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SalesEtlTest {
    private static final Path EXAMPLE = Path.of("sales-etl");
    private static final List<String> SCRIPTS =
            List.of("tables.sql", "customers.sql", "products.sql", "sales.sql", "validation.sql");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path scripts;

    @BeforeEach
    void fillBucket() throws IOException {
        for (String each : List.of("customers", "products", "sales")) {
            copy(EXAMPLE.resolve("data").resolve(each), folder.resolve("lake").resolve(each));
        }
        scripts = folder.resolve("lake/sql");
        copy(EXAMPLE.resolve("sql"), scripts);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static ObjectNode day(String day) {
        return JSON.createObjectNode().put("day", day);
    }

    private static String load(Executions executions, String day) throws Exception {
        return executions
                .ended(executions.start("sales-etl", day(day)))
                .path("status")
                .asText();
    }

    /** The scripts that were begun for a day, in their names' order. */
    private static List<String> begun(Executions executions, String day) throws Exception {
        return executions.inputs("run-sql").stream()
                .filter(input -> input.path("day").asText().equals(day))
                .map(input -> input.path("script").asText().replaceFirst("sql/", ""))
                .sorted()
                .toList();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    /** What a script failed with, when the branch beside it is over too. */
    private static String failure(Executions executions, String execution) throws Exception {
        JsonNode ended = executions.ended(execution);
        executions.awaitEnds("run-sql");
        assertThat(ended.path("status").asText()).as("%s", ended).isEqualTo("FAILED");
        JsonNode inner = JSON.readTree(ended.path("cause").asText());
        return inner.path("Error").asText() + ": " + inner.path("Cause").asText();
    }

    /** The machine and the input of the schedule at its time in the night to 3 March. */
    private static String startAsScheduled(Executions executions) throws Exception {
        JsonNode target = new ObjectMapper(new YAMLFactory())
                .readTree(EXAMPLE.resolve("pipelines/nightly.schedule.yaml").toFile())
                .path("Target");
        String input =
                target.path("Input").toString().replace("<aws.scheduler.scheduled-time>", "2026-03-03T02:00:00Z");
        return executions.start(target.path("StateMachine").asText(), JSON.readTree(input));
    }

    @Test
    void findsTheSameAfterLoadingAgain() throws Exception {
        try (Example example = new Example("sales-etl", folder)) {
            Executions executions = new Executions(example.httpPort());
            assertThat(load(executions, "2026-03-01")).isEqualTo("SUCCEEDED");
            assertThat(example.answer(
                            "SELECT schedule_name, state, to_char(next_time, 'HH24:MI') FROM forebay.schedule"))
                    .containsExactly("nightly|ENABLED|02:00");
            JsonNode night = executions.ended(startAsScheduled(executions));
            assertThat(night.path("output").asText()).isEqualTo("{\"day\":\"2026-03-02\"}");
            assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
            for (String day : List.of("2026-03-02", "2026-03-01")) {
                assertThat(load(executions, day)).isEqualTo("SUCCEEDED");
                assertThat(example.run("check.sql")).as(day).isEqualTo(example.lines("expected.txt"));
            }
        }
    }

    @Test
    void saysWhichScriptFailedAndGoesOnFromIt() throws Exception {
        try (Example example = new Example("sales-etl", folder)) {
            Executions executions = new Executions(example.httpPort());
            assertThat(load(executions, "2026-03-01")).isEqualTo("SUCCEEDED");
            for (int step = 0; step < SCRIPTS.size(); step++) {
                String script = SCRIPTS.get(step);
                Files.delete(scripts.resolve(script));
                String execution = executions.start("sales-etl", day("2026-03-02"));
                assertThat(failure(executions, execution)).isEqualTo("NoScript: there is no s3://lake/sql/" + script);
                List<String> begun = begun(executions, "2026-03-02");
                String text = Files.readString(EXAMPLE.resolve("sql/" + script));
                Files.writeString(scripts.resolve(script), text + "INSERT INTO nosuch VALUES (1);\n");
                executions.redrive(execution);
                assertThat(failure(executions, execution))
                        .isEqualTo("SqlFailed: sql/" + script + ", statement "
                                + (text.split(";\\s*\n").length + 1)
                                + ": ERROR: relation \"nosuch\" does not exist");
                Files.writeString(scripts.resolve(script), text);
                executions.redrive(execution);
                assertThat(executions.ended(execution).path("status").asText()).isEqualTo("SUCCEEDED");
                assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
                List<String> after = new ArrayList<>(begun(executions, "2026-03-02"));
                begun.forEach(after::remove);
                List<String> done = SCRIPTS.subList(0, script.equals("products.sql") ? 1 : step);
                assertThat(after).as("begun by the redrives").contains(script).noneMatch(done::contains);
            }
        }
    }

    @Test
    void failsWhenTheDayIsNotRight() throws Exception {
        try (Example example = new Example("sales-etl", folder)) {
            Executions executions = new Executions(example.httpPort());
            assertThat(load(executions, "2026-03-01")).isEqualTo("SUCCEEDED");
            Path products = folder.resolve("lake/products/2026-03-02.csv");
            String told = Files.readString(products);
            Files.writeString(products, told.lines().findFirst().orElseThrow() + "\n");
            String execution = executions.start("sales-etl", day("2026-03-02"));
            assertThat(failure(executions, execution))
                    .isEqualTo("CheckFailed: sql/validation.sql: 1 sales of an unknown product");
            example.answer("INSERT INTO dim_product VALUES (13, 'Rain boots', 'Clothing', '2026-03-02')");
            executions.redrive(execution);
            assertThat(executions.ended(execution).path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
            Files.delete(folder.resolve("lake/sales/2026-03-02.csv"));
            assertThat(failure(executions, executions.start("sales-etl", day("2026-03-02"))))
                    .startsWith("SqlFailed: sql/sales.sql, statement 2: ");
            assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
        }
    }

    @Test
    void goesOnWhenTheServerWasKilled() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.forebay.server.Main",
                "serve",
                "--config",
                EXAMPLE.resolve("forebay.yaml").toString()));
        Example.flags(folder).forEach((key, value) -> command.addAll(List.of("--" + key, value)));
        Process server = new ProcessBuilder(command)
                .redirectError(folder.resolve("log").toFile())
                .start();
        String execution;
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String ready = String.valueOf(out.readLine());
            Matcher port = Pattern.compile(".*http on 127.0.0.1:(\\d+)").matcher(ready);
            assertThat(port.matches())
                    .as("%s\n%s", ready, Files.readString(folder.resolve("log")))
                    .isTrue();
            Executions executions = new Executions(Integer.parseInt(port.group(1)));
            execution = executions.start("sales-etl", day("2026-03-01"));
            while (!executions.events(execution).contains("ParallelStateStarted")) {
                Thread.onSpinWait();
            }
            assertThat(executions.events(execution)).doesNotContain("ExecutionSucceeded");
        } finally {
            server.destroyForcibly().waitFor();
        }
        try (Example example = new Example("sales-etl", folder)) {
            Executions executions = new Executions(example.httpPort());
            assertThat(executions.ended(execution).path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(begun(executions, "2026-03-01")).as("begun once").isEqualTo(sorted(SCRIPTS));
            assertThat(load(executions, "2026-03-02")).isEqualTo("SUCCEEDED");
            assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
        }
    }
}
