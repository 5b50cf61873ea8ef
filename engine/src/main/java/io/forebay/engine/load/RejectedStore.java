package io.forebay.engine.load;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.spi.format.RejectedRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The rejected rows of one load: kept in memory while they are few, written to the ledger in transactions of their own
 * when they are many, so that a file of nothing but errors cannot fill the memory. Thread-safe.
 */
final class RejectedStore {
    private static final int IN_MEMORY = 4096;

    private final Ledger ledger;
    private final LoadRecord load;
    private List<RejectedRow> rows = new ArrayList<>();

    RejectedStore(Ledger ledger, LoadRecord load) {
        this.ledger = ledger;
        this.load = load;
    }

    void add(RejectedRow row) {
        List<RejectedRow> full;
        synchronized (this) {
            rows.add(row);
            if (rows.size() < IN_MEMORY) {
                return;
            }
            full = take();
        }
        ledger.writeOrRepeat(connection -> ledger.recordErrors(connection, load, full));
    }

    /** The rows that are not in the ledger yet; they are the caller's to write now. */
    synchronized List<RejectedRow> take() {
        List<RejectedRow> taken = rows;
        rows = new ArrayList<>();
        return taken;
    }
}
