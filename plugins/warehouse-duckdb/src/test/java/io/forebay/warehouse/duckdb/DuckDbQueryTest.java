package io.forebay.warehouse.duckdb;

import io.forebay.contract.warehouse.WarehouseQueryContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class DuckDbQueryTest extends WarehouseQueryContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open(folder);
    }
}
