package io.forebay.server.cli;

import io.forebay.server.PlannedServer;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code forebay plan}: prints what would be sent to a warehouse, and sends nothing. */
final class PlanCommand {
    private PlanCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = CommandSpec.wrapWithoutInspection(
                (Callable<Integer>) () -> run(terminal, self[0].commandLine().getParseResult()));
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Prints every statement that would be sent to a warehouse, and sends none.")
                .customSynopsis("forebay plan --warehouse redshift://... [-c STATEMENT | -f FILE] [--SETTING VALUE]...")
                .description(
                        "The ledger's tables, and what making and running the copy jobs of the statements takes. The"
                                + " job's prefix is listed; nothing else is asked of anybody.");
        CommandLines.option(spec, "STATEMENT", "Plan this.", "-c", "--command");
        CommandLines.option(spec, "FILE", "Plan the statements in this file.", "-f", "--file");
        SettingOptions.addTo(spec);
        return spec;
    }

    private static int run(Terminal terminal, ParseResult given) throws IOException {
        String statement = given.matchedOptionValue("-c", (@Nullable String) null);
        String file = given.matchedOptionValue("-f", (@Nullable String) null);
        if (statement != null && file != null) {
            throw CommandLines.misused(given, "-c and -f exclude each other");
        }
        Settings settings = SettingOptions.settings(given);
        Logging.use("error");
        String text;
        try {
            text = file == null
                    ? (statement == null ? "" : statement)
                    : Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ParameterException(given.commandSpec().commandLine(), "there is no file " + file, e);
        }
        PlannedServer.plan(settings, text, sent -> terminal.out().println(sent + ";"), remark -> terminal.out()
                .println("-- " + remark.replace("\n", "\n-- ")));
        terminal.out().flush();
        return 0;
    }
}
