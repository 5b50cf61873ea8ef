package io.forebay.format.parquet;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load, with what they share. */
final class ParquetReaders implements RecordReaders {
    private final ParquetRules rules;

    ParquetReaders(ParquetRules rules) {
        this.rules = rules;
    }

    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        return new ParquetReader(new ObjectBytes(object, bytes, FooterReader.MAGIC, rules.inflaters), rules);
    }

    @Override
    public List<Column> newColumns() {
        return rules.match.newColumns();
    }

    @Override
    public void close() {
        rules.inflaters.close();
    }
}
