package io.forebay.format.parquet;

import io.forebay.format.kit.columnar.ColumnMatch;
import io.forebay.format.parquet.page.PageMemory;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.SchemaSample;

/** Apache Parquet. Its pages have a share of the memory that all loads divide among them. */
public final class ParquetFormat implements RecordFormat {
    private final PageMemory memory;

    public ParquetFormat() {
        this(PageMemory.ofHeap());
    }

    ParquetFormat(PageMemory memory) {
        this.memory = memory;
    }

    @Override
    public boolean reads(Layout layout) {
        return layout instanceof Layout.Named named && named.name().equals("PARQUET");
    }

    @Override
    public String name(Layout layout) {
        return "Parquet";
    }

    @Override
    public RecordReaders open(ReadRequest request) {
        return new ParquetReaders(new ParquetRules(request, memory));
    }

    @Override
    public boolean findsByName(Layout layout) {
        return ColumnMatch.byName(layout);
    }

    @Override
    public SchemaSample sample(ReadOptions options) {
        return new ParquetSample(options);
    }
}
