package io.forebay.warehouse.postgresql;

import io.forebay.contract.warehouse.WarehouseTableContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class PostgresTableTest extends WarehouseTableContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open();
    }

    @Override
    protected boolean makesViewsOutsideOfThePath() {
        return false;
    }
}
