package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.warehouse.RowSource;
import org.jspecify.annotations.Nullable;

/** One thread of a load: reads a feed of its own to its end, and closes it whatever happens. */
final class FeedReader implements Runnable {
    private final RowSource rows;
    private final Target target;
    private final Handover handover;

    FeedReader(RowSource rows, Target target, Handover handover) {
        this.rows = rows;
        this.target = target;
        this.handover = handover;
    }

    @Override
    public void run() {
        Throwable cause = null;
        try (RowSource.Feed feed = rows.feed()) {
            read(feed);
        } catch (Throwable e) {
            cause = e;
        } finally {
            handover.end(cause);
        }
    }

    private void read(RowSource.Feed feed) throws InterruptedException {
        TupleWriter writer = new TupleWriter(target);
        ColumnChunk chunk = new ColumnChunk(target.types());
        TupleBuffer buffer = handover.empty();
        for (int count = next(feed, chunk); buffer != null && count > 0; count = next(feed, chunk)) {
            buffer = write(writer, chunk, count, buffer);
        }
        if (buffer != null) {
            handover.give(buffer);
        }
    }

    private int next(RowSource.Feed feed, ColumnChunk chunk) {
        chunk.clear();
        return handover.stopped() ? 0 : feed.fill(chunk);
    }

    /** @return the buffer that is filled next; null when nothing more is sent */
    private @Nullable TupleBuffer write(TupleWriter writer, ColumnChunk chunk, int rows, TupleBuffer first)
            throws InterruptedException {
        TupleBuffer buffer = first;
        int row = writer.write(chunk, 0, rows, buffer);
        while (buffer != null && buffer.full()) {
            handover.give(buffer);
            buffer = handover.empty();
            row = buffer == null ? rows : writer.write(chunk, row, rows, buffer);
        }
        return buffer;
    }
}
