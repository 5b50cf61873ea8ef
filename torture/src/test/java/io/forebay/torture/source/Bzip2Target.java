package io.forebay.torture.source;

import io.forebay.spi.format.Compression;

/** bzip2; there is no second reader to compare it with, the file's own checksums must do. */
public final class Bzip2Target extends PackedTarget {
    public Bzip2Target() {
        super(Compression.BZIP2);
    }

    @Override
    public String name() {
        return "bzip2";
    }

    @Override
    byte[] pack(byte[] content, int choice) throws Exception {
        return Packing.bzip2(content, choice);
    }

    @Override
    void compare(byte[] file, byte[] content) {}
}
