package io.forebay.format.xml;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import java.io.InputStream;
import java.util.List;

/** The readers of one load, with what they share. */
final class XmlReaders implements RecordReaders {
    private final XmlRules rules;
    private final InflatingPool inflaters;

    XmlReaders(XmlRules rules) {
        this.rules = rules;
        this.inflaters = new InflatingPool(rules.inflatedLimit);
    }

    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        TextSource source = source(object.uri(), bytes, rules.options, inflaters);
        return new XmlReader(object.uri(), source, rules, told(rules.options));
    }

    /** With an ENCODING other than UTF8, that is the encoding; else the file says it. */
    static boolean told(ReadOptions options) {
        return options.encoding() != Encoding.UTF8;
    }

    static TextSource source(ObjectUri object, InputStream bytes, ReadOptions options, InflatingPool inflaters) {
        return told(options)
                ? new TextSource(object, bytes, options, inflaters)
                : TextSource.binary(object, bytes, options, inflaters);
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
