package io.forebay.engine.job;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Who of an engine's jobs may load now, in the order in which they asked. Loads into one table are in turn: they would
 * refuse each other's commit when one adds a column. A large batch leaves room for a small one of another table. Plain
 * COPYs take no turn: they belong to their user's transaction, which may hold what a waiting job would need, and the
 * warehouse takes rows from two loads at once. Thread-safe.
 */
final class LoadTurns {
    private static final long LOOK_MILLIS = 100;
    private static final int SMALL_FILES = 1_000;
    private static final long SMALL_BYTES = 64L << 20;

    private final int most;
    private final List<Turn> running = new ArrayList<>();
    private final List<Turn> waiting = new ArrayList<>();

    /** @param most the loads that run at once, from 1 */
    LoadTurns(int most) {
        this.most = most;
    }

    /** A turn that was taken or is waited for; closed when the load has ended. */
    final class Turn implements AutoCloseable {
        private final String table;
        private final boolean large;

        private Turn(TableName table, List<StoredObject> batch) {
            this.table = TableName.folded(table.quoted());
            this.large = batch.size() > SMALL_FILES
                    || batch.stream().mapToLong(StoredObject::size).sum() > SMALL_BYTES;
        }

        /** Leaves the turn to others while the wait goes on, and takes it again. */
        void during(Runnable wait, BooleanSupplier stopped) {
            close();
            wait.run();
            begin(this, stopped);
        }

        @Override
        public void close() {
            synchronized (LoadTurns.this) {
                running.remove(this);
                LoadTurns.this.notifyAll();
            }
        }
    }

    /**
     * Waits for the turn of a batch.
     *
     * @throws ForebayException CANCELLED when the job was told to end
     */
    Turn take(TableName table, List<StoredObject> batch, BooleanSupplier stopped) {
        Turn turn = new Turn(table, batch);
        begin(turn, stopped);
        return turn;
    }

    private synchronized void begin(Turn turn, BooleanSupplier stopped) {
        waiting.add(turn);
        try {
            while (!mayRun(turn)) {
                throwIf(stopped);
                wait(LOOK_MILLIS);
            }
            throwIf(stopped);
            running.add(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(CommonError.CANCELLED, "interrupted while waiting for the turn to load", e);
        } finally {
            waiting.remove(turn);
            notifyAll();
        }
    }

    private boolean mayRun(Turn turn) {
        int free = most - running.size();
        long largeRunning = running.stream().filter(each -> each.large).count();
        long largeFree = Math.max(1, most - 1) - largeRunning;
        if (free <= 0 || taken(turn) || (turn.large && largeFree <= 0)) {
            return false;
        }
        for (Turn earlier : waiting) {
            if (earlier == turn) {
                return true;
            }
            if (earlier.table.equals(turn.table)) {
                return false;
            }
            boolean goesFirst = !taken(earlier) && (!earlier.large || largeFree > 0);
            if (goesFirst) {
                free--;
                largeFree -= earlier.large ? 1 : 0;
                if (free <= 0 || (turn.large && largeFree <= 0)) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean taken(Turn turn) {
        return running.stream().anyMatch(each -> each.table.equals(turn.table));
    }

    private static void throwIf(BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            throw ForebayException.cancelled();
        }
    }
}
