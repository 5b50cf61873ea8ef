package io.forebay.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code forebay demo}. */
final class DemoCommand {
    private DemoCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> 1);
        spec.addOption(CommandLines.help());
        spec.usageMessage().header("Shows auto-copy at work.");
        return spec;
    }
}
