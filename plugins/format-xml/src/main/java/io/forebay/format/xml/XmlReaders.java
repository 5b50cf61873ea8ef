package io.forebay.format.xml;

import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;

/** The readers of one load, with what they share. */
final class XmlReaders implements RecordReaders {
    private final XmlRules rules;
    private final InflatingPool inflaters = new InflatingPool();

    XmlReaders(XmlRules rules) {
        this.rules = rules;
    }

    /** With an ENCODING other than UTF8, that is the encoding; else the file says it. */
    @Override
    public RecordReader open(StoredObject object, InputStream bytes) {
        ObjectUri uri = object.uri();
        boolean told = rules.options.encoding() != Encoding.UTF8;
        TextSource source = told
                ? new TextSource(uri, bytes, rules.options, inflaters)
                : TextSource.binary(uri, bytes, rules.options, inflaters);
        return new XmlReader(uri, source, rules, told);
    }

    @Override
    public void close() {
        inflaters.close();
    }
}
