package io.forebay.server.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a result as psql does: a header, a rule, aligned rows, and the number of rows. */
public final class TablePrinter {
    private TablePrinter() {}

    /** @param table what to print; a null value prints as nothing */
    public static void print(Table table, PrintStream out) {
        int[] widths = widths(table);
        StringBuilder header = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String name = visible(table.columns().get(i).name());
            int space = widths[i] - width(name);
            header.append(i == 0 ? " " : "| ")
                    .append(" ".repeat(space / 2))
                    .append(name)
                    .append(" ".repeat(space - space / 2 + 1));
            rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        out.println(header);
        out.println(rule);
        for (List<@Nullable String> row : table.rows()) {
            out.println(line(table, row, widths));
        }
        int count = table.rows().size();
        out.println("(" + count + (count == 1 ? " row)" : " rows)"));
    }

    /** The same, but a table that is wider than the screen one value a line. */
    public static void print(Table table, int screen, PrintStream out) {
        int[] widths = widths(table);
        if (Arrays.stream(widths).sum() + 3 * widths.length - 1 <= screen) {
            print(table, out);
            return;
        }
        int label = table.columns().stream()
                .mapToInt(column -> width(visible(column.name())))
                .max()
                .orElse(0);
        for (int row = 0; row < table.rows().size(); row++) {
            String title = "-[ RECORD " + (row + 1) + " ]";
            out.println(title + "-".repeat(Math.max(0, screen / 2 - title.length())));
            for (int i = 0; i < widths.length; i++) {
                String name = visible(table.columns().get(i).name());
                String value = table.rows().get(row).get(i);
                printLabelled(name + " ".repeat(label - width(name)), value == null ? "" : value, out);
            }
        }
    }

    /** A value of several lines has its later ones below its first. */
    private static void printLabelled(String label, String value, PrintStream out) {
        String before = label;
        for (String line : value.split("\n", -1)) {
            out.println(before + " | " + visible(line));
            before = " ".repeat(label.length());
        }
    }

    private static String line(Table table, List<@Nullable String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String value = shown(row.get(i));
            String space = " ".repeat(widths[i] - width(value));
            boolean right = table.columns().get(i).rightAligned();
            boolean last = i == widths.length - 1;
            line.append(i == 0 ? " " : " | ").append(right ? space + value : last ? value : value + space);
        }
        return line.toString();
    }

    private static int[] widths(Table table) {
        int[] widths = new int[table.columns().size()];
        for (int i = 0; i < widths.length; i++) {
            int widest = width(visible(table.columns().get(i).name()));
            for (List<@Nullable String> row : table.rows()) {
                widest = Math.max(widest, width(shown(row.get(i))));
            }
            widths[i] = widest;
        }
        return widths;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "" : visible(value);
    }

    /** Control characters as escapes: a value must neither break the table nor steer the terminal. */
    public static String visible(String value) {
        if (value.codePoints().noneMatch(Character::isISOControl)) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default ->
                    text.append(
                            Character.isISOControl(character)
                                    ? "\\x%02x".formatted(character)
                                    : Character.toString(character));
            }
        });
        return text.toString();
    }

    /** Columns on a terminal: none for marks that combine, two for the scripts of East Asia and for pictographs. */
    public static int width(String text) {
        return text.codePoints().map(TablePrinter::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF00 && character <= 0xFF60)
                || (character >= 0x1F300 && character <= 0x1FAFF)
                || (character >= 0x20000 && character <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
