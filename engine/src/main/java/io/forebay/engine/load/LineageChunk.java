package io.forebay.engine.load;

import io.forebay.engine.sql.Lineage;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Column;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose last columns tell where each row came from; the reader fills those before. Used by one thread, over one
 * chunk of the warehouse after another.
 */
final class LineageChunk implements Chunk {
    private final LineageColumns lineage;
    private final int first;
    private final long loadId;
    private final long started;
    private Chunk target = new Nowhere();
    private long complete;
    private byte[] file = new byte[0];
    /** The line of all rows; negative when the reader knows it. */
    private long fixedLine = -1;

    /** @param first the number of the columns that the reader fills */
    LineageChunk(LineageColumns lineage, int first, long loadId, Instant started) {
        this.lineage = lineage;
        this.first = first;
        this.loadId = loadId;
        this.started = ChronoUnit.MICROS.between(Instant.EPOCH, started);
    }

    /** Turns to another chunk. */
    LineageChunk over(Chunk next) {
        target = next;
        complete = 0;
        return this;
    }

    /**
     * Turns to the rows of another object.
     *
     * @throws ForebayException BAD_OPTIONS when its name is longer than the column
     */
    void startObject(ObjectUri uri) {
        file = uri.toString().getBytes(StandardCharsets.UTF_8);
        int at = lineage.kinds().indexOf(Lineage.FILE);
        if (at >= 0) {
            Column column = lineage.columns().get(at);
            int most = column.type().length();
            if (most > 0 && file.length > most) {
                throw new ForebayException(
                        FormatError.BAD_OPTIONS,
                        "the name " + uri + " has " + file.length + " bytes, but column \"" + column.name()
                                + "\" of LINEAGE takes " + most);
            }
        }
    }

    /** The same, where all rows come from the record on one line. */
    void startRecord(ObjectUri uri, long line) {
        startObject(uri);
        fixedLine = line;
    }

    /** The rows that were completed since {@link #over}. */
    long complete() {
        return complete;
    }

    @Override
    public int capacity() {
        return target.capacity();
    }

    @Override
    public boolean wantsLines() {
        return true;
    }

    @Override
    public void setLine(int row, long line) {
        for (int i = 0; i < lineage.kinds().size(); i++) {
            int column = first + i;
            switch (lineage.kinds().get(i)) {
                case FILE -> target.setBytes(column, row, file, 0, file.length);
                case LINE -> target.setLong(column, row, fixedLine < 0 ? line : fixedLine);
                case LOAD_ID -> target.setLong(column, row, loadId);
                case LOAD_TIME -> target.setLong(column, row, started);
            }
        }
        complete++;
    }

    @Override
    public void setNull(int column, int row) {
        target.setNull(column, row);
    }

    @Override
    public void setLong(int column, int row, long value) {
        target.setLong(column, row, value);
    }

    @Override
    public void setWide(int column, int row, long high, long low) {
        target.setWide(column, row, high, low);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        target.setDouble(column, row, value);
    }

    @Override
    public void setLongs(int column, int row, long[] values, long @Nullable [] nulls, int count) {
        target.setLongs(column, row, values, nulls, count);
    }

    @Override
    public void setInts(int column, int row, int[] values, long @Nullable [] nulls, int count) {
        target.setInts(column, row, values, nulls, count);
    }

    @Override
    public void setDoubles(int column, int row, double[] values, long @Nullable [] nulls, int count) {
        target.setDoubles(column, row, values, nulls, count);
    }

    @Override
    public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
        target.setBytes(column, row, bytes, offset, length);
    }
}
