package io.forebay.engine.load;

import io.forebay.spi.store.StoredObject;
import java.util.function.BooleanSupplier;

/** Tells what manifests name. */
@FunctionalInterface
public interface Naming {
    /**
     * Reads exactly this manifest, and looks for its files in the ledger and in the store.
     *
     * @throws io.forebay.spi.ForebayException blamed on the user when the manifest is bad; what the stores throw
     */
    Named ask(StoredObject manifest, BooleanSupplier stopped);
}
