package io.forebay.warehouse.postgresql.result;

import java.util.List;
import org.postgresql.core.Tuple;

/**
 * How many rows to ask for next, so that a batch takes about a megabyte whatever a row's size; but a few times as many as
 * came last at most, because long ones may follow short ones.
 */
final class Pace {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int MOST_ROWS = 20_000;
    private static final int FEW = 16;
    private static final int TIMES = 4;

    private Pace() {}

    static int next(List<Tuple> last) {
        long bytes = 1;
        for (Tuple row : last) {
            bytes += row.length() + 8L * row.fieldCount();
        }
        long rows = BATCH_BYTES * (long) Math.max(1, last.size()) / bytes;
        return (int) Math.max(1, Math.min(Math.min(MOST_ROWS, TIMES * Math.max(FEW, last.size())), rows));
    }
}
