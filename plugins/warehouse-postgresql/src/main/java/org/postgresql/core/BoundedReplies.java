package org.postgresql.core;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a server sends, without what would take all memory: the driver reads a whole batch of rows, and a whole error with
 * the value that it is about, however long they are. An error or a notice is cut off; a batch that is too large is answered
 * by an error of ours, and what belongs to it is passed over up to the server's next ReadyForQuery. SOURCE: PostgreSQL's
 * manual, "Message Formats". Used by one thread at a time.
 */
final class BoundedReplies extends FilterInputStream {
    /** The most bytes of an error or a notice. */
    static final int MOST_TEXT = 1 << 16;

    /** A message's head and body are asked for apart, which would be two calls of the system for each row. */
    private static final int BUFFER = 1 << 16;

    private static final int HEADER = 5;
    private static final byte[] CUT = "…\0\0".getBytes(StandardCharsets.UTF_8);

    private final long mostRows;
    private final byte[] header = new byte[HEADER];
    private final byte[] scratch = new byte[1 << 13];
    private int headed;
    /** What is given before anything else is read. */
    private ByteBuffer ready = ByteBuffer.allocate(0);
    /** Bytes of the message that are still to be given, or passed over, or gathered. */
    private long giving;

    private long passing;
    private int gathering;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private long rows;
    private boolean refused;

    /** @param mostRows the most bytes of rows between two ReadyForQuery */
    BoundedReplies(InputStream in, long mostRows) {
        super(new BufferedInputStream(in, BUFFER));
        this.mostRows = mostRows;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ready.hasRemaining() && giving == 0) {
            if (!step()) {
                return -1;
            }
        }
        if (ready.hasRemaining()) {
            int count = Math.min(length, ready.remaining());
            ready.get(into, offset, count);
            return count;
        }
        int count = in.read(into, offset, (int) Math.min(length, giving));
        giving -= Math.max(0, count);
        return count;
    }

    /** Reads on what is not given as it is; false at the end. A time-out in between loses nothing. */
    private boolean step() throws IOException {
        if (gathering > 0 || passing > 0) {
            int count = in.read(scratch, 0, (int) Math.min(scratch.length, gathering > 0 ? gathering : passing));
            if (count > 0 && gathering > 0) {
                gathered.write(scratch, 0, count);
                gathering -= count;
                cutWhenWhole();
            } else {
                passing -= Math.max(0, count);
            }
            return count >= 0;
        }
        int count = in.read(header, headed, HEADER - headed);
        headed += Math.max(0, count);
        if (headed == HEADER) {
            headed = 0;
            begin((char) header[0], ByteBuffer.wrap(header).getInt(1) - Integer.BYTES);
        }
        return count >= 0;
    }

    private void begin(char kind, int length) throws IOException {
        if (length < 0) {
            throw new IOException("the server sent a message of " + length + " bytes");
        }
        rows = kind == 'Z' ? 0 : kind == 'D' ? rows + length : rows;
        if (refused && "DsCIEn".indexOf(kind) >= 0) {
            passing = length;
        } else if (kind == 'D' && rows > mostRows) {
            refused = true;
            passing = length;
            ready = ByteBuffer.wrap(refusal());
        } else if ((kind == 'E' || kind == 'N') && length > MOST_TEXT) {
            gathering = MOST_TEXT;
            passing = length - MOST_TEXT;
        } else {
            refused &= kind != 'Z';
            ready = ByteBuffer.wrap(header.clone());
            giving = length;
        }
    }

    /** Ends the text at a character's end; what would come behind it is left out. */
    private void cutWhenWhole() {
        if (gathering == 0) {
            byte[] text = gathered.toByteArray();
            gathered.reset();
            int end = text.length;
            while (end > 0 && (text[end - 1] & 0xc0) == 0x80) {
                end--;
            }
            ready = message(header[0], text, Math.max(0, end - 1));
        }
    }

    private static ByteBuffer message(byte kind, byte[] text, int length) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + length + CUT.length);
        message.put(kind).putInt(Integer.BYTES + length + CUT.length);
        return message.put(text, 0, length).put(CUT).flip();
    }

    private byte[] refusal() {
        String text = "SERROR\0VERROR\0C54000\0Mrows that are read at once take more than " + (mostRows >> 20)
                + " MB\0HSelect fewer or shorter values, or give Java more memory: FOREBAY_JAVA_OPTS=-Xmx2g.\0\0";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER + bytes.length)
                .put((byte) 'E')
                .putInt(Integer.BYTES + bytes.length)
                .put(bytes)
                .array();
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, scratch.length)]));
    }

    /** What can be given without waiting for more than a message's end. */
    @Override
    public int available() throws IOException {
        if (ready.hasRemaining()) {
            return ready.remaining();
        }
        int more = in.available();
        return giving > 0
                ? (int) Math.min(giving, more)
                : gathering == 0 && passing == 0 && headed + more >= HEADER ? 1 : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
