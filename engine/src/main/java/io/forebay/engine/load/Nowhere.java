package io.forebay.engine.load;

import io.forebay.spi.format.Chunk;

/** A chunk that forgets what it is given: rows that are read only to be checked. */
final class Nowhere implements Chunk {
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
