package io.forebay.server.wire.message;

import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds messages in a buffer and sends it when it is full: what waits is at most {@value #SEND_AT} bytes and one
 * message. Only whole messages leave. Used by one thread at a time.
 */
public final class MessageWriter {
    private static final int SEND_AT = 32 * 1024;
    private static final int INITIAL = 8 * 1024;
    private static final int KEPT = 128 * 1024;

    /** Of a message: it is in memory as a whole, and the heap is 512 MB unless told otherwise. */
    static final int LARGEST = 64 * 1024 * 1024;

    /** The digits of 00 to 99. */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private final OutputStream out;
    private byte[] buffer = new byte[INITIAL];
    private int count;
    private int messageStart = -1;

    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** Starts a message; {@link #end} writes its length. */
    public MessageWriter begin(char type) {
        if (messageStart >= 0) {
            throw new IllegalStateException("message " + type + " within another");
        }
        messageStart = count;
        return int8(type).int32(0);
    }

    public void end() throws IOException {
        patch(messageStart + 1, count - messageStart - 1);
        messageStart = -1;
        if (count >= SEND_AT) {
            send();
        }
    }

    /** Forgets the message that was begun and not ended, if any. */
    public void discard() {
        if (messageStart >= 0) {
            count = messageStart;
            messageStart = -1;
        }
    }

    /** Sends all whole messages. */
    public void flush() throws IOException {
        if (count > 0) {
            send();
        }
        out.flush();
    }

    private void send() throws IOException {
        int length = count;
        count = 0;
        out.write(buffer, 0, length);
        if (buffer.length > KEPT) {
            buffer = new byte[INITIAL];
        }
    }

    /** Starts a value with a length before it; returns what {@link #closeField} needs. */
    public int openField() {
        int32(0);
        return count;
    }

    public void closeField(int opened) {
        patch(opened - 4, count - opened);
    }

    private void patch(int at, int value) {
        buffer[at] = (byte) (value >>> 24);
        buffer[at + 1] = (byte) (value >>> 16);
        buffer[at + 2] = (byte) (value >>> 8);
        buffer[at + 3] = (byte) value;
    }

    public MessageWriter int8(int value) {
        room(1);
        buffer[count++] = (byte) value;
        return this;
    }

    public MessageWriter int16(int value) {
        room(2);
        buffer[count] = (byte) (value >>> 8);
        buffer[count + 1] = (byte) value;
        count += 2;
        return this;
    }

    public MessageWriter int32(int value) {
        room(4);
        patch(count, value);
        count += 4;
        return this;
    }

    public MessageWriter int64(long value) {
        return int32((int) (value >>> 32)).int32((int) value);
    }

    public MessageWriter bytes(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, count, value.length);
        count += value.length;
        return this;
    }

    /** Text in UTF-8 and a zero byte; a zero inside, which a string cannot hold, becomes a space. */
    public MessageWriter string(String text) {
        return utf8(text.replace('\0', ' ')).int8(0);
    }

    /** Text in UTF-8; a lone surrogate becomes a question mark. */
    public MessageWriter utf8(String text) {
        int length = text.length();
        if (length > LARGEST / 3) {
            throw tooLong();
        }
        room(length * 3);
        int i = 0;
        int at = count;
        byte[] target = buffer;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                break;
            }
            target[at++] = (byte) c;
            i++;
        }
        count = at;
        if (i < length) {
            beyondAscii(text, i);
        }
        return this;
    }

    private void beyondAscii(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                buffer[count++] = (byte) c;
            } else if (c < 0x800) {
                buffer[count++] = (byte) (0xc0 | c >> 6);
                buffer[count++] = (byte) (0x80 | c & 0x3f);
            } else if (c >= 0xd800 && c < 0xe000) {
                buffer[count++] = '?';
            } else if (c < 0x10000) {
                buffer[count++] = (byte) (0xe0 | c >> 12);
                buffer[count++] = (byte) (0x80 | c >> 6 & 0x3f);
                buffer[count++] = (byte) (0x80 | c & 0x3f);
            } else {
                buffer[count++] = (byte) (0xf0 | c >> 18);
                buffer[count++] = (byte) (0x80 | c >> 12 & 0x3f);
                buffer[count++] = (byte) (0x80 | c >> 6 & 0x3f);
                buffer[count++] = (byte) (0x80 | c & 0x3f);
            }
        }
    }

    /** Where the next byte goes; good until the message ends. */
    public int place() {
        return count;
    }

    /** Whether one of the bytes from there on is marked. @param marked for each byte's value */
    public boolean anyFrom(int from, boolean[] marked) {
        for (int i = from; i < count; i++) {
            if (marked[buffer[i] & 0xff]) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes from there on are these. */
    public boolean isFrom(int from, byte[] bytes) {
        return Arrays.equals(buffer, from, count, bytes, 0, bytes.length);
    }

    /** Writes two bytes for each of those from there on that have them. @param pairs for each byte's value; or null */
    public MessageWriter escape(int from, byte[] @Nullable [] pairs) {
        int more = 0;
        for (int i = from; i < count; i++) {
            if (pairs[buffer[i] & 0xff] != null) {
                more++;
            }
        }
        if (more > 0) {
            room(more);
            int read = count - 1;
            count += more;
            for (int write = count - 1; write > read; read--) {
                byte[] pair = pairs[buffer[read] & 0xff];
                if (pair == null) {
                    buffer[write--] = buffer[read];
                } else {
                    buffer[write--] = pair[1];
                    buffer[write--] = pair[0];
                }
            }
        }
        return this;
    }

    /** Puts what was written from there on between quotes. */
    public void quote(int from, int quote) {
        room(2);
        System.arraycopy(buffer, from, buffer, from + 1, count - from);
        buffer[from] = (byte) quote;
        count++;
        int8(quote);
    }

    /** A number in decimal digits. */
    public MessageWriter decimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return utf8("-9223372036854775808");
            }
            return int8('-').decimal(-value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return padded(value, digits);
    }

    /** The last {@code digits} digits of a number that is not negative, with zeros before it. */
    public MessageWriter padded(long value, int digits) {
        room(digits);
        byte[] target = buffer;
        long rest = value;
        int at = count + digits;
        count = at;
        for (; digits - (count - at) >= 2; at -= 2) {
            long hundreds = rest / 100;
            int pair = (int) (rest - hundreds * 100) << 1;
            target[at - 1] = PAIRS[pair + 1];
            target[at - 2] = PAIRS[pair];
            rest = hundreds;
        }
        if (at > count - digits) {
            target[at - 1] = (byte) ('0' + rest % 10);
        }
        return this;
    }

    private void room(int more) {
        if (more > buffer.length - count) {
            if (more > LARGEST - count) {
                throw tooLong();
            }
            buffer = Arrays.copyOf(buffer, Math.max(count + more, (int) Math.min(LARGEST, buffer.length * 2L)));
        }
    }

    private static ForebayException tooLong() {
        return new ForebayException(WireError.WIRE_TOO_LONG, "a row is longer than " + LARGEST + " bytes");
    }
}
