package io.forebay.engine.repair;

import io.forebay.spi.store.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * What store, ledger and table say of one file.
 *
 * @param tableRows null when the job does not keep which row is of which file
 * @param store null when the store has no such object
 */
public record Reconciled(
        String file, Status status, InLedger ledger, @Nullable Long tableRows, @Nullable StoredObject store) {
    /** The first that holds. */
    public enum Status {
        MISSING_ROWS,
        EXTRA_ROWS,
        NOT_IN_LEDGER,
        NOT_IN_STORE,
        CHANGED,
        OK;

        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    /**
     * What the ledger says.
     *
     * @param state the letter of {@code job_file.state}; null when the job is not done with the file
     * @param size null without a state, and so is the ETag
     * @param rows those that loads of the job brought and no REMOVE and no REPLACE took out; null when only an imported
     *     ledger knows
     */
    public record InLedger(@Nullable String state, @Nullable Long size, @Nullable String etag, @Nullable Long rows) {
        static final InLedger NOTHING = new InLedger(null, null, null, 0L);
    }

    /** @param consumed whether AFTER LOAD has taken the object out of the store, or is to */
    static Reconciled of(
            String file, InLedger ledger, @Nullable Long tableRows, @Nullable StoredObject store, boolean consumed) {
        return new Reconciled(file, status(ledger, tableRows, store, consumed), ledger, tableRows, store);
    }

    private static Status status(
            InLedger ledger, @Nullable Long tableRows, @Nullable StoredObject store, boolean consumed) {
        Long rows = ledger.rows;
        if (tableRows != null && rows != null && !tableRows.equals(rows)) {
            return tableRows < rows ? Status.MISSING_ROWS : Status.EXTRA_ROWS;
        }
        if (ledger.state == null) {
            return Status.NOT_IN_LEDGER;
        }
        if (store == null) {
            return consumed && ledger.state.equals("I") ? Status.OK : Status.NOT_IN_STORE;
        }
        // What was skipped before it came has no ETag.
        boolean known = ledger.etag != null && !ledger.etag.isEmpty();
        return known && !store.etag().equals(ledger.etag) ? Status.CHANGED : Status.OK;
    }
}
