package io.forebay.format.delimited;

import io.forebay.format.kit.block.BlockReader;
import io.forebay.format.kit.source.BlockPool;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;

/** The readers of one load, with what they share: the compiled rules, the blocks and the inflaters. */
final class DelimitedReaders implements RecordReaders {
    /** A block fits into a core's second-level cache together with what is made of it. */
    static final int BLOCK_BYTES = 1 << 20;

    private final LoadRules rules;
    private final BlockPool blocks;
    private final InflatingPool inflaters;

    DelimitedReaders(ReadRequest request, int blockBytes) {
        rules = new LoadRules(request);
        blocks = new BlockPool(blockBytes);
        inflaters = new InflatingPool(request.inflatedLimit());
    }

    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        TextSource source = new TextSource(object.uri(), bytes, rules.options, inflaters);
        return new BlockReader(object.uri(), source, new DelimitedCutter(rules), blocks, rules.options.ignoreHeader());
    }

    @Override
    public void close() {
        inflaters.close();
    }
}
