package io.forebay.format.kit.write;

import io.forebay.spi.format.Compression;
import io.forebay.spi.format.RecordWriter;
import io.forebay.spi.format.RecordWriters;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import java.nio.file.Path;

/** Files of records that are text. */
public final class TextWriters implements RecordWriters {
    private final Compression compression;
    private final RowText rows;
    private final byte[] header;

    /** @param header the first line of every file with its line end; empty for none */
    public TextWriters(Compression compression, RowText rows, byte[] header) {
        this.compression = compression;
        this.rows = rows;
        this.header = header.clone();
    }

    @Override
    public RecordWriter open(Path file, long maxBytes) {
        return new TextWriter(file, compression, rows, header, maxBytes);
    }

    @Override
    public String text(Rows row, WriteColumn column) {
        return ValueText.of(column.type()).text(row, column.index());
    }
}
