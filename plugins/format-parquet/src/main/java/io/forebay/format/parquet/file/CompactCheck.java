package io.forebay.format.parquet.file;

import io.forebay.format.kit.source.Damage;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one struct of Thrift's compact protocol: to read a small one, or before the library is given a large one,
 * which makes room for as many items as a list says it has. SOURCE: Apache Thrift, "Thrift Compact protocol encoding".
 */
public final class CompactCheck {
    /** Not all of the struct is in the bytes. */
    public static final int INCOMPLETE = -1;

    private static final int MOST_DEPTH = 24;

    /** The most items and texts in one struct; those of a list of the outermost struct count one by one. */
    private static final int MOST_ITEMS = 2_000_000;

    /** The number of {@code FileMetaData.schema}, which becomes objects at once; a page's header has no list there. */
    private static final int FOOTER_SCHEMA = 2;

    private static final int MOST_COLUMNS = 100_000;
    private static final int BOOLEAN_TRUE = 1;
    private static final int BOOLEAN_FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int UUID = 13;

    private final byte[] bytes;
    private final int to;
    private final Damage damage;
    private final String what;
    private final @Nullable CompactFields fields;
    private int at;
    private int items;

    /** The field of the outermost struct that is looked at. */
    private long outermost;

    private CompactCheck(byte[] bytes, int from, int to, Damage damage, String what, @Nullable CompactFields fields) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
        this.damage = damage;
        this.what = what;
        this.fields = fields;
    }

    /**
     * The place behind the struct, or {@link #INCOMPLETE}.
     *
     * @param what the struct is, for messages
     * @throws io.forebay.spi.ForebayException DAMAGED_FILE when it is none, or too large
     */
    public static int end(byte[] bytes, int from, int to, Damage damage, String what) {
        return end(bytes, from, to, damage, what, null);
    }

    /** The same, and tells what is in the struct; some of it may have been told when the struct is incomplete. */
    public static int end(byte[] bytes, int from, int to, Damage damage, String what, @Nullable CompactFields fields) {
        CompactCheck check = new CompactCheck(bytes, from, to, damage, what, fields);
        return check.struct(0) ? check.at : INCOMPLETE;
    }

    /** Passes over fields until the stop; false when they go on behind the end. */
    private boolean struct(int depth) {
        long field = 0;
        while (at < to) {
            int head = bytes[at++] & 0xFF;
            if (head == 0) {
                return true;
            }
            long number = (head & 0xF0) == 0 ? varint() : 0;
            if (number < 0) {
                return false;
            }
            field = (short) ((head & 0xF0) == 0 ? number >>> 1 ^ -(number & 1) : field + (head >>> 4));
            if (depth == 0) {
                outermost = field;
            }
            if (!field(head & 0x0F, field, depth)) {
                return false;
            }
        }
        return false;
    }

    /** A field of a struct, of which a flag has its value in its type. */
    private boolean field(int type, long field, int depth) {
        CompactFields told = depth < 2 ? fields : null;
        long outer = depth == 0 ? CompactFields.OUTERMOST : outermost;
        if (type == BOOLEAN_TRUE || type == BOOLEAN_FALSE) {
            if (told != null) {
                told.flag(outer, field, type == BOOLEAN_TRUE);
            }
            return true;
        }
        if (told == null) {
            return value(type, depth);
        }
        if (type == STRUCT && depth == 0) {
            told.struct(field);
        } else if (type == I32) {
            long number = varint();
            told.number(outer, field, (int) number >>> 1 ^ -((int) number & 1));
            return number >= 0;
        }
        return value(type, depth);
    }

    private boolean value(int type, int depth) {
        if (depth > MOST_DEPTH) {
            throw damage.of(what + " is nested more than " + MOST_DEPTH + " deep");
        }
        return switch (type) {
            case BOOLEAN_TRUE, BOOLEAN_FALSE, BYTE -> pass(1);
            case I16, I32, I64 -> varint() >= 0;
            case DOUBLE -> pass(8);
            case UUID -> pass(16);
            case BINARY -> {
                count();
                long length = varint();
                yield length >= 0 && pass(length);
            }
            case LIST, SET -> list(depth);
            case MAP -> map(depth);
            case STRUCT -> {
                count();
                yield struct(depth + 1);
            }
            default -> throw damage.of(what + " has a field of the unknown type " + type);
        };
    }

    private boolean list(int depth) {
        if (at >= to) {
            return false;
        }
        int head = bytes[at++] & 0xFF;
        long size = head >>> 4 == 15 ? varint() : head >>> 4;
        if (size < 0 || size > to - at) {
            return false;
        }
        if (depth == 0 && outermost == FOOTER_SCHEMA && size > MOST_COLUMNS) {
            throw damage.unread(
                    what + " tells of " + size + " columns and groups; at most " + MOST_COLUMNS + " are read");
        }
        for (long i = 0; i < size; i++) {
            items = depth == 0 ? 0 : items;
            count();
            if (!value(head & 0x0F, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean map(int depth) {
        long size = varint();
        if (size <= 0) {
            return size == 0;
        }
        if (at >= to || size > to - at) {
            return false;
        }
        int types = bytes[at++] & 0xFF;
        for (long i = 0; i < size; i++) {
            count();
            if (!value(types >>> 4, depth + 1) || !value(types & 0x0F, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private void count() {
        if (++items > MOST_ITEMS) {
            throw damage.of(what + " has more than " + MOST_ITEMS + " items");
        }
    }

    private boolean pass(long length) {
        if (length > to - at) {
            return false;
        }
        at += (int) length;
        return true;
    }

    /** A number of seven bits a byte, not negative; -1 when its end is missing. */
    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= to) {
                return -1;
            }
            byte next = bytes[at++];
            value |= shift < 63 ? (next & 0x7FL) << shift : 0;
            if (next >= 0) {
                return value & Long.MAX_VALUE;
            }
        }
        throw damage.of(what + " has a number of more than ten bytes");
    }
}
