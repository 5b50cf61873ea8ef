package io.forebay.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code forebay version}. */
final class VersionCommand {
    private VersionCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> {
            terminal.out().println(Version.read().line());
            return 0;
        });
        spec.addOption(CommandLines.help());
        spec.usageMessage().header("Prints the version.");
        return spec;
    }
}
