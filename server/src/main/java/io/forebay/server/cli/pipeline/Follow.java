package io.forebay.server.cli.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.server.cli.Terminal;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints what an execution does until it is over. Used by one thread. */
final class Follow {
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 1_000;
    /** How long a server may be away, as while it is started again. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final int PAGE = 100;
    private static final String CLEAR = "\r\u001b[K";

    private final StatesClient client;
    private final String arn;
    private final Terminal terminal;
    private final Clock clock;
    private final int width;
    private final Story story;

    Follow(StatesClient client, String arn, Terminal terminal, Clock clock) {
        this.client = client;
        this.arn = arn;
        this.terminal = terminal;
        this.clock = clock;
        this.width = Screen.width(terminal);
        this.story = new Story(this::line, width);
    }

    /** Takes in what has happened already. */
    void past() {
        story.past(newer());
    }

    /** Waits for the end. @return the exit code */
    int end() throws InterruptedException {
        line(Story.heading());
        long pause = FIRST_PAUSE;
        Instant heard = clock.instant();
        while (true) {
            try {
                JsonNode now = describe(client, arn);
                List<JsonNode> events = newer();
                heard = clock.instant();
                events.forEach(story::add);
                if (!now.path("status").asText().equals("RUNNING")) {
                    story.end(now.path("status").asText());
                    return outcome(now, story.failed(), width, this::line);
                }
                pause = events.isEmpty() ? Math.min(pause * 3 / 2, LONGEST_PAUSE) : FIRST_PAUSE;
                status();
            } catch (ForebayException e) {
                if (!e.is(CommonError.CONNECTION_LOST)
                        || Duration.between(heard, clock.instant()).compareTo(AWAY) > 0) {
                    throw e;
                }
                pause = LONGEST_PAUSE;
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }

    static JsonNode describe(StatesClient client, String arn) {
        return client.call("DescribeExecution", StatesClient.request().put("executionArn", arn));
    }

    /** The events since the last that the story knows: the newest pages are asked for, as far as they are new. */
    private List<JsonNode> newer() {
        List<JsonNode> newer = new ArrayList<>();
        var request = StatesClient.request()
                .put("executionArn", arn)
                .put("reverseOrder", true)
                .put("maxResults", PAGE);
        while (true) {
            JsonNode page = client.call("GetExecutionHistory", request);
            boolean known = false;
            for (JsonNode event : page.path("events")) {
                long id = event.path("id").asLong();
                // a page may begin among those of the one before it, when more has happened meanwhile
                boolean twice = !newer.isEmpty()
                        && id >= newer.get(newer.size() - 1).path("id").asLong();
                known |= id <= story.last();
                if (!known && !twice) {
                    newer.add(event);
                }
            }
            if (known || !page.hasNonNull("nextToken")) {
                Collections.reverse(newer);
                return newer;
            }
            request.put("nextToken", page.path("nextToken").asText());
        }
    }

    private void line(String line) {
        PrintStream out = terminal.out();
        out.println(terminal.interactive() ? CLEAR + line : line);
        out.flush();
    }

    /** What runs: a last line that is written over on a terminal, and lines for what is new in a log. */
    private void status() {
        if (terminal.interactive()) {
            String running = Words.cut(story.running(clock.instant()), width - 12);
            terminal.out().print(CLEAR + (running.isEmpty() ? "" : "  running: " + running));
            terminal.out().flush();
        } else {
            story.announce();
        }
    }

    /**
     * Prints how an execution went.
     *
     * @param failed the state that failed; null when that is not known
     * @return the exit code
     */
    static int outcome(JsonNode execution, @Nullable String failed, int width, Consumer<String> lines) {
        String status = execution.path("status").asText();
        boolean succeeded = status.equals("SUCCEEDED");
        Duration took =
                Duration.between(Words.time(execution.path("startDate")), Words.time(execution.path("stopDate")));
        lines.accept(status + " after " + Words.took(took) + (succeeded || failed == null ? "" : " in " + failed));
        String problem = Words.problem(execution);
        String output = execution.path("output").asText("");
        if (!problem.isEmpty()) {
            lines.accept(Words.cut(problem, width));
        } else if (!output.isEmpty()) {
            lines.accept(Words.cut("output: " + output, width));
        }
        if (!succeeded && failed != null) {
            String name = Words.name(execution.path("executionArn").asText());
            lines.accept("\"forebay pipeline show " + name + "\" shows all of it.");
        }
        return succeeded ? 0 : 1;
    }
}
