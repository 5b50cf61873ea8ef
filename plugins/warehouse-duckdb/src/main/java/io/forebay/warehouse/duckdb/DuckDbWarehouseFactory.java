package io.forebay.warehouse.duckdb;

import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseFactory;
import java.net.URI;
import java.util.Map;

/** Opens {@code duckdb:/path/to/file.duckdb}; {@code duckdb::memory:} is a warehouse that ends with its process. */
public final class DuckDbWarehouseFactory implements WarehouseFactory {
    @Override
    public String scheme() {
        return "duckdb";
    }

    /**
     * @throws io.forebay.spi.ForebayException WRONG_STATE when another process holds the file, naming it;
     *     INVALID_PARAMETER for an unknown setting
     */
    @Override
    public Warehouse open(URI url, Map<String, String> settings) {
        return new DuckDbWarehouse(DuckDbSettings.of(url, settings));
    }
}
