package io.forebay.spi.queue;

import java.util.Map;

/** Opens queues of one kind; found through {@link java.util.ServiceLoader}. */
public interface MessageQueuesFactory {
    /** {@code s3} …: the settings' section is {@code store.NAME}, as the keys are the same. */
    String name();

    /** @param settings what {@code forebay.yaml} holds under {@code store.NAME}; nothing is asked of the network before a call */
    MessageQueues open(Map<String, String> settings);
}
