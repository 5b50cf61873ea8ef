package io.forebay.format.json;

import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;

/** Opens what the reader keeps to itself: blocks of any size. */
public final class SmallJsonBlocks {
    private SmallJsonBlocks() {}

    public static RecordReaders open(ReadRequest request, int blockBytes) {
        return new JsonReaders(request, blockBytes);
    }
}
