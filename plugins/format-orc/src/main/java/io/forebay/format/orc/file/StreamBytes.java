package io.forebay.format.orc.file;

import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.PositionProvider;
import org.apache.orc.storage.common.io.DiskRangeList;

/**
 * One stream of a stripe, expanded: reads on in the file as its bytes are asked for, so that a stripe needs little memory
 * however large it is. Used by one thread.
 */
final class StreamBytes extends InStream {
    /** SOURCE: Apache ORC Specification v1, "Compression": the length of a chunk and whether it is stored as it is. */
    private static final int HEADER_BYTES = 3;

    private final Window window;
    private final Expander expander;
    private final Memory memory;
    private final boolean compressed;

    /** Bytes of a chunk that is stored as it is which are still in the window. */
    private int plain;

    private byte[] expanded = new byte[0];
    private int at;
    private int limit;
    private boolean closed;
    private boolean quiet;

    StreamBytes(Object name, Window window, Expander expander, Memory memory) {
        super(name, 0, window.left());
        this.window = window;
        this.expander = expander;
        this.compressed = expander.compressed();
        this.memory = memory;
    }

    /** Bytes that can be read at once; 0 at the end. */
    @Override
    public int available() {
        if (!compressed) {
            return window.held();
        }
        while (at == limit) {
            if (plain > 0) {
                return Math.min(plain, window.held());
            }
            if (window.left() == 0) {
                return 0;
            }
            nextChunk();
        }
        return limit - at;
    }

    private void nextChunk() {
        if (window.left() < HEADER_BYTES) {
            throw expander.damage().of("a chunk of " + name + " has no whole header");
        }
        int from = window.hold(HEADER_BYTES);
        byte[] bytes = window.bytes();
        int header = (bytes[from] & 0xFF) | (bytes[from + 1] & 0xFF) << 8 | (bytes[from + 2] & 0xFF) << 16;
        window.take(HEADER_BYTES);
        int length = header >> 1;
        if (length > window.left()) {
            throw expander.damage()
                    .of("a chunk of " + name + " says that it has " + length + " bytes, and " + window.left()
                            + " are left");
        }
        if (length > expander.most()) {
            throw expander.damage()
                    .of("a chunk of " + name + " has " + length + " bytes, and the file says at most "
                            + expander.most());
        }
        if ((header & 1) == 1) {
            plain = length;
            return;
        }
        int start = window.hold(length);
        keep(expander.expand(window.bytes(), start, length));
        window.take(length);
    }

    private void keep(int length) {
        if (expanded.length < length) {
            int size = Math.min(expander.most(), Math.max(length, 2 * expanded.length));
            memory.take(size - expanded.length, "chunks");
            expanded = new byte[size];
        }
        System.arraycopy(expander.bytes(), 0, expanded, 0, length);
        at = 0;
        limit = length;
    }

    /** An end that is no error, as of a message. */
    StreamBytes endsQuietly() {
        quiet = true;
        return this;
    }

    /** orc-core takes the end for bytes of 255, and sometimes goes on to count them down for a minute. */
    private int end() {
        if (!quiet) {
            throw expander.damage().of(name + " ends before its last value");
        }
        return -1;
    }

    @Override
    public int read() {
        if (at < limit) {
            return expanded[at++] & 0xFF;
        }
        if (available() == 0) {
            return end();
        }
        if (at < limit) {
            return expanded[at++] & 0xFF;
        }
        plain -= compressed ? 1 : 0;
        return window.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int most = Math.min(available(), length);
        if (most == 0) {
            return length == 0 ? 0 : end();
        }
        if (at < limit) {
            System.arraycopy(expanded, at, into, from, most);
            at += most;
            return most;
        }
        plain -= compressed ? most : 0;
        return window.read(into, from, most);
    }

    /** Sees to it that all bytes were read: more of them than values means that a length is wrong. */
    void checkEnd() {
        if (!closed && available() > 0) {
            throw behind();
        }
    }

    private ForebayException behind() {
        return expander.damage().of(name + " has bytes behind its last value");
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            window.close();
            memory.give(expanded.length);
            expanded = new byte[0];
            at = 0;
            limit = 0;
            plain = 0;
        }
    }

    @Override
    protected void setCurrent(DiskRangeList range, boolean jump) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changeIv(Consumer<byte[]> modifier) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void seek(PositionProvider index) throws IOException {
        throw new UnsupportedOperationException();
    }
}
