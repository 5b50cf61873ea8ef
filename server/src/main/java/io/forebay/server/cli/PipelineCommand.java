package io.forebay.server.cli;

import io.forebay.server.cli.pipeline.Connections;
import io.forebay.server.cli.pipeline.Pipelines;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code forebay pipeline}: starts, watches and redrives executions of state machines on a server. */
final class PipelineCommand {
    private static final Set<String> STATUSES = Set.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
    private static final String NO_WAIT = "--no-wait";
    private static final String JSON = "--json";

    private PipelineCommand() {}

    /** What one of the commands does with what it was given. */
    @FunctionalInterface
    private interface Action {
        int run(Pipelines pipelines, ParseResult given) throws Exception;
    }

    static CommandSpec spec(Terminal terminal) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> {
            self[0].commandLine().usage(terminal.err());
            return 2;
        });
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Starts, watches and redrives executions of state machines on a server.")
                .description(
                        "An EXECUTION is MACHINE:NAME, an ARN, or a name that only one machine has an execution of.",
                        "run and redrive wait for the end: 0 when it has succeeded, 1 when it has not.");
        spec.addSubcommand("run", run(terminal));
        spec.addSubcommand("list", list(terminal));
        spec.addSubcommand("show", show(terminal));
        spec.addSubcommand("history", history(terminal));
        spec.addSubcommand("redrive", redrive(terminal));
        spec.addSubcommand("stop", stop(terminal));
        spec.addSubcommand("machines", machines(terminal));
        return spec;
    }

    private static CommandSpec run(Terminal terminal) {
        CommandSpec spec = command(
                terminal,
                "Starts a state machine, and prints a line for each of its states.",
                (pipelines, given) -> pipelines.run(
                        argument(given),
                        input(given, terminal),
                        given.matchedOptionValue("--name", (@Nullable String) null),
                        !given.hasMatchedOption(NO_WAIT)));
        argument(spec, "MACHINE", "The machine's name or ARN.");
        CommandLines.option(
                spec, "JSON|@FILE", "What it is started with; @- is standard input. Default: {}.", "--input");
        CommandLines.option(spec, "NAME", "The execution's name; without it, one of the time.", "--name");
        flag(spec, "Print the execution's name and end.", NO_WAIT);
        return spec;
    }

    private static CommandSpec list(Terminal terminal) {
        CommandSpec spec = command(terminal, "Lists executions, the newest first.", (pipelines, given) -> {
            String status = given.matchedOptionValue("--status", (@Nullable String) null);
            String upper = status == null ? null : status.toUpperCase(Locale.ROOT);
            if (upper != null && !STATUSES.contains(upper)) {
                throw CommandLines.misused(
                        given, "--status must be one of running, succeeded, failed, timed_out, aborted");
            }
            return pipelines.list(given.matchedOptionValue("--machine", (@Nullable String) null), upper, most(given));
        });
        CommandLines.option(spec, "MACHINE", "Only those of this machine.", "--machine");
        CommandLines.option(spec, "WORD", "Only those: running, succeeded, failed, timed_out, aborted.", "--status");
        CommandLines.option(spec, "NUMBER", "At most so many. Default: 20.", "--limit");
        return spec;
    }

    private static int most(ParseResult given) {
        String most = given.matchedOptionValue("--limit", "20");
        if (!most.matches("[1-9]\\d{0,8}")) {
            throw CommandLines.misused(given, "--limit must be a whole number from 1, not \"" + most + "\"");
        }
        return Integer.parseInt(most);
    }

    private static CommandSpec show(Terminal terminal) {
        CommandSpec spec = command(
                terminal,
                "Shows all of an execution: where it failed, its whole cause, its data.",
                (pipelines, given) -> pipelines.show(argument(given), given.hasMatchedOption(JSON)));
        argument(spec, "EXECUTION", "Which one.");
        flag(spec, "Print it as the API answers it.", JSON);
        return spec;
    }

    private static CommandSpec history(Terminal terminal) {
        CommandSpec spec = command(
                terminal,
                "Lists the events of an execution.",
                (pipelines, given) -> pipelines.history(argument(given), given.hasMatchedOption(JSON)));
        argument(spec, "EXECUTION", "Which one.");
        flag(spec, "Print each event whole, as JSON on a line.", JSON);
        return spec;
    }

    private static CommandSpec redrive(Terminal terminal) {
        CommandSpec spec = command(
                terminal,
                "Goes on with an execution that has failed, from the state that failed.",
                (pipelines, given) -> pipelines.redrive(argument(given), !given.hasMatchedOption(NO_WAIT)));
        argument(spec, "EXECUTION", "Which one.");
        flag(spec, "Print the execution's name and end.", NO_WAIT);
        return spec;
    }

    private static CommandSpec stop(Terminal terminal) {
        CommandSpec spec = command(
                terminal,
                "Stops an execution.",
                (pipelines, given) ->
                        pipelines.stop(argument(given), given.matchedOptionValue("--cause", (@Nullable String) null)));
        argument(spec, "EXECUTION", "Which one.");
        CommandLines.option(spec, "TEXT", "Why; its cause in what is shown of it.", "--cause");
        return spec;
    }

    private static CommandSpec machines(Terminal terminal) {
        return command(terminal, "Lists the state machines.", (pipelines, given) -> pipelines.machines());
    }

    private static CommandSpec command(Terminal terminal, String header, Action action) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> {
            ParseResult given = self[0].commandLine().getParseResult();
            Logging.use("error");
            Settings settings = SettingOptions.ofFile(given);
            Pipelines pipelines = new Pipelines(
                    Connections.client(
                            settings,
                            given.matchedOptionValue("--http-host", (@Nullable String) null),
                            port(given),
                            terminal.environment()),
                    terminal,
                    Clock.systemUTC());
            return action.run(pipelines, given);
        });
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage().header(header);
        SettingOptions.config(spec);
        CommandLines.option(
                spec, "ADDRESS", "The server's address for HTTP. Default: that of the settings.", "--http-host");
        CommandLines.option(spec, "PORT", "The server's port for HTTP. Default: that of the settings.", "--http-port");
        return spec;
    }

    private static void flag(CommandSpec spec, String text, String name) {
        spec.addOption(
                OptionSpec.builder(name).type(boolean.class).description(text).build());
    }

    private static void argument(CommandSpec spec, String label, String text) {
        spec.addPositional(PositionalParamSpec.builder()
                .type(String.class)
                .paramLabel(label)
                .arity("1")
                .required(true)
                .index("0")
                .description(text)
                .build());
    }

    private static String argument(ParseResult given) {
        return given.matchedPositionalValue(0, "");
    }

    private static @Nullable Integer port(ParseResult given) {
        String port = given.matchedOptionValue("--http-port", (@Nullable String) null);
        return port == null ? null : Integer.valueOf(CommandLines.port(given, "--http-port", port, 1));
    }

    private static String input(ParseResult given, Terminal terminal) throws IOException {
        String input = given.matchedOptionValue("--input", "{}");
        if (!input.startsWith("@")) {
            return input;
        }
        if (input.equals("@-")) {
            return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(Path.of(input.substring(1)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw CommandLines.misused(given, "there is no file " + input.substring(1));
        } catch (CharacterCodingException e) {
            throw CommandLines.misused(given, "the file " + input.substring(1) + " is no text in UTF-8");
        } catch (IOException e) {
            throw CommandLines.misused(given, "the file " + input.substring(1) + " cannot be read: " + e.getMessage());
        }
    }
}
