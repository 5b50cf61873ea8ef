package io.forebay.warehouse.postgresql;

import io.forebay.contract.warehouse.WarehouseTransactionContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class PostgresTransactionTest extends WarehouseTransactionContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open();
    }

    /** It waits for the other transaction's end. */
    @Override
    protected boolean insertsBeforeCommit() {
        return false;
    }
}
