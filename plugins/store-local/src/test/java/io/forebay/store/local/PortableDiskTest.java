package io.forebay.store.local;

/** What the local store does where the kernel's calls cannot be used. */
class PortableDiskTest extends LocalObjectStoreTest {
    @Override
    Disk disk() {
        return new PortableDisk();
    }
}
