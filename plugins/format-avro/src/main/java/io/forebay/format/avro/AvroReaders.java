package io.forebay.format.avro;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load, with what they share. */
final class AvroReaders implements RecordReaders {
    private final AvroRules rules;
    private final InflatingPool inflaters;

    AvroReaders(AvroRules rules) {
        this.rules = rules;
        this.inflaters = new InflatingPool(rules.limit.bytes());
    }

    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        return new AvroReader(object.uri(), TextSource.binary(object.uri(), bytes, rules.options, inflaters), rules);
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
