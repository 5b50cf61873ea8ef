package io.forebay.format.parquet.page;

import io.forebay.format.parquet.file.CompactFields;
import java.util.Objects;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * What is written before a page. Read here and not by the library, which formats a message for each header that is right.
 * Mutable: read anew for each page. SOURCE: parquet.thrift of the Apache Parquet format, {@code PageHeader}.
 */
final class PageHeader implements CompactFields {
    private static final int SLOTS = 8;
    private static final int VALUES = 0;
    private static final int DICTIONARY = 1;
    private static final int VALUES_V2 = 2;
    private static final int OUTER = 3;
    private static final int NONE = -1;

    /** The field of {@link #VALUES_V2} that is a flag. */
    private static final int IS_COMPRESSED = 7;

    /** By struct and field: the numbers, and a bit for each that is there. */
    private final int[] numbers = new int[4 * SLOTS];

    private int there;
    private boolean compressed;
    private boolean index;
    private @Nullable PageType type;

    void clear() {
        there = 0;
        compressed = true;
        index = false;
    }

    @Override
    public void struct(long field) {
        index |= field == 6;
        int part = part(field);
        if (part != NONE) {
            there &= ~(((1 << SLOTS) - 1) << part * SLOTS);
            compressed |= part == VALUES_V2;
        }
    }

    @Override
    public void number(long outer, long field, int value) {
        int part = outer == OUTERMOST ? OUTER : part(outer);
        if (part != NONE && field >= 1 && field <= SLOTS) {
            int slot = part * SLOTS + (int) field - 1;
            numbers[slot] = value;
            there |= 1 << slot;
        }
    }

    @Override
    public void flag(long outer, long field, boolean value) {
        if (part(outer) == VALUES_V2 && field == IS_COMPRESSED) {
            compressed = value;
        }
    }

    private static int part(long field) {
        if (field == 5) {
            return VALUES;
        }
        return field == 7 ? DICTIONARY : field == 8 ? VALUES_V2 : NONE;
    }

    /** Whether the first fields of a part are there. */
    private boolean has(int part, int fields) {
        int wanted = (1 << fields) - 1;
        return (there >>> part * SLOTS & wanted) == wanted;
    }

    private int number(int part, int field) {
        return numbers[part * SLOTS + field - 1];
    }

    /** Whether all is there that any page must have, and its type is known; to be asked before all else. */
    boolean complete() {
        type = has(OUTER, 3) ? PageType.findByValue(number(OUTER, 1)) : null;
        return type != null;
    }

    PageType type() {
        return Objects.requireNonNull(type);
    }

    /** The bytes that the page becomes. */
    int size() {
        return number(OUTER, 2);
    }

    /** The bytes of the page that are stored. */
    int stored() {
        return number(OUTER, 3);
    }

    boolean hasChecksum() {
        return (there & 1 << OUTER * SLOTS + 3) != 0;
    }

    /** CRC32 of what is stored. */
    int checksum() {
        return number(OUTER, 4);
    }

    /** Whether there is what the type of the page has to say. */
    boolean described() {
        return type() == PageType.INDEX_PAGE ? index : has(part(type()), required(type()));
    }

    private static int part(PageType type) {
        return switch (type) {
            case DATA_PAGE -> VALUES;
            case DICTIONARY_PAGE -> DICTIONARY;
            case DATA_PAGE_V2 -> VALUES_V2;
            case INDEX_PAGE -> OUTER;
        };
    }

    private static int required(PageType type) {
        return switch (type) {
            case DATA_PAGE -> 4;
            case DICTIONARY_PAGE -> 2;
            case DATA_PAGE_V2 -> 6;
            case INDEX_PAGE -> 0;
        };
    }

    /** The values, with nulls, or the entries of a dictionary. */
    int values() {
        return number(part(type()), 1);
    }

    /** How the values of a page are encoded; null when that is unknown. */
    @Nullable
    Encoding encoding() {
        return Encoding.findByValue(type() == PageType.DATA_PAGE_V2 ? number(VALUES_V2, 4) : number(part(type()), 2));
    }

    @Nullable
    Encoding definitionEncoding() {
        return Encoding.findByValue(number(VALUES, 3));
    }

    @Nullable
    Encoding repetitionEncoding() {
        return Encoding.findByValue(number(VALUES, 4));
    }

    /** Of a page of the second version, as the ones below. */
    int rows() {
        return number(VALUES_V2, 3);
    }

    int definitionBytes() {
        return number(VALUES_V2, 5);
    }

    int repetitionBytes() {
        return number(VALUES_V2, 6);
    }

    /** Whether the values are compressed; true of other pages. */
    boolean compressed() {
        return type() != PageType.DATA_PAGE_V2 || compressed;
    }
}
