package io.forebay.server.cli;

import java.io.PrintStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Prints an error as psql does: the sentence, the line with a caret below the place, the detail, the hint. */
public final class SqlErrors {
    private static final int WIDEST = 90;

    private SqlErrors() {}

    public static void print(SQLException e, String sql, PrintStream err) {
        ServerErrorMessage server = e instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        if (server == null) {
            err.println("ERROR:  " + e.getMessage());
            return;
        }
        err.println(server.getSeverity() + ":  " + server.getMessage());
        place(sql, server.getPosition()).lines().forEach(err::println);
        print("DETAIL:  ", server.getDetail(), err);
        print("HINT:  ", server.getHint(), err);
        print("CONTEXT:  ", server.getWhere(), err);
    }

    private static void print(String label, @Nullable String text, PrintStream err) {
        if (text != null && !text.isEmpty()) {
            err.println(label + text);
        }
    }

    /** Two lines, or nothing. @param position in characters, from 1; 0 when there is none */
    static String place(String sql, int position) {
        int length = sql.codePointCount(0, sql.length());
        if (position < 1 || position > length + 1) {
            return "";
        }
        int offset = sql.offsetByCodePoints(0, position - 1);
        int start = sql.lastIndexOf('\n', offset - 1) + 1;
        int end = sql.indexOf('\n', offset);
        String before = sql.substring(start, offset).replace('\t', ' ');
        String after = sql.substring(offset, end < 0 ? sql.length() : end).replace('\t', ' ');
        String cut = before.length() > WIDEST / 2 ? "..." + before.substring(before.length() - WIDEST / 2) : before;
        String rest =
                cut.length() + after.length() > WIDEST ? after.substring(0, WIDEST - cut.length()) + "..." : after;
        String label = "LINE "
                + (1 + sql.substring(0, start).chars().filter(c -> c == '\n').count()) + ": ";
        return label + TablePrinter.visible(cut + rest) + "\n" + " ".repeat(label.length() + TablePrinter.width(cut))
                + "^";
    }
}
