package io.forebay.format.delimited;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;

/** Delimited text, CSV and text of fixed widths. */
public final class DelimitedFormat implements RecordFormat {
    @Override
    public boolean reads(Layout layout) {
        return !(layout instanceof Layout.Named);
    }

    @Override
    public String name(Layout layout) {
        return layout.accept(new Layout.Visitor<String>() {
            @Override
            public String delimited(Layout.Delimited delimited) {
                return "Text";
            }

            @Override
            public String csv(Layout.Csv csv) {
                return "Csv";
            }

            @Override
            public String fixedWidth(Layout.FixedWidth fixedWidth) {
                return "FixedWidth";
            }

            @Override
            public String named(Layout.Named named) {
                return named.name();
            }
        });
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new DelimitedReaders(request, DelimitedReaders.BLOCK_BYTES);
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        return new DelimitedSample(options);
    }
}
