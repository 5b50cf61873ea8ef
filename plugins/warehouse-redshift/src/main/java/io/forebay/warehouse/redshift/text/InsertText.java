package io.forebay.warehouse.redshift.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows for one of the ledger's tables as {@code INSERT … VALUES (?, …), …}. SOURCE: Amazon Redshift Database Developer Guide,
 * "Use a multi-row insert"; a statement takes 32,767 values.
 */
public final class InsertText {
    private static final int MOST_VALUES = 30_000;
    private static final int MOST_ROWS = 1_000;

    private InsertText() {}

    /** How many rows one statement takes. */
    public static int rows(int columns) {
        return Math.min(MOST_ROWS, Math.max(1, MOST_VALUES / Math.max(1, columns)));
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
