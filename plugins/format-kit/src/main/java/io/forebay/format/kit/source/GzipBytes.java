package io.forebay.format.kit.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a gzip file (RFC 1952): all members, the checksum and the length of each verified. Zeros behind the
 * last member are padding; anything else there is damage.
 */
final class GzipBytes extends InputStream {
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;
    private static final int DEFLATE = 8;

    private final InputStream stored;
    private final InflatingPool pool;
    private final Inflating inflating;
    private final Inflater inflater;
    private final CRC32 checksum;
    private final byte[] input;
    private int inputAt;
    private int inputEnd;
    private boolean inMember;
    private boolean ended;
    private boolean givenBack;

    GzipBytes(InputStream stored, InflatingPool pool) {
        this.stored = stored;
        this.pool = pool;
        this.inflating = pool.take();
        this.inflater = inflating.inflater;
        this.checksum = inflating.checksum;
        this.input = inflating.input;
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
            int read = inflate(into, from, length);
            if (read > 0) {
                checksum.update(into, from, read);
                return read;
            }
        }
        return -1;
    }

    /** Inflates at least a byte; 0 when the member has ended. */
    private int inflate(byte[] into, int from, int length) throws IOException {
        try {
            while (true) {
                int read = inflater.inflate(into, from, length);
                if (read > 0) {
                    return read;
                }
                if (inflater.finished()) {
                    endMember();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new IOException("a gzip member asks for a dictionary");
                }
                if (!fill()) {
                    throw cut();
                }
                inflater.setInput(input, 0, inputEnd);
                inputAt = inputEnd;
            }
        } catch (DataFormatException e) {
            throw new IOException("the compressed bytes are damaged (" + e.getMessage() + ")", e);
        }
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
        inflater.reset();
        inflater.setInput(input, inputAt, inputEnd - inputAt);
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
        inputAt = inputEnd - inflater.getRemaining();
        int expectedChecksum = (int) checksum.getValue();
        int expectedLength = (int) inflater.getBytesWritten();
        if (nextInt() != expectedChecksum) {
            throw new IOException("the checksum of the content is wrong");
        }
        if (nextInt() != expectedLength) {
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
        if (inputAt == inputEnd && !fill()) {
            return -1;
        }
        int next = input[inputAt++] & 0xFF;
        checksum.update(next);
        return next;
    }

    private boolean fill() throws IOException {
        inputAt = 0;
        inputEnd = 0;
        int read = stored.read(input, 0, input.length);
        if (read <= 0) {
            return false;
        }
        inputEnd = read;
        return true;
    }

    private static EOFException cut() {
        return new EOFException("the end of the file is missing");
    }

    /** Gives the inflater back; the stored bytes are closed by who opened them. */
    @Override
    public void close() {
        if (!givenBack) {
            givenBack = true;
            pool.give(inflating);
        }
    }
}
