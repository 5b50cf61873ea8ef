package io.forebay.warehouse.duckdb;

import io.forebay.contract.warehouse.WarehouseTableContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class DuckDbTableTest extends WarehouseTableContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open(folder);
    }
}
