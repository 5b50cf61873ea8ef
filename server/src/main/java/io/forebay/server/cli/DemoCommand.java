package io.forebay.server.cli;

import io.forebay.server.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code forebay demo}. */
final class DemoCommand {
    private DemoCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> {
            Logging.use("error");
            return new Demo(terminal).run();
        });
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Shows auto-copy at work, on data that it makes.")
                .description(
                        "Starts a server of its own on free ports, runs statements on it and prints what they give."
                                + " Ends by itself and leaves nothing behind; 0 when every result was as expected.");
        return spec;
    }
}
