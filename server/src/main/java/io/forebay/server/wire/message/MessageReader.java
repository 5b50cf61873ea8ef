package io.forebay.server.wire.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's messages from a blocking stream. Memory grows with the bytes that arrived, not with the length that
 * a message claims.
 */
public final class MessageReader {
    /** PostgreSQL's own limit of a startup packet, of login messages and of those that carry no text. */
    public static final int SMALL = 10_000;

    /** PostgreSQL's own limit of a message. */
    public static final int LONGEST = (1 << 30) - 1;

    private static final int BUFFER = 16 * 1024;
    private static final int KEPT_BODY = 256 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] body = new byte[1024];
    private @Nullable IOException failure;

    /** What is left of a message that is read in parts. */
    private int partsLeft;

    public MessageReader(InputStream in) {
        this.in = in;
    }

    /** The next message's type; waits for it. -1 when the client has closed the connection. */
    public int nextType() throws IOException {
        if (failure != null) {
            throw failure;
        }
        while (partsLeft > 0) {
            readPart(body, 0, body.length);
        }
        return position == limit && !fill() ? -1 : buffer[position++] & 0xff;
    }

    /** Whether the next message has arrived already and is of this type. Never waits. */
    public boolean nextIs(char type) {
        return position < limit && buffer[position] == type;
    }

    /** Whether bytes have arrived that nobody has read. */
    public boolean hasBuffered() {
        return position < limit;
    }

    /** Whether the client closed the connection before the first byte of a startup packet. */
    public boolean atEnd() throws IOException {
        return position == limit && !fill();
    }

    /**
     * The length and the body behind it.
     *
     * @param least the smallest body in bytes
     * @param most the largest
     */
    public MessageBody body(int least, int most) throws IOException {
        int length = length();
        if (length < least || length > most) {
            throw new FatalWireException(
                    length > most && length > 0 ? WireError.WIRE_TOO_LONG : WireError.WIRE_PROTOCOL,
                    "invalid message length: " + length + " bytes, the limit is " + most);
        }
        readBody(length);
        return new MessageBody(body, length);
    }

    /** The length of a message whose body is read by {@link #readPart}; what is left of it, the next type skips. */
    public void startParts(int most) throws IOException {
        int length = length();
        if (length < 0 || length > most) {
            throw new FatalWireException(WireError.WIRE_PROTOCOL, "invalid message length: " + length + " bytes");
        }
        partsLeft = length;
    }

    /** Some of the bytes of the message that {@link #startParts} began; 0 when there are no more. */
    public int readPart(byte[] target, int offset, int length) throws IOException {
        int wanted = Math.min(length, partsLeft);
        if (wanted == 0) {
            return 0;
        }
        int read = read(target, offset, wanted);
        partsLeft -= read;
        return read;
    }

    /** Nothing more can be read: whoever waits for the next message is told so. */
    public void fail(IOException reason) {
        failure = reason;
    }

    private int length() throws IOException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | oneByte();
        }
        return value - 4;
    }

    private int oneByte() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("connection closed within a message");
        }
        return buffer[position++] & 0xff;
    }

    private void readBody(int length) throws IOException {
        if (body.length > KEPT_BODY && length <= KEPT_BODY) {
            body = new byte[Math.max(length, 1024)];
        }
        int done = 0;
        while (done < length) {
            if (done == body.length) {
                body = Arrays.copyOf(body, Math.min(length, body.length * 2));
            }
            done += read(body, done, Math.min(length, body.length) - done);
        }
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= BUFFER) {
                int n = in.read(target, offset, length);
                if (n < 0) {
                    throw new EOFException("connection closed within a message");
                }
                return n;
            }
            if (!fill()) {
                throw new EOFException("connection closed within a message");
            }
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, n);
        position += n;
        return n;
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, BUFFER);
        position = 0;
        limit = Math.max(n, 0);
        return n > 0;
    }
}
