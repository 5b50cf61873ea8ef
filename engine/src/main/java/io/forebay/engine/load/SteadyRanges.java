package io.forebay.engine.load;

import io.forebay.spi.store.RangedStream;
import java.io.IOException;

/** A {@link SteadyStream} of a store that reads at any place: what is read there is not read again by itself. */
final class SteadyRanges extends RangedStream {
    private final SteadyStream stream;
    private final RangedStream ranged;

    SteadyRanges(SteadyStream stream, RangedStream ranged) {
        this.stream = stream;
        this.ranged = ranged;
    }

    @Override
    public int read() throws IOException {
        return stream.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return stream.read(target, offset, length);
    }

    @Override
    public void readAt(long position, byte[] target, int offset, int length) throws IOException {
        ranged.readAt(position, target, offset, length);
    }

    @Override
    public void verify() throws IOException {
        ranged.verify();
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            ranged.close();
        }
    }
}
