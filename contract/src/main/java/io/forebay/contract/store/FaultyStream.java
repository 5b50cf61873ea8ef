package io.forebay.contract.store;

import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;

/** One reading of an object that may break off, or end too early, at a place that is drawn when it is opened. */
final class FaultyStream extends InputStream {
    private final InputStream bytes;
    private final StoredObject object;
    private final boolean reset;
    private final boolean cut;
    private final long end;
    private long position;

    FaultyStream(FaultyStore store, InputStream bytes, StoredObject object) {
        this.bytes = bytes;
        this.object = object;
        boolean some = object.size() > 0;
        this.reset = some && store.strikes(FaultyStore.Kind.RESET);
        this.cut = some && !reset && store.strikes(FaultyStore.Kind.SHORT_READ);
        this.end = some ? store.number((int) Math.min(object.size(), Integer.MAX_VALUE)) : 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int most = length;
        if (reset || cut) {
            if (position == end && length > 0) {
                if (reset) {
                    throw new IOException("Fault: the connection was reset after " + end + " bytes of " + object.uri());
                }
                return -1;
            }
            most = (int) Math.min(length, end - position);
        }
        int count = bytes.read(target, offset, most);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
