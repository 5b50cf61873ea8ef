package io.forebay.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes statements as they come and prints what they give. */
final class Dialogue {
    private static final String HELP =
            """
            Type SQL; a semicolon sends it.
              \\q  ends
              \\?  shows this""";

    private final SqlClient client;
    private final Terminal terminal;
    private final boolean typed;
    private final StatementSplitter splitter = new StatementSplitter();

    /** @param typed whether a person types: then there is a prompt, and an error does not end it */
    Dialogue(SqlClient client, Terminal terminal, boolean typed) {
        this.client = client;
        this.terminal = terminal;
        this.typed = typed;
    }

    int text(String text) {
        return run(splitter.add(text)) && run(splitter.rest()) ? 0 : 1;
    }

    int lines(BufferedReader reader) throws IOException {
        if (typed) {
            terminal.out().println("Type SQL and a semicolon; \\? helps, \\q ends.");
        }
        for (String line = next(reader); line != null && !line.strip().equals("\\q"); line = next(reader)) {
            if (splitter.between() && line.strip().startsWith("\\")) {
                command(line.strip());
            } else if (!run(splitter.add(line + "\n")) && !typed) {
                return 1;
            }
        }
        return run(splitter.rest()) || typed ? 0 : 1;
    }

    private @Nullable String next(BufferedReader reader) throws IOException {
        if (typed) {
            terminal.out().print(splitter.between() ? "forebay=> " : "forebay-> ");
            terminal.out().flush();
        }
        return reader.readLine();
    }

    private void command(String line) {
        if (!line.equals("\\?")) {
            terminal.err().println("forebay: there is no command " + TablePrinter.visible(line));
        }
        terminal.out().println(HELP);
    }

    private boolean run(List<String> statements) {
        for (String statement : statements) {
            try {
                show(client.run(statement));
            } catch (SQLException e) {
                SqlErrors.print(e, statement, terminal.err());
                return false;
            }
        }
        return true;
    }

    private void show(SqlClient.Answer answer) {
        answer.notices().forEach(terminal.err()::println);
        if (answer.table() != null) {
            TablePrinter.print(answer.table(), terminal.out());
            terminal.out().println();
        } else {
            terminal.out().println(answer.tag());
        }
    }
}
