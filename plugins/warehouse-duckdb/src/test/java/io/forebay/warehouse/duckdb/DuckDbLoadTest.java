package io.forebay.warehouse.duckdb;

import io.forebay.contract.warehouse.WarehouseLoadContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class DuckDbLoadTest extends WarehouseLoadContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open(folder);
    }
}
