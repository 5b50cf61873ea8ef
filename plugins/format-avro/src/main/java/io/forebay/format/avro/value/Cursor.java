package io.forebay.format.avro.value;

import io.forebay.format.avro.schema.Type;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;

/**
 * A place in the bytes of a block. Every number is checked before it is believed. SOURCE: Apache Avro 1.12
 * specification, "Binary encoding".
 */
public final class Cursor {
    /** The most values in one another; the same as for SUPER. */
    public static final int MOST_DEPTH = 1000;

    private final Damage damage;
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private long record;

    public Cursor(Damage damage) {
        this.damage = damage;
    }

    public void start(byte[] newBytes, int newEnd) {
        bytes = newBytes;
        at = 0;
        end = newEnd;
    }

    /** @param number of the record that begins here, for messages */
    public void startRecord(long number) {
        record = number;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int at() {
        return at;
    }

    public void moveTo(int place) {
        at = place;
    }

    public boolean atEnd() {
        return at == end;
    }

    public ForebayException damaged(String why) {
        return damage.of("record " + record + " " + why);
    }

    private ForebayException cut() {
        return damaged("goes on behind the end of its block");
    }

    private byte next() {
        if (at >= end) {
            throw cut();
        }
        return bytes[at++];
    }

    public boolean nextBoolean() {
        byte value = next();
        if (value != 0 && value != 1) {
            throw damaged("has the boolean " + value);
        }
        return value == 1;
    }

    public int nextInt() {
        long value = nextLong();
        if (value != (int) value) {
            throw damaged("has the int " + value);
        }
        return (int) value;
    }

    public long nextLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = next();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw damaged("has a number of more than ten bytes");
    }

    /** An INT or a LONG. */
    public long nextNumber(Type type) {
        return type.kind == Type.Kind.INT ? nextInt() : nextLong();
    }

    public float nextFloat() {
        return Float.intBitsToFloat((int) nextBits(4));
    }

    public double nextDouble() {
        return Double.longBitsToDouble(nextBits(8));
    }

    private long nextBits(int size) {
        int from = pass(size);
        long bits = 0;
        for (int i = size - 1; i >= 0; i--) {
            bits = bits << 8 | (bytes[from + i] & 0xFF);
        }
        return bits;
    }

    /** Passes over so many bytes. @return where they start */
    public int pass(int size) {
        if (size > end - at) {
            throw cut();
        }
        at += size;
        return at - size;
    }

    /** The length of a string or of bytes: so many are there. */
    public int nextLength() {
        long length = nextLong();
        if (length < 0 || length > end - at) {
            throw damaged("has a text of " + length + " bytes, of which " + (end - at) + " are there");
        }
        return (int) length;
    }

    /** A branch of a union or a symbol of an enum. */
    public int nextChoice(int most) {
        long choice = nextLong();
        if (choice < 0 || choice >= most) {
            throw damaged("has choice " + choice + " of " + most);
        }
        return (int) choice;
    }

    /** The items in the next block of an array or a map; 0 when there are no more. */
    public long nextItems(Type item, boolean keyed) {
        long count = nextLong();
        if (count < 0) {
            count = -count;
            long size = nextLong();
            if (size < 0 || size > end - at) {
                throw damaged("has items of " + size + " bytes");
            }
        }
        boolean free = item.empty() && !keyed;
        if (count < 0 || (!free && count > end - at)) {
            throw damaged("says that it has " + count + " items in " + (end - at) + " bytes");
        }
        return count;
    }

    /** Passes over a value. @param depth of the value, from 0 */
    public void skip(Type type, int depth) {
        checkDepth(depth);
        switch (type.kind) {
            case RECORD -> {
                for (Type part : type.sized()) {
                    skip(part, depth + 1);
                }
            }
            case UNION -> skip(type.part(nextChoice(type.parts())), depth + 1);
            case ARRAY, MAP -> skipItems(type, depth);
            default -> skipPlain(type);
        }
    }

    /** Apart from what calls itself, whose frames on the stack would be several times as large with it. */
    private void skipPlain(Type type) {
        switch (type.kind) {
            case BOOLEAN -> nextBoolean();
            case INT -> nextInt();
            case LONG -> nextLong();
            case FLOAT -> pass(4);
            case DOUBLE -> pass(8);
            case STRING, BYTES -> pass(nextLength());
            case FIXED -> pass(type.size);
            case ENUM -> nextChoice(type.names());
            default -> {}
        }
    }

    private void skipItems(Type type, int depth) {
        Type item = type.part(0);
        boolean keyed = type.kind == Type.Kind.MAP;
        for (long count = nextItems(item, keyed); count != 0; count = nextItems(item, keyed)) {
            for (long i = 0; i < count && (keyed || !item.empty()); i++) {
                if (keyed) {
                    pass(nextLength());
                }
                skip(item, depth + 1);
            }
        }
    }

    public void checkDepth(int depth) {
        if (depth > MOST_DEPTH) {
            throw damaged("is nested more than " + MOST_DEPTH + " deep");
        }
    }
}
