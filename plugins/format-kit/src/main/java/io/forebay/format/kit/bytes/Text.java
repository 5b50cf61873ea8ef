package io.forebay.format.kit.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text in UTF-8 that is put together; of one that grows too long, only the beginning is kept. Used by one thread. */
public final class Text {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private final int most;
    private byte[] bytes = new byte[256];
    private int length;
    private boolean full;

    /** @param most the most bytes that are kept */
    public Text(int most) {
        this.most = most;
    }

    public Text clear() {
        length = 0;
        full = false;
        return this;
    }

    /** Readable for {@link Words#SLACK} bytes behind its end. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether something was left out. */
    public boolean full() {
        return full;
    }

    public void add(char ascii) {
        makeRoom(1);
        if (length < most) {
            bytes[length++] = (byte) ascii;
        }
    }

    public void add(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        add(added, 0, added.length);
    }

    /** As much of it as has room. */
    public void add(byte[] from, int start, int end) {
        makeRoom(end - start);
        int taken = Math.min(end - start, most - length);
        System.arraycopy(from, start, bytes, length, taken);
        length += taken;
    }

    private void makeRoom(int size) {
        full |= size > most - length;
        int needed = Math.min(most, length + size);
        if (bytes.length - Words.SLACK < needed) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * needed) + Words.SLACK);
        }
    }

    /** A text as a string of JSON. */
    public void addQuoted(String text) {
        byte[] added = text.getBytes(StandardCharsets.UTF_8);
        addQuoted(added, 0, added.length);
    }

    /** A text in UTF-8 as a string of JSON; what is invalid in it stays as it is. */
    public void addQuoted(byte[] from, int start, int end) {
        add('"');
        int plain = start;
        for (int at = start; at < end; at++) {
            byte next = from[at];
            if (next == '"' || next == '\\' || (next >= 0 && next < 0x20)) {
                add(from, plain, at);
                addEscaped(next);
                plain = at + 1;
            }
        }
        add(from, plain, end);
        add('"');
    }

    /** Makes a string of JSON of what was added from a place on, unless it is one. */
    public void quote(int from) {
        if (length == from || bytes[from] != '"') {
            byte[] added = Arrays.copyOfRange(bytes, from, length);
            length = from;
            addQuoted(added, 0, added.length);
        }
    }

    private void addEscaped(byte value) {
        add('\\');
        switch (value) {
            case '"', '\\' -> add((char) value);
            case '\n' -> add('n');
            case '\r' -> add('r');
            case '\t' -> add('t');
            default -> {
                add("u00");
                add((char) HEX[value >> 4]);
                add((char) HEX[value & 0xF]);
            }
        }
    }
}
