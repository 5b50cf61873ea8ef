package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the local store does where the kernel's calls cannot be used. */
class PortableDiskTest extends LocalObjectStoreTest {
    @Override
    Disk disk() {
        return new PortableDisk();
    }

    @Test
    void cannotWatch() {
        assertThat(store().watch(bucket(), new Arrivals())).isEmpty();
    }
}
