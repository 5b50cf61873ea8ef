package io.forebay.engine.load;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.warehouse.RowSource;

/** NOLOAD: reads everything, keeps nothing. */
final class Validation {
    private Validation() {}

    /** @return the rows that would load */
    static long read(RowSource rows) {
        long count = 0;
        try (RowSource.Feed feed = rows.feed()) {
            Chunk nowhere = new Nowhere();
            for (int filled = feed.fill(nowhere); filled > 0; filled = feed.fill(nowhere)) {
                count += filled;
            }
        }
        return count;
    }
}
