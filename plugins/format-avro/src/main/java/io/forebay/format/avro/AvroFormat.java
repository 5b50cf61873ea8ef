package io.forebay.format.avro;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;

/** Avro's object container files. */
public final class AvroFormat implements RecordFormat {
    @Override
    public boolean reads(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("AVRO");
    }

    @Override
    public String name(Layout layout) {
        return "Avro";
    }

    @Override
    public boolean findsByName(Layout layout) {
        return layout instanceof Layout.Named named
                && (named.arguments().isEmpty() || named.arguments().get(0).startsWith("auto"));
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new AvroReaders(new AvroRules(request));
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        return new AvroSample(options);
    }
}
