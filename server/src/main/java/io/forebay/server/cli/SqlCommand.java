package io.forebay.server.cli;

import io.forebay.server.config.Keys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code forebay sql}: runs statements on a server. */
final class SqlCommand {
    private SqlCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = CommandSpec.wrapWithoutInspection(
                (Callable<Integer>) () -> run(terminal, self[0].commandLine().getParseResult()));
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Runs SQL on a server.")
                .customSynopsis("forebay sql [-h ADDRESS] [-p PORT] [-c STATEMENT | -f FILE]")
                .description(
                        "Runs one statement, a file, or what is typed. The first error ends it with"
                                + " exit code 1; when a person types, it goes on.",
                        "A password is taken from the environment variable PGPASSWORD or from ~/.pgpass.");
        CommandLines.option(
                spec, "ADDRESS", "The server's address. Default: " + Keys.HOST.fallback() + ".", "-h", "--host");
        CommandLines.option(
                spec, "PORT", "The server's SQL port. Default: " + Keys.SQL_PORT.fallback() + ".", "-p", "--sql-port");
        CommandLines.option(spec, "NAME", "The user. Default: forebay.", "-U", "--user");
        CommandLines.option(spec, "NAME", "The database. Default: dev.", "-d", "--database");
        CommandLines.option(
                spec, "STATEMENT", "Run this and end; several are separated by semicolons.", "-c", "--command");
        CommandLines.option(spec, "FILE", "Run this file and end; - is standard input.", "-f", "--file");
        return spec;
    }

    private static int run(Terminal terminal, ParseResult given) throws SQLException, IOException {
        String statement = given.matchedOptionValue("-c", (@Nullable String) null);
        String file = given.matchedOptionValue("-f", (@Nullable String) null);
        if (statement != null && file != null) {
            throw CommandLines.misused(given, "-c and -f exclude each other");
        }
        boolean typed = statement == null && file == null && terminal.interactive();
        SqlClient.Address address = address(terminal, given);
        try (SqlClient client = SqlClient.connect(address)) {
            Dialogue dialogue = new Dialogue(client, terminal, typed);
            if (statement != null) {
                return dialogue.text(statement);
            }
            try (BufferedReader reader = file == null || file.equals("-")
                    ? new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
                    : Files.newBufferedReader(Path.of(file))) {
                return dialogue.lines(reader);
            }
        } catch (NoSuchFileException e) {
            throw new ParameterException(given.commandSpec().commandLine(), "there is no file " + file, e);
        } catch (SQLException e) {
            terminal.err()
                    .println("forebay: cannot connect to " + address.host() + ":" + address.port() + ": "
                            + e.getMessage());
            terminal.err().println("hint: Is \"forebay serve\" running there? See --host and --sql-port.");
            return 1;
        }
    }

    private static SqlClient.Address address(Terminal terminal, ParseResult given) {
        String port = given.matchedOptionValue("-p", String.valueOf(Keys.SQL_PORT.fallback()));
        return new SqlClient.Address(
                given.matchedOptionValue("-h", String.valueOf(Keys.HOST.fallback())),
                CommandLines.port(given, "--sql-port", port, 0),
                given.matchedOptionValue("-d", "dev"),
                given.matchedOptionValue("-U", "forebay"),
                terminal.environment().get("PGPASSWORD"));
    }
}
