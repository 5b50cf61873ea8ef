package io.forebay.engine.load;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.ledger.LoadRecord;
import io.forebay.engine.reject.RejectedRecord;
import io.forebay.engine.reject.RejectedStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.function.Predicate;

/** Rejected rows on their way into the ledger, some at a time. */
final class LoadErrors {
    private LoadErrors() {}

    static void record(WarehouseConnection connection, Ledger ledger, LoadRecord load, RejectedStore rejected) {
        record(connection, ledger, load, rejected, file -> true);
    }

    /** @param of those of which files */
    static void record(
            WarehouseConnection connection,
            Ledger ledger,
            LoadRecord load,
            RejectedStore rejected,
            Predicate<ObjectUri> of) {
        rejected.give(
                of,
                some -> ledger.recordErrors(
                        connection, load, some.stream().map(RejectedRecord::row).toList()));
    }
}
