package io.forebay.spi.warehouse;

import io.forebay.spi.format.Chunk;

/** Where a warehouse that takes rows gets them. Thread-safe. */
public interface RowSource {
    /** How many threads may usefully read at once, from 1. */
    int parallelism();

    /** A feed for one thread. */
    Feed feed();

    /** The rows for one thread; used and closed by one thread at a time. */
    interface Feed extends AutoCloseable {
        /**
         * Fills a chunk from its row 0.
         *
         * @return the rows filled, up to {@link Chunk#capacity}; 0 when there is nothing more for this feed
         * @throws io.forebay.spi.ForebayException to end the load; the warehouse lets exactly this exception out of
         *     {@link WarehouseConnection#load(LoadBatch, RowSource)}
         */
        int fill(Chunk chunk);

        @Override
        void close();
    }
}
