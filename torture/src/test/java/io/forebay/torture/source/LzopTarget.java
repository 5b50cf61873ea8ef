package io.forebay.torture.source;

import io.forebay.spi.format.Compression;

/** lzop: the packer's LZO blocks are of another implementation. */
public final class LzopTarget extends PackedTarget {
    public LzopTarget() {
        super(Compression.LZOP);
    }

    @Override
    public String name() {
        return "lzop";
    }

    @Override
    byte[] pack(byte[] content, int choice) throws Exception {
        return Packing.lzop(content, choice);
    }

    @Override
    void compare(byte[] file, byte[] content) {}
}
