package io.forebay.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What statements answer: a line for each row, its values separated by {@code |}. */
final class Answers {
    /** A semicolon at the end of a line, outside of a procedure's body. */
    private static final Pattern END = Pattern.compile(";\\s*\n(?=(?:[^$]*\\$\\$[^$]*\\$\\$)*[^$]*$)");

    private Answers() {}

    /** Of the statements of a file, one after the other. */
    static List<String> of(Connection connection, Path file) throws IOException, SQLException {
        List<String> lines = new ArrayList<>();
        for (String sql : END.split(Files.readString(file))) {
            if (!sql.isBlank()) {
                lines.addAll(of(connection, sql));
            }
        }
        return lines;
    }

    static List<String> of(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                add(lines, statement.getResultSet());
            }
        }
        return lines;
    }

    private static void add(List<String> lines, ResultSet rows) throws SQLException {
        while (rows.next()) {
            StringJoiner line = new StringJoiner("|");
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                line.add(rows.getString(column));
            }
            lines.add(line.toString());
        }
    }
}
