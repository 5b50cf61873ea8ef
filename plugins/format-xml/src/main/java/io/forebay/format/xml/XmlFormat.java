package io.forebay.format.xml;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;

/** XML ROWTAG 'name': an extension; Redshift does not load XML, AWS Glue does. */
public final class XmlFormat implements RecordFormat {
    @Override
    public boolean reads(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("XML");
    }

    @Override
    public String name(Layout layout) {
        return "Xml";
    }

    @Override
    public boolean findsByName(Layout layout) {
        return true;
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new XmlReaders(new XmlRules(request));
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        return new XmlSample(options);
    }
}
