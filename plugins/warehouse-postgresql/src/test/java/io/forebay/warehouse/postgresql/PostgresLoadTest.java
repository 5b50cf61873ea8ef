package io.forebay.warehouse.postgresql;

import io.forebay.contract.warehouse.WarehouseLoadContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class PostgresLoadTest extends WarehouseLoadContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open();
    }
}
