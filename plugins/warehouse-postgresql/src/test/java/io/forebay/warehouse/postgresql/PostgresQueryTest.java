package io.forebay.warehouse.postgresql;

import io.forebay.contract.warehouse.WarehouseQueryContract;
import io.forebay.spi.warehouse.Warehouse;
import java.nio.file.Path;

class PostgresQueryTest extends WarehouseQueryContract {
    @Override
    protected Warehouse open(Path folder) {
        return TestWarehouse.open();
    }

    /** A function in a FROM clause is computed to its end first, one in a SELECT list is not. */
    @Override
    protected String computedNumbers(long most) {
        return "(SELECT generate_series(1, " + most + ") AS g) AS s";
    }
}
