package io.forebay.warehouse.duckdb;

import io.forebay.contract.warehouse.WarehouseTransactionContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class DuckDbTransactionTest extends WarehouseTransactionContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open(folder);
    }
}
