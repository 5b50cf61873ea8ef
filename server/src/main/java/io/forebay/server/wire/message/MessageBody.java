package io.forebay.server.wire.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forebay.spi.ForebayException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * The bytes of one message behind its length, read from front to back. It is only good until the reader's next message.
 * Every read that would leave the message throws WIRE_PROTOCOL.
 */
public final class MessageBody {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int position;

    public MessageBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.end = length;
    }

    public int remaining() {
        return end - position;
    }

    public int int8() {
        need(1);
        return bytes[position++];
    }

    /** Unsigned: a count or a format code. */
    public int uint16() {
        need(2);
        int value = (bytes[position] & 0xff) << 8 | bytes[position + 1] & 0xff;
        position += 2;
        return value;
    }

    public int int32() {
        return (uint16() << 16) | uint16();
    }

    public long int64() {
        return ((long) int32() << 32) | (int32() & 0xffffffffL);
    }

    public byte[] bytes(int length) {
        need(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /** A part of this message as one of its own. */
    public MessageBody part(int length) {
        need(length);
        MessageBody part = new MessageBody(bytes, position + length);
        part.position = position;
        position += length;
        return part;
    }

    /** A string that ends with a zero byte. */
    public String string() {
        int from = position;
        while (position < end && bytes[position] != 0) {
            position++;
        }
        need(1);
        return decode(from, position++ - from);
    }

    /** All that is left, as text without a zero byte. */
    public String text() {
        int from = position;
        position = end;
        String text = decode(from, end - from);
        if (text.indexOf('\0') >= 0) {
            throw badEncoding();
        }
        return text;
    }

    /** Throws when something is left. */
    public void end() {
        if (position != end) {
            throw new ForebayException(WireError.WIRE_PROTOCOL, "invalid message format: bytes left at its end");
        }
    }

    private String decode(int from, int length) {
        String text = new String(bytes, from, length, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            } catch (CharacterCodingException e) {
                throw badEncoding();
            }
        }
        return text;
    }

    private static ForebayException badEncoding() {
        return new ForebayException(WireError.WIRE_ENCODING, "invalid byte sequence for encoding \"UTF8\"");
    }

    private void need(int length) {
        if (length < 0 || length > end - position) {
            throw new ForebayException(WireError.WIRE_PROTOCOL, "insufficient data left in message");
        }
    }
}
