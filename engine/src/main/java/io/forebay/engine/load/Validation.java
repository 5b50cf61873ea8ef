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

    private static final class Nowhere implements Chunk {
        @Override
        public int capacity() {
            return 2048;
        }

        @Override
        public void setNull(int column, int row) {}

        @Override
        public void setLong(int column, int row, long value) {}

        @Override
        public void setWide(int column, int row, long high, long low) {}

        @Override
        public void setDouble(int column, int row, double value) {}

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {}
    }
}
