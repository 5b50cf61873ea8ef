package io.forebay.warehouse.redshift;

import io.forebay.spi.warehouse.PlannedWarehouse;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseFactory;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Opens {@code redshift-data://[user@]CLUSTER-OR-WORKGROUP/database?property=value&…}: the same by the Redshift Data API. */
public final class RedshiftDataWarehouseFactory implements WarehouseFactory {
    @Override
    public String scheme() {
        return RedshiftSettings.DATA_API;
    }

    /** @throws io.forebay.spi.ForebayException INVALID_PARAMETER for an address or a setting that is wrong */
    @Override
    public Warehouse open(URI url, Map<String, String> settings) {
        return new RedshiftWarehouse(RedshiftSettings.of(url, settings));
    }

    @Override
    public PlannedWarehouse plan(URI url, Map<String, String> settings, Consumer<String> sent) {
        return new RedshiftPlan(RedshiftSettings.of(url, settings), sent);
    }
}
