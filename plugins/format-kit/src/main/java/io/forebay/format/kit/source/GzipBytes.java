package io.forebay.format.kit.source;

import io.forebay.format.kit.deflate.BitInput;
import io.forebay.format.kit.deflate.DeflateReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The content of a gzip file (RFC 1952): all members, the checksum and the length of each verified. Zeros behind the
 * last member are padding; anything else there is damage.
 */
public final class GzipBytes extends InputStream {
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;
    private static final int DEFLATE = 8;

    private final InflatingPool pool;
    private final Inflating inflating;
    private final BitInput input;
    private final DeflateReader content;
    private final CRC32 checksum;
    /** Modulo 2^32, as the member's end says it. */
    private int memberLength;

    private boolean inMember;
    private boolean ended;
    private boolean givenBack;

    public GzipBytes(InputStream stored, InflatingPool pool) {
        this.pool = pool;
        this.inflating = pool.take();
        this.input = inflating.input;
        this.content = inflating.content;
        this.checksum = inflating.checksum;
        input.open(stored);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!ended) {
            if (!inMember && !startMember()) {
                ended = true;
                break;
            }
            int read = content.read(into, from, length);
            if (read >= 0) {
                checksum.update(into, from, read);
                memberLength += read;
                return read;
            }
            endMember();
        }
        return -1;
    }

    /** Reads a member's header; false at the end of the file. */
    private boolean startMember() throws IOException {
        checksum.reset();
        int first = nextOrEnd();
        if (first < 0) {
            return false;
        }
        if (first == 0) {
            skipPadding();
            return false;
        }
        if (first != (Magic.GZIP[0] & 0xFF) || next() != (Magic.GZIP[1] & 0xFF)) {
            throw new IOException("there are other bytes behind the compressed content");
        }
        if (next() != DEFLATE) {
            throw new IOException("the compression method of a gzip member is unknown");
        }
        readFields(next());
        checksum.reset();
        memberLength = 0;
        content.start();
        inMember = true;
        return true;
    }

    private void readFields(int flags) throws IOException {
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new IOException("a gzip header has unknown flags");
        }
        skip(6); // modification time, extra flags, operating system
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
            int expected = (int) checksum.getValue() & 0xFFFF;
            if ((next() | next() << 8) != expected) {
                throw new IOException("the checksum of a gzip header is wrong");
            }
        }
    }

    private void endMember() throws IOException {
        int expectedChecksum = (int) checksum.getValue();
        if (nextInt() != expectedChecksum) {
            throw new IOException("the checksum of the content is wrong");
        }
        if (nextInt() != memberLength) {
            throw new IOException("the length of the content is wrong");
        }
        inMember = false;
    }

    private void skipPadding() throws IOException {
        int next = 0;
        while (next == 0) {
            next = nextOrEnd();
        }
        if (next > 0) {
            throw new IOException("there are other bytes behind the compressed content");
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int next;
        do {
            next = next();
        } while (next != 0);
    }

    private int nextInt() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private int next() throws IOException {
        int next = nextOrEnd();
        if (next < 0) {
            throw cut();
        }
        return next;
    }

    /** The next stored byte, counted into the header's checksum, or -1. */
    private int nextOrEnd() throws IOException {
        int next = input.next();
        if (next >= 0) {
            checksum.update(next);
        }
        return next;
    }

    private static EOFException cut() {
        return new EOFException("the end of the file is missing");
    }

    /** Gives back what inflating needed; the stored bytes are closed by who opened them. */
    @Override
    public void close() {
        if (!givenBack) {
            givenBack = true;
            pool.give(inflating);
        }
    }
}
