package io.forebay.format.orc.file;

import io.forebay.format.kit.ranged.ObjectBytes;

/** Goes through a range of a file once, and holds some bytes of it. Used by one thread. */
final class Window {
    private static final byte[] NONE = new byte[0];

    private final ObjectBytes file;
    private final Memory memory;
    private final int size;
    private final long end;

    /** The place in the file behind the bytes that are held. */
    private long next;

    private byte[] bytes;
    private int at;
    private int limit;

    /** Bytes that were counted for {@link #bytes}. */
    private int counted;

    /** @param size how many bytes to read at once */
    Window(ObjectBytes file, long from, long length, int size, Memory memory) {
        this.file = file;
        this.next = from;
        this.end = from + length;
        this.size = size;
        this.memory = memory;
        this.bytes = NONE;
    }

    /** Bytes that were read before, by somebody who counted them. */
    Window(ObjectBytes file, byte[] read, int from, int length, Memory memory) {
        this.file = file;
        this.next = 0;
        this.end = 0;
        this.size = length;
        this.memory = memory;
        this.bytes = read;
        this.at = from;
        this.limit = from + length;
    }

    /** Bytes that were not taken yet. */
    long left() {
        return end - next + limit - at;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Has so many bytes together, none of which are taken, and tells where they start. @param length at most {@link #left} */
    int hold(int length) {
        int kept = limit - at;
        if (kept < length) {
            int wanted = (int) Math.min(end - next + kept, Math.max(size, length));
            byte[] target = bytes;
            if (target.length < wanted) {
                memory.take(wanted - target.length, "reading");
                counted = wanted;
                target = new byte[wanted];
            }
            System.arraycopy(bytes, at, target, 0, kept);
            bytes = target;
            at = 0;
            limit = kept;
            file.read(next, bytes, kept, wanted - kept);
            next += wanted - kept;
            limit = wanted;
        }
        return at;
    }

    /** Passes over bytes that are held. */
    void take(int length) {
        at += length;
    }

    /** How many bytes are held, at least one unless none are left. */
    int held() {
        if (at == limit && next < end) {
            hold(1);
        }
        return limit - at;
    }

    int read() {
        return held() == 0 ? -1 : bytes[at++] & 0xFF;
    }

    int read(byte[] into, int from, int length) {
        int taken = Math.min(held(), length);
        System.arraycopy(bytes, at, into, from, taken);
        at += taken;
        return taken == 0 ? -1 : taken;
    }

    /** Gives the memory back; nothing can be read any more. */
    void close() {
        memory.give(counted);
        counted = 0;
        bytes = NONE;
        next = end;
        at = 0;
        limit = 0;
    }
}
