package io.forebay.format.json;

import io.forebay.format.kit.block.BlockReader;
import io.forebay.format.kit.source.BlockPool;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load, with what they share: the compiled rules, the blocks and the inflaters. */
final class JsonReaders implements RecordReaders {
    /** As for delimited text: a block and what is made of it fit into a core's second-level cache. */
    static final int BLOCK_BYTES = 1 << 20;

    private final LoadRules rules;
    private final BlockPool blocks;
    private final InflatingPool inflaters = new InflatingPool();

    JsonReaders(ReadRequest request, int blockBytes) {
        rules = new LoadRules(request);
        blocks = new BlockPool(blockBytes);
    }

    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        TextSource source = new TextSource(object.uri(), bytes, rules.options, inflaters);
        return new BlockReader(object.uri(), source, new JsonCutter(rules), blocks, rules.options.ignoreHeader());
    }

    @Override
    public List<Column> newColumns() {
        return rules.newColumns == null ? List.of() : rules.newColumns.columns();
    }

    @Override
    public void close() {
        inflaters.close();
    }
}
