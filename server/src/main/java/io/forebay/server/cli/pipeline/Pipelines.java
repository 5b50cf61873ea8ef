package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.server.cli.Table;
import io.forebay.server.cli.TablePrinter;
import io.forebay.server.cli.Terminal;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code forebay pipeline} does, each a method that gives the exit code. */
public final class Pipelines {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT);

    private final StatesClient client;
    private final Lookup lookup;
    private final Terminal terminal;
    private final Clock clock;

    public Pipelines(StatesClient client, Terminal terminal, Clock clock) {
        this.client = client;
        this.lookup = new Lookup(client);
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Starts a machine.
     *
     * @param name of the execution; null for one of the time
     * @param wait whether to print what it does until it is over
     */
    public int run(String machine, String input, @Nullable String name, boolean wait) throws InterruptedException {
        String own = NAME.format(clock.instant().atOffset(ZoneOffset.UTC)) + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        ObjectNode request = StatesClient.request()
                .put("stateMachineArn", Lookup.machine(machine))
                .put("name", name == null ? own : name)
                .put("input", input);
        if (wait && isExpress(Lookup.machine(machine))) {
            JsonNode over = client.call("StartSyncExecution", request);
            return Follow.outcome(over, null, Screen.width(terminal), terminal.out()::println);
        }
        String arn = client.call("StartExecution", request).path("executionArn").asText();
        terminal.out().println(Words.name(arn));
        return wait ? new Follow(client, arn, terminal, clock).end() : 0;
    }

    /** Of its executions nothing is kept that could be followed. */
    private boolean isExpress(String machine) {
        JsonNode described =
                client.call("DescribeStateMachine", StatesClient.request().put("stateMachineArn", machine));
        return described.path("type").asText().equals("EXPRESS");
    }

    /** Goes on with an execution that has failed. */
    public int redrive(String execution, boolean wait) throws InterruptedException {
        String arn = lookup.find(execution);
        Follow follow = new Follow(client, arn, terminal, clock);
        if (wait) {
            follow.past();
        }
        client.call("RedriveExecution", Lookup.execution(arn));
        terminal.out().println(Words.name(arn));
        return wait ? follow.end() : 0;
    }

    public int stop(String execution, @Nullable String cause) {
        String arn = lookup.find(execution);
        ObjectNode request = Lookup.execution(arn);
        if (cause != null) {
            request.put("cause", cause);
        }
        client.call("StopExecution", request);
        JsonNode now = Follow.describe(client, arn);
        terminal.out().println(Words.name(arn) + " " + now.path("status").asText());
        return 0;
    }

    public int machines() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode machine : lookup.machines()) {
            rows.add(List.of(
                    Words.day(Words.time(machine.path("creationDate"))),
                    machine.path("type").asText(),
                    machine.path("name").asText()));
        }
        print(rows, "created", "type", "machine");
        return 0;
    }

    /** @param machine of that one alone, when it is not null; likewise for status, such as {@code FAILED} */
    public int list(@Nullable String machine, @Nullable String status, int most) {
        List<String> arns = machine == null
                ? lookup.kept()
                        .map(each -> each.path("stateMachineArn").asText())
                        .toList()
                : List.of(Lookup.machine(machine));
        List<JsonNode> found = new ArrayList<>();
        for (String arn : arns) {
            ObjectNode request = StatesClient.request().put("stateMachineArn", arn);
            if (status != null) {
                request.put("statusFilter", status.toUpperCase(Locale.ROOT));
            }
            found.addAll(client.all("ListExecutions", request, "executions", most));
        }
        found.sort(Comparator.comparing((JsonNode each) -> Words.time(each.path("startDate")))
                .reversed());
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode each : found.subList(0, Math.min(most, found.size()))) {
            Instant started = Words.time(each.path("startDate"));
            rows.add(List.of(
                    Words.day(started),
                    each.path("status").asText(),
                    Words.took(Duration.between(started, stopped(each))),
                    Words.name(each.path("executionArn").asText())));
        }
        print(rows, "started", "status", "time", "execution");
        return 0;
    }

    private Instant stopped(JsonNode execution) {
        return execution.hasNonNull("stopDate") ? Words.time(execution.path("stopDate")) : clock.instant();
    }

    private void print(List<List<@Nullable String>> rows, String... columns) {
        List<Table.Column> headings = new ArrayList<>();
        for (String column : columns) {
            headings.add(new Table.Column(column, column.equals("time")));
        }
        TablePrinter.print(new Table(headings, rows), terminal.out());
    }

    /** All that there is to know, causes and data whole. @param json as the API answers it */
    public int show(String execution, boolean json) {
        String arn = lookup.find(execution);
        JsonNode now = Follow.describe(client, arn);
        PrintStream out = terminal.out();
        if (json) {
            out.println(StatesClient.pretty(now));
            return 0;
        }
        Story story = new Story(line -> {}, Screen.width(terminal));
        story.past(history(arn));
        String status = now.path("status").asText();
        Instant started = Words.time(now.path("startDate"));
        label("execution", Words.name(arn));
        label("arn", arn);
        label("status", status);
        label("started", Words.day(started) + " UTC");
        if (now.hasNonNull("stopDate")) {
            label("stopped", Words.day(Words.time(now.path("stopDate"))) + " UTC");
        }
        label("time", Words.took(Duration.between(started, stopped(now))));
        if (now.path("redriveCount").asInt() > 0) {
            label("redrives", now.path("redriveCount").asText());
        }
        if (status.equals("RUNNING")) {
            label("running", story.running(clock.instant()));
        } else if (!status.equals("SUCCEEDED")) {
            story.end(status);
            label("state", Objects.requireNonNullElse(story.failed(), ""));
        }
        label("error", now.path("error").asText(""));
        label("cause", json(now.path("cause").asText("")));
        label("input", json(now.path("input").asText("")));
        label("output", json(now.path("output").asText("")));
        return 0;
    }

    private void label(String name, String value) {
        String before = Words.left(name, 10);
        if (!value.isEmpty()) {
            for (String line : value.strip().split("\r?\n", -1)) {
                terminal.out().println(before + TablePrinter.visible(line.replace("\t", "    ")));
                before = " ".repeat(10);
            }
        }
    }

    /** Objects and arrays are laid out, other texts left as they are. */
    private static String json(String text) {
        try {
            JsonNode json = StatesClient.parse(text);
            return json.isContainerNode() ? StatesClient.pretty(json) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private List<JsonNode> history(String arn) {
        return client.all("GetExecutionHistory", Lookup.execution(arn), "events", Integer.MAX_VALUE);
    }

    /** @param json one event a line, as the API answers it */
    public int history(String execution, boolean json) {
        int width = Screen.width(terminal);
        for (JsonNode event : history(lookup.find(execution))) {
            terminal.out().println(json ? event.toString() : line(event, width));
        }
        return 0;
    }

    private static String line(JsonNode event, int width) {
        String start = Words.right(event.path("id").asText(), 5) + "  "
                + Words.fine(Words.time(event.path("timestamp"))) + "  "
                + Words.left(event.path("type").asText(), 22) + "  ";
        String about = about(Story.details(event));
        return (start + Words.cut(about, Math.max(width - start.length(), 20))).stripTrailing();
    }

    /** The first that there is of what tells most. */
    private static String about(JsonNode details) {
        String index = details.has("index") ? " [" + details.path("index").asText() + "]" : "";
        String call = details.has("resourceType")
                ? details.path("resourceType").asText() + ":"
                        + details.path("resource").asText()
                : details.path("resource").asText("");
        return Stream.of(
                        Words.problem(details),
                        details.path("name").asText("") + index,
                        details.path("output").asText(""),
                        call,
                        details.path("input").asText(""))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
    }
}
