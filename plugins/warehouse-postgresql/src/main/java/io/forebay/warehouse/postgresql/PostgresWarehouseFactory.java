package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseFactory;
import java.net.URI;
import java.util.Map;

/** Opens {@code postgresql://user@host:5432/database?sslmode=verify-full}; the URL is libpq's. */
public final class PostgresWarehouseFactory implements WarehouseFactory {
    @Override
    public String scheme() {
        return "postgresql";
    }

    /**
     * @throws io.forebay.spi.ForebayException INVALID_PARAMETER for an unknown setting or a part of the URL that is not
     *     understood; CONNECTION_LOST when nobody answers there; NOT_ALLOWED, UNDEFINED_DATABASE and the like when the
     *     server says no; NOT_SUPPORTED for a version before 14
     */
    @Override
    public Warehouse open(URI url, Map<String, String> settings) {
        return new PostgresWarehouse(PostgresSettings.of(url, settings));
    }
}
