package io.forebay.server.cli;

import io.forebay.server.config.SettingError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line: {@code forebay demo | serve | plan | sql | pipeline | migrate-ledger | version}. */
public final class CommandLines {
    private static final String VERBOSE = "--verbose";

    private CommandLines() {}

    /** Runs one command and gives the process's exit code. */
    public static int run(Terminal terminal, String... arguments) {
        return build(terminal).execute(arguments);
    }

    static CommandLine build(Terminal terminal) {
        CommandSpec root = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> usage(terminal))
                .name("forebay")
                .mixinStandardHelpOptions(true)
                .versionProvider(() -> new String[] {Version.read().line()});
        root.usageMessage()
                .header("Auto-copy for any warehouse: files that land in a bucket become rows, exactly once.")
                .footer(
                        "",
                        "Start with \"forebay demo\". Then \"forebay serve --bucket lake=./lake\" and",
                        "\"psql -h 127.0.0.1 -p 5439 -U forebay dev\".");
        root.addOption(OptionSpec.builder(VERBOSE)
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description("Show where an error comes from.")
                .build());
        root.addSubcommand("demo", DemoCommand.spec(terminal));
        root.addSubcommand("serve", ServeCommand.spec(terminal));
        root.addSubcommand("plan", PlanCommand.spec(terminal));
        root.addSubcommand("sql", SqlCommand.spec(terminal));
        root.addSubcommand("pipeline", PipelineCommand.spec(terminal));
        root.addSubcommand("migrate-ledger", MigrateLedgerCommand.spec(terminal));
        root.addSubcommand("version", VersionCommand.spec(terminal));
        return new CommandLine(root)
                .setExpandAtFiles(false) // a file's name after @ is for the command to read
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((e, arguments) -> misused(terminal, e))
                .setExecutionExceptionHandler((e, line, result) -> failed(terminal, e, result));
    }

    /** Without the short form: {@code -h} is psql's word for the host. */
    static OptionSpec help() {
        return OptionSpec.builder("--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help and end.")
                .build();
    }

    /** An option with a text. @param names the short one first */
    static void option(CommandSpec spec, String label, String text, String... names) {
        spec.addOption(OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                .type(String.class)
                .paramLabel(label)
                .description(text)
                .build());
    }

    /** A port that was given, from a least one on. @param name of its option */
    static int port(ParseResult given, String name, String text, int least) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < least || Integer.parseInt(text) > 65_535) {
            throw misused(given, name + " must be a port, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    static ParameterException misused(ParseResult given, String message) {
        return new ParameterException(given.commandSpec().commandLine(), message);
    }

    private static int usage(Terminal terminal) {
        build(terminal).usage(terminal.err());
        return CommandLine.ExitCode.USAGE;
    }

    private static int misused(Terminal terminal, ParameterException e) {
        terminal.err().println("forebay: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, terminal.err());
        terminal.err()
                .println("\"" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help\" shows what it takes.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Terminal terminal, Exception e, ParseResult result) {
        boolean verbose = verbose(result);
        if (e instanceof ForebayException known) {
            terminal.err().println("forebay: " + known.getMessage());
            known.hint().ifPresent(hint -> terminal.err().println("hint: " + hint));
        } else {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            terminal.err().println("forebay: " + message);
            if (!verbose) {
                terminal.err().println("hint: Run it again with " + VERBOSE + " to see where this comes from.");
            }
        }
        if (verbose) {
            e.printStackTrace(terminal.err());
        }
        return e instanceof ForebayException known && usage(known.code())
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean verbose(ParseResult result) {
        return result.hasMatchedOption(VERBOSE)
                || (result.hasSubcommand() && verbose(result.subcommand()))
                || LoggerFactory.getLogger("io.forebay").isDebugEnabled();
    }

    private static boolean usage(ErrorCode code) {
        return code == SettingError.UNKNOWN_SETTING
                || code == SettingError.WRONG_SETTING
                || code == SettingError.UNREADABLE_SETTINGS
                || code == SettingError.UNSAFE_SETTINGS;
    }
}
