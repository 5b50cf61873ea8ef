package io.forebay.spi.warehouse;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Opens warehouses of one kind; found through {@link java.util.ServiceLoader}. */
public interface WarehouseFactory {
    /** The URL scheme, such as {@code duckdb}. */
    String scheme();

    /**
     * @param settings what {@code forebay.yaml} holds under {@code warehouse}, without that prefix; unknown names are
     *     refused
     */
    Warehouse open(URI url, Map<String, String> settings);

    /**
     * A warehouse that tells what would be sent and sends nothing: its answers are those of one without a ledger, that
     * takes whatever it is asked to load.
     *
     * @param sent takes each statement in order, with its values in their places
     */
    default PlannedWarehouse plan(URI url, Map<String, String> settings, Consumer<String> sent) {
        throw new ForebayException(
                        CommonError.NOT_SUPPORTED, "what would be sent to " + scheme() + " cannot be planned")
                .withHint("It is for warehouses that load files by their own COPY, such as redshift://….");
    }
}
