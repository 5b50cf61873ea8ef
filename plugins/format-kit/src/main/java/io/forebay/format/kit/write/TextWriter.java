package io.forebay.format.kit.write;

import io.forebay.spi.format.Compression;
import io.forebay.spi.format.RecordWriter;
import io.forebay.spi.warehouse.Rows;
import java.nio.file.Path;

/** A file of records that are text. */
final class TextWriter implements RecordWriter {
    /** Records are given to the file in pieces of about this size. */
    private static final int PIECE = 64 << 10;

    /** A compressed file ends this far before its limit: how much the compressor will write is only known afterwards. */
    private static final int SLACK = 64 << 10;

    /** A row is in memory as a whole: COPY takes 4 MB. */
    private static final int MOST = 64 << 20;

    private final ScratchFile file;
    private final boolean compressed;
    private final RowText text;
    private final long limit;
    private final boolean header;
    private final RowBytes buffer = new RowBytes(MOST);
    private long rows;

    /** @param header the first line with its line end; empty for none */
    TextWriter(Path path, Compression compression, RowText text, byte[] header, long limit) {
        this.file = new ScratchFile(path, compression);
        this.compressed = compression != Compression.NONE;
        this.text = text;
        this.limit = limit;
        this.header = header.length > 0;
        buffer.add(header);
    }

    @Override
    public boolean write(Rows row) {
        int start = buffer.length();
        text.add(row, buffer);
        if (rows > 0 && !fits(start)) {
            buffer.cut(rowStart(start));
            return false;
        }
        rows++;
        if (buffer.length() >= PIECE) {
            drain(buffer.length());
        }
        return true;
    }

    /** Whether the row that starts there may stay; when in doubt what is before it is moved to the disk and counted. */
    private boolean fits(int start) {
        if (file.stored() + file.pending() + buffer.length() <= limit) {
            return true;
        }
        if (!compressed) {
            return false;
        }
        drain(start);
        file.flush();
        return file.stored() + file.pending() + Math.max(buffer.length(), SLACK) <= limit;
    }

    /** Draining moved the row to the buffer's start. */
    private int rowStart(int start) {
        return compressed ? 0 : start;
    }

    private void drain(int length) {
        file.write(buffer.array(), length);
        buffer.dropFirst(length);
    }

    @Override
    public long held() {
        return buffer.array().length + file.held();
    }

    @Override
    public void release() {
        drain(buffer.length());
        buffer.clear();
        file.release();
    }

    @Override
    public Written finish() {
        drain(buffer.length());
        long bytes = file.finish();
        return new Written(bytes, rows, rows + (header ? 1 : 0));
    }

    @Override
    public void close() {
        file.close();
    }
}
