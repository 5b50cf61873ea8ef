package io.forebay.server.portability;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs the script's steps over JDBC, and writes down what a user would see: columns, rows, notices, errors. */
final class Script {
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final String SOURCE = "s3://lake/";

    /** What is another value in each run: a time of today, a load's number. */
    private static final Pattern MOMENT =
            Pattern.compile(LocalDate.now(ZoneOffset.UTC).getYear() + "-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");

    private static final Pattern LOAD = Pattern.compile("\\bload \\d+");

    private final Connection connection;
    private final Lake lake;
    private final String source;

    /** @param source what {@code s3://lake/} of the script is on the server */
    Script(Connection connection, Lake lake, String source) {
        this.connection = connection;
        this.lake = lake;
        this.source = source;
    }

    List<String> run(List<Step> steps) throws SQLException, IOException {
        List<String> answers = new ArrayList<>();
        for (Step step : steps) {
            answers.add(run(step));
        }
        return answers;
    }

    private String run(Step step) throws SQLException, IOException {
        if (step.is("file")) {
            lake.put(step.argument(), step.body());
        } else if (step.is("gzip")) {
            lake.putCompressed(step.argument(), step.body());
        } else if (step.is("remove")) {
            lake.remove(step.argument());
        } else if (step.is("until")) {
            return until(step);
        } else if (step.is("state")) {
            return answer(step.body()).replaceFirst("^(error \\w+)[^\\x00]*", "$1");
        } else if (step.directive().isEmpty()) {
            return answer(step.body());
        } else {
            throw new IllegalArgumentException("no such step: " + step.text());
        }
        return "";
    }

    /** Asks again until the first value is that of the directive, or a while is over. */
    private String until(Step step) throws SQLException {
        long start = System.nanoTime();
        String answer = answer(step.body());
        while (!answer.endsWith("\n" + step.argument()) && System.nanoTime() - start < LIMIT_NANOS) {
            LockSupport.parkNanos(20_000_000);
            answer = answer(step.body());
        }
        return answer;
    }

    private String answer(String sql) throws SQLException {
        StringJoiner lines = new StringJoiner("\n");
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql.replace(SOURCE, source));
            notices(statement.getWarnings(), lines);
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    add(result, lines);
                }
            } else {
                lines.add(statement.getUpdateCount() + " changed");
            }
        } catch (PSQLException e) {
            error(e.getServerErrorMessage(), e, lines);
        }
        String text = lines.toString().replace(source, SOURCE);
        return LOAD.matcher(MOMENT.matcher(text).replaceAll("(a moment)")).replaceAll("load (a number)");
    }

    private static void notices(SQLWarning first, StringJoiner lines) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            lines.add("notice: " + warning.getMessage());
        }
    }

    private static void error(ServerErrorMessage message, SQLException error, StringJoiner lines) {
        if (message == null) {
            lines.add("error " + error.getSQLState() + ": " + error.getMessage());
            return;
        }
        lines.add("error " + message.getSQLState() + ": " + message.getMessage());
        if (message.getHint() != null) {
            lines.add("hint: " + message.getHint());
        }
        if (message.getPosition() > 0) {
            lines.add("position: " + message.getPosition());
        }
    }

    /** A CHAR is a VARCHAR where a warehouse forgets the difference. */
    private static String type(ResultSetMetaData columns, int column) throws SQLException {
        String name = driversName(columns, column);
        return name == null ? "super" : name.equals("bpchar") ? "varchar" : name;
    }

    /** Null for SUPER, which the driver does not know; it asserts that it knows all, where assertions are on. */
    private static @Nullable String driversName(ResultSetMetaData columns, int column) throws SQLException {
        try {
            return columns.getColumnTypeName(column);
        } catch (AssertionError unknown) {
            return null;
        }
    }

    private static void add(ResultSet result, StringJoiner lines) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        StringJoiner header = new StringJoiner(" | ");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            header.add(columns.getColumnLabel(i) + " " + type(columns, i));
        }
        lines.add(header.toString());
        while (result.next()) {
            StringJoiner line = new StringJoiner(" | ");
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                line.add(String.valueOf(result.getString(i)).replace("\n", "\\n"));
            }
            lines.add(line.toString());
        }
    }
}
