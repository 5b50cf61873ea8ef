package io.forebay.torture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An input read from front to back: choices, a byte each, then content. Behind its end all choices are the first. */
public final class Input {
    private final byte[] bytes;
    private int at;

    public Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A number from 0 to {@code bound - 1}, at most 256 of them. */
    public int below(int bound) {
        return at < bytes.length ? (bytes[at++] & 0xFF) % bound : 0;
    }

    /** A number from 0 to 65535. */
    public int twoBytes() {
        return below(256) << 8 | below(256);
    }

    public boolean flag() {
        return below(2) == 1;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Each constant whose bit is set in the next two bytes. */
    public <E extends Enum<E>> Set<E> some(Class<E> type) {
        int bits = twoBytes();
        EnumSet<E> all = EnumSet.allOf(type);
        all.removeIf(each -> (bits >> each.ordinal() & 1) == 0);
        return all;
    }

    /** At most so many of the bytes that are left. */
    public byte[] bytes(int most) {
        int from = at;
        at = Math.min(bytes.length, at + most);
        return Arrays.copyOfRange(bytes, from, at);
    }

    public byte[] rest() {
        return bytes(bytes.length);
    }

    /** All that is left, as text; what is no UTF-8 becomes the replacement character. */
    public String restText() {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** The input that gives these choices and then this content. */
    public static byte[] of(byte[] content, int... choices) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int choice : choices) {
            out.write(choice);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    public static byte[] of(String content, int... choices) {
        return of(content.getBytes(StandardCharsets.UTF_8), choices);
    }
}
