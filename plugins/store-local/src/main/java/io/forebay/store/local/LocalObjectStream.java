package io.forebay.store.local;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.RangedStream;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.util.Objects;

/** Exactly the bytes that were described: the open file is compared with the description before the last of them. */
final class LocalObjectStream extends RangedStream {
    private final StoredObject object;
    private final OpenFile file;
    private long position;
    private volatile boolean closed;

    LocalObjectStream(StoredObject object, OpenFile file) throws IOException {
        this.object = object;
        this.file = file;
        verify();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("The stream of " + object.uri() + " was closed");
        }
        if (length == 0) {
            return 0;
        }
        long left = object.size() - position;
        if (left == 0) {
            return -1;
        }
        int count = file.read(target, offset, (int) Math.min(length, left));
        if (count <= 0) {
            throw changed("it was cut to " + position + " bytes");
        }
        position += count;
        if (position == object.size()) {
            verify();
        }
        return count;
    }

    @Override
    public void readAt(long from, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        Objects.checkFromIndexSize(from, length, object.size());
        for (int done = 0; done < length; ) {
            if (closed) {
                throw new IOException("The stream of " + object.uri() + " was closed");
            }
            int count = file.readAt(from + done, target, offset + done, length - done);
            if (count <= 0) {
                throw changed("it was cut to " + file.facts().size() + " bytes");
            }
            done += count;
        }
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, object.size() - position);
    }

    @Override
    public void close() {
        closed = true;
        file.close();
    }

    @Override
    public void verify() throws IOException {
        FileFacts facts = file.facts();
        if (facts.size() != object.size()) {
            throw changed("it had " + object.size() + " bytes and has " + facts.size());
        }
        if (!facts.etag().equals(object.etag())) {
            throw changed("it was written to at " + facts.modified());
        }
    }

    private ForebayException changed(String how) {
        return new ForebayException(StoreError.OBJECT_CHANGED, object.uri() + " has changed: " + how);
    }
}
