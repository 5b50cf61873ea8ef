package io.forebay.torture.source;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.forebay.spi.format.Compression;
import java.util.Arrays;

/** zstd, compared with a reader in Java where that one reads the file too. */
public final class ZstdTarget extends PackedTarget {
    public ZstdTarget() {
        super(Compression.ZSTD);
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    byte[] pack(byte[] content, int choice) throws Exception {
        return Packing.zstd(content, choice);
    }

    @Override
    void compare(byte[] file, byte[] content) {
        byte[] out = new byte[content.length + 64];
        try {
            int length = new ZstdDecompressor().decompress(file, 0, file.length, out, 0, out.length);
            same(content, Arrays.copyOf(out, length));
        } catch (MalformedInputException e) {
            // It knows neither skippable frames nor large windows.
        }
    }
}
