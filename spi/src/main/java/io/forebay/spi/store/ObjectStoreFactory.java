package io.forebay.spi.store;

import java.util.Map;

/** Opens stores of one kind; found through {@link java.util.ServiceLoader}. */
public interface ObjectStoreFactory {
    /** {@code local}, {@code s3} …: the settings' section is {@code store.NAME}. */
    String name();

    /** @param settings what {@code forebay.yaml} holds under {@code store.NAME}; unknown names are refused */
    ObjectStore open(Map<String, String> settings);
}
