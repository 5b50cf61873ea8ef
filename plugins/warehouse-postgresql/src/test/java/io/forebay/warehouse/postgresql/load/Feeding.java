package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.RowSource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Feeds that all do the same, and that are counted until they are closed. */
final class Feeding implements RowSource {
    /** Fills a chunk. */
    interface Filling {
        /** @param turn how many chunks were filled before, by all feeds */
        int fill(Chunk chunk, int turn) throws InterruptedException;
    }

    private final int feeds;
    private final Filling filling;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    Feeding(int feeds, Filling filling) {
        this.feeds = feeds;
        this.filling = filling;
    }

    /** Rows 0 and up of one column of whole numbers. */
    static Feeding numbers(long rows) {
        AtomicLong next = new AtomicLong();
        return new Feeding(2, (chunk, turn) -> {
            int count = chunk.capacity();
            long from = next.getAndAdd(count);
            int filled = (int) Math.max(0, Math.min(count, rows - from));
            for (int row = 0; row < filled; row++) {
                chunk.setLong(0, row, from + row);
            }
            return filled;
        });
    }

    static void text(Chunk chunk, int column, int row, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        chunk.setBytes(column, row, bytes, 0, bytes.length);
    }

    int openFeeds() {
        return open.get();
    }

    @Override
    public int parallelism() {
        return feeds;
    }

    @Override
    public Feed feed() {
        open.incrementAndGet();
        return new Feed() {
            @Override
            public int fill(Chunk chunk) {
                try {
                    return filling.fill(chunk, turn.getAndIncrement());
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
