package io.forebay.spi.warehouse;

import java.net.URI;
import java.util.Map;

/** Opens warehouses of one kind; found through {@link java.util.ServiceLoader}. */
public interface WarehouseFactory {
    /** The URL scheme, such as {@code duckdb}. */
    String scheme();

    /**
     * @param settings what {@code forebay.yaml} holds under {@code warehouse}, without that prefix; unknown names are
     *     refused
     */
    Warehouse open(URI url, Map<String, String> settings);
}
