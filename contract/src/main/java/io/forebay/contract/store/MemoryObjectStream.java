package io.forebay.contract.store;

import io.forebay.spi.store.ObjectUri;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of one version of an object. */
final class MemoryObjectStream extends InputStream {
    private final ObjectUri uri;
    private final byte[] bytes;
    private final StoreFaults faults;
    private int position;
    private volatile boolean closed;

    MemoryObjectStream(ObjectUri uri, byte[] bytes, StoreFaults faults) {
        this.uri = uri;
        this.bytes = bytes;
        this.faults = faults;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        faults.enter(StoreCall.READ, uri);
        faults.hold(uri, this);
        if (closed) {
            throw new IOException("The stream of " + uri + " was closed");
        }
        if (position == bytes.length && length > 0) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return bytes.length - position;
    }

    @Override
    public void close() {
        closed = true;
    }
}
