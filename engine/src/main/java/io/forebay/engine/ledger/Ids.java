package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.time.Duration;

/**
 * Numbers for jobs, changes, loads and transactions: each unlike all that any server of the warehouse has given, and
 * greater than those of this server before it. Most are taken from the ledger in blocks. Thread-safe.
 */
public final class Ids {
    private static final int BLOCK = 10_000;
    private static final int ATTEMPTS = 60;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Warehouse warehouse;
    private long next;
    private long end;

    private Ids(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    static Ids of(Warehouse warehouse) {
        Ids ids = new Ids(warehouse);
        ids.take();
        return ids;
    }

    /** @throws ForebayException when the warehouse does not give the next block */
    public synchronized long next() {
        if (next == end) {
            take();
        }
        return next++;
    }

    /**
     * A number that is greater than all that any server has taken: what tells the newest of several rows.
     *
     * @throws ForebayException when the warehouse does not give it
     */
    public long newest() {
        return warehouse.exclusive() ? next() : take(1);
    }

    /**
     * The number of a change that the connection's open transaction makes. No other such change can commit beside it: the
     * one that commits last has the greatest, whichever began first. Whoever has it makes all others wait, so whatever the
     * transaction may wait for itself comes before.
     */
    public long within(WarehouseConnection connection) {
        connection.execute("UPDATE forebay.counter SET last_id = last_id + 1");
        return LedgerSchema.firstLong(connection, "SELECT max(last_id) FROM forebay.counter");
    }

    /**
     * So many numbers in one piece, greater than all that any server has taken.
     *
     * @return the first of them
     * @throws ForebayException when the warehouse does not give them
     */
    public long range(long count) {
        return take(count) - count + 1;
    }

    private void take() {
        long last = take(BLOCK);
        next = last - BLOCK + 1;
        end = last + 1;
    }

    /** Takes so many numbers; those whose commit got no reply are left unused. @return the last of them */
    private long take(long count) {
        for (int attempt = 1; ; attempt++) {
            try {
                return last(count);
            } catch (ForebayException e) {
                if (attempt == ATTEMPTS || !(e.is(CommonError.CONFLICT) || e.is(CommonError.COMMIT_UNKNOWN))) {
                    throw e;
                }
            }
            Pause.of(BETWEEN);
        }
    }

    private long last(long count) {
        try (WarehouseConnection connection = warehouse.connect()) {
            connection.begin();
            connection.execute("UPDATE forebay.counter SET last_id = last_id + " + count);
            long last = LedgerSchema.firstLong(connection, "SELECT max(last_id) FROM forebay.counter");
            connection.commit();
            return last;
        }
    }
}
