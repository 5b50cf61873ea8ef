package io.forebay.format.delimited;

import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;

/** Opens what the reader keeps to itself: blocks of any size. */
public final class SmallBlocks {
    private SmallBlocks() {}

    public static RecordReaders open(ReadRequest request, int blockBytes) {
        return new DelimitedReaders(request, blockBytes);
    }
}
