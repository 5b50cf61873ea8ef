package io.forebay.server.cli;

import io.forebay.server.Server;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** {@code forebay serve}: serves until it is told to stop. */
final class ServeCommand {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    private ServeCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> action = () ->
                serve(terminal, SettingOptions.settings(self[0].commandLine().getParseResult()));
        CommandSpec spec = CommandSpec.wrapWithoutInspection(action);
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Runs the server.")
                .customSynopsis("forebay serve [--config FILE] [--bucket NAME=DIR]... [--SETTING VALUE]...")
                .description(
                        "Serves SQL and HTTP until it gets SIGTERM or SIGINT. Once it accepts connections it prints:"
                                + " forebay is ready on HOST:PORT, http on HOST:PORT");
        SettingOptions.addTo(spec);
        return spec;
    }

    private static int serve(Terminal terminal, Settings settings) throws IOException, InterruptedException {
        Logging.use(settings.value(Keys.LOG_LEVEL));
        DataFolder folder = DataFolder.open(settings.data());
        Shutdown shutdown = new Shutdown(terminal);
        shutdown.closeLast(folder);
        if (!folder.useForTemporaryFiles()) {
            log.info(
                    "temporary files do not go to {}: start with -Djava.io.tmpdir to have them swept",
                    folder.scratch());
        }
        try {
            Server server = Server.start(settings);
            shutdown.closeFirst(server);
            shutdown.onSignal();
            terminal.out().println(ready(settings, server));
            terminal.out().flush();
        } catch (RuntimeException e) {
            shutdown.now();
            throw e;
        }
        return shutdown.await();
    }

    private static String ready(Settings settings, Server server) {
        return "forebay is ready on " + address(settings.host(), server.sqlPort()) + ", http on "
                + address(settings.httpHost(), server.httpPort());
    }

    private static String address(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
