package io.forebay.torture.source;

import io.forebay.spi.format.Compression;
import java.io.ByteArrayInputStream;
import java.util.zip.GZIPInputStream;

/** gzip, compared with Java's own reader. */
public final class GzipTarget extends PackedTarget {
    public GzipTarget() {
        super(Compression.GZIP);
    }

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    byte[] pack(byte[] content, int choice) throws Exception {
        return Packing.gzip(content, choice);
    }

    @Override
    void compare(byte[] file, byte[] content) throws Exception {
        try (GZIPInputStream java = new GZIPInputStream(new ByteArrayInputStream(file))) {
            same(content, java.readAllBytes());
        }
    }
}
