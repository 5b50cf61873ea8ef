package io.forebay.format.orc;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load, with what they share. */
final class OrcReaders implements RecordReaders {
    private final OrcRules rules;
    private final InflatingPool inflaters;

    OrcReaders(OrcRules rules) {
        this.rules = rules;
        this.inflaters = new InflatingPool(rules.limit.bytes());
    }

    @Override
    public RecordReader open(StoredObject object, InputStream stream) {
        return new OrcReader(new ObjectBytes(object, stream, OrcFormat.MAGIC, inflaters), rules);
    }

    @Override
    public List<Column> newColumns() {
        return rules.match.newColumns();
    }

    @Override
    public void close() {
        inflaters.close();
    }
}
