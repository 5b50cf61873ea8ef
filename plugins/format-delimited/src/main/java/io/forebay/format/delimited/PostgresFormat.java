package io.forebay.format.delimited;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;

/**
 * Text and CSV as PostgreSQL's clients send them to COPY … FROM STDIN. SOURCE: PostgreSQL's manual, "COPY", File
 * Formats.
 */
public final class PostgresFormat implements RecordFormat {
    @Override
    public boolean reads(Layout layout) {
        return PostgresLayout.named(layout);
    }

    @Override
    public String name(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals(PostgresLayout.CSV) ? "Csv" : "Text";
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new DelimitedReaders(request, DelimitedReaders.BLOCK_BYTES);
    }
}
