package io.forebay.format.orc;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;

/** Apache ORC. SOURCE: Apache ORC Specification v1. */
public final class OrcFormat implements RecordFormat {
    static final byte[] MAGIC = {'O', 'R', 'C'};

    @Override
    public boolean reads(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("ORC");
    }

    @Override
    public String name(Layout layout) {
        return "Orc";
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new OrcReaders(new OrcRules(request));
    }

    @Override
    public boolean findsByName(Layout layout) {
        return ColumnMatch.byName(layout);
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        return new OrcSample(options);
    }
}
