package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers for jobs, loads and transactions. They start above all that the ledger holds; one server has the warehouse
 * at a time, so a counter in memory is enough.
 */
public final class Ids {
    private static final long FIRST = 100_000;

    private final AtomicLong last;

    private Ids(long last) {
        this.last = new AtomicLong(last);
    }

    static Ids above(WarehouseConnection connection) {
        long last = FIRST;
        for (String column : new String[] {
            "max(job_id) FROM forebay.job",
            "max(change_id) FROM forebay.job_state",
            "max(query_id) FROM forebay.load",
            "max(transaction_id) FROM forebay.load",
            "max(query_id) FROM forebay.load_error",
            "max(transaction_id) FROM forebay.load_error",
            "max(query_id) FROM forebay.job_file",
            "max(query_id) FROM forebay.unload",
            "max(transaction_id) FROM forebay.unload"
        }) {
            last = Math.max(last, LedgerSchema.firstLong(connection, "SELECT " + column));
        }
        return new Ids(last);
    }

    public long next() {
        return last.incrementAndGet();
    }
}
