package io.forebay.warehouse.redshift.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one of the ledger's tables as {@code INSERT … VALUES (?, …), …}. SOURCE: Amazon Redshift Database Developer Guide,
 * "Use a multi-row insert"; a statement takes 32,767 values.
 */
public final class InsertText {
    private static final int MOST_VALUES = 30_000;
    private static final int MOST_ROWS = 1_000;
    /** What a value takes beside its own text, and a value that is no text. */
    private static final int BESIDE = 40;

    private InsertText() {}

    /**
     * The rows of each statement.
     *
     * @param mostBytes of a statement with its values; a row that has more is a statement of its own
     */
    public static List<List<List<@Nullable Object>>> parts(List<List<@Nullable Object>> rows, int mostBytes) {
        int columns = rows.get(0).size();
        int most = Math.min(MOST_ROWS, Math.max(1, MOST_VALUES / Math.max(1, columns)));
        List<List<List<@Nullable Object>>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int at = 0; at < rows.size(); at++) {
            long more = bytes(rows.get(at));
            if (at > from && (at - from == most || bytes + more > mostBytes)) {
                parts.add(rows.subList(from, at));
                from = at;
                bytes = 0;
            }
            bytes += more;
        }
        parts.add(rows.subList(from, rows.size()));
        return parts;
    }

    private static long bytes(List<@Nullable Object> row) {
        long bytes = 0;
        for (Object value : row) {
            bytes += BESIDE + (value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0);
        }
        return bytes;
    }

    public static Placed of(String relation, int columns, int rows) {
        String row = "(" + String.join(", ", java.util.Collections.nCopies(columns, "?")) + ")";
        List<Integer> order = new ArrayList<>();
        for (int i = 1; i <= columns * rows; i++) {
            order.add(i);
        }
        return new Placed(
                "INSERT INTO " + relation + " VALUES " + String.join(", ", java.util.Collections.nCopies(rows, row)),
                order);
    }
}
