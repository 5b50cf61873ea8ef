package io.forebay.format.parquet.page;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Physical;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** Reads the pages of one column in one row group, one after the other. Used by one thread; closed by its {@link PageSource}. */
public final class PageReader {
    /** The most values of a page: their levels alone may take no bytes worth mentioning. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 64;

    private static final byte[] NONE = {};

    private final PageSource source;
    private final ColumnPages pages;
    private final Node column;
    private final PageHeaders headers;
    private final int number;
    private byte[] data = NONE;
    private byte[] dictionary = NONE;
    private boolean anyDictionary;

    /** The bytes of the array that {@link #data} was before it grew. */
    private long before;

    private boolean anyData;
    private @Nullable PageHeader pending;

    PageReader(PageSource source, ColumnPages pages, PageHeaders headers) {
        this.source = source;
        this.pages = pages;
        this.column = pages.column();
        this.headers = headers;
        this.number = source.arrays().add();
    }

    /** Whether the column may have another page. */
    public boolean more() {
        return pending != null || headers.more();
    }

    /** The next page with values or the dictionary; only to be called when the column must have one. */
    public Page next() {
        while (true) {
            Page page = load(header());
            pending = null;
            if (page != null) {
                return page;
            }
        }
    }

    /** The values of the next page, which is not read yet; 0 for a dictionary. */
    public int peek() {
        PageHeader header = header();
        return switch (header.type()) {
            case DATA_PAGE, DATA_PAGE_V2 -> values(header);
            case DICTIONARY_PAGE, INDEX_PAGE -> 0;
        };
    }

    /** Passes over the page that was looked at with {@link #peek}. */
    public void pass() {
        pending = null;
    }

    private PageHeader header() {
        PageHeader header = pending == null ? headers.next() : pending;
        pending = header;
        return header;
    }

    private @Nullable Page load(PageHeader header) {
        return switch (header.type()) {
            case DICTIONARY_PAGE -> dictionary(header);
            case DATA_PAGE -> data(header);
            case DATA_PAGE_V2 -> dataV2(header);
            case INDEX_PAGE -> null;
        };
    }

    private Page dictionary(PageHeader header) {
        if (anyData || anyDictionary) {
            throw headers.damaged("is a dictionary behind values or another", null);
        }
        anyDictionary = true;
        int values = values(header);
        Encoding encoding = header.encoding();
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw headers.damaged("is a dictionary that is encoded as " + encoding, null);
        }
        int size = header.size();
        long needed = checked((long) size + Words.SLACK);
        source.take(needed, headers.page());
        dictionary = new byte[(int) needed];
        expand(header, 0, dictionary, 0);
        if (values > (column.physical() == Physical.BOOLEAN ? (long) size * Byte.SIZE : size)) {
            throw headers.damaged("says that it has " + values + " entries in " + size + " bytes", null);
        }
        return new Page(true, values, Encoding.PLAIN, dictionary, Page.Levels.NONE, Page.Levels.NONE, 0, size);
    }

    private Page data(PageHeader header) {
        int size = header.size();
        growData(size);
        expand(header, 0, data, 0);
        anyData = true;
        int at = 0;
        Page.Levels repetition = Page.Levels.NONE;
        Page.Levels definition = Page.Levels.NONE;
        if (column.repetition() > 0) {
            repetition = levels(header.repetitionEncoding(), at, size);
            at = repetition.to();
        }
        if (column.definition() > 0) {
            definition = levels(header.definitionEncoding(), at, size);
            at = definition.to();
        }
        return new Page(false, values(header), encoding(header.encoding()), data, repetition, definition, at, size);
    }

    /** Levels of a page of the first version: their length, then runs and bits. */
    private Page.Levels levels(@Nullable Encoding encoding, int at, int size) {
        if (encoding != Encoding.RLE) {
            throw headers.damaged("has levels that are encoded as " + encoding + "; only RLE is read", null);
        }
        int length = size - at < Integer.BYTES
                ? -1
                : data[at] & 0xFF | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
        int from = at + Integer.BYTES;
        if (length < 0 || length > size - from) {
            throw headers.damaged("says that it has levels of " + length + " bytes, of " + size + " in all", null);
        }
        return new Page.Levels(from, from + length);
    }

    private Page dataV2(PageHeader header) {
        int values = values(header);
        int rows = header.rows();
        if (column.repetition() == 0 ? rows != values : rows < 0 || rows > values) {
            throw headers.damaged("says that it has " + rows + " rows with " + values + " values", null);
        }
        int repetition = header.repetitionBytes();
        int definition = header.definitionBytes();
        int size = header.size();
        long levels = (long) repetition + definition;
        if (repetition < 0 || definition < 0 || levels > size || levels > headers.stored()) {
            throw headers.damaged("says that it has levels of " + repetition + " and " + definition + " bytes", null);
        }
        growData(size);
        expand(header, (int) levels, data, (int) levels);
        anyData = true;
        return new Page(
                false,
                values,
                encoding(header.encoding()),
                data,
                new Page.Levels(0, repetition),
                new Page.Levels(repetition, (int) levels),
                (int) levels,
                size);
    }

    /** Puts the first bytes as they are and the others expanded; the checksum and the size are right then. */
    private void expand(PageHeader header, int plain, byte[] out, int to) {
        byte[] stored = headers.body(source.own(headers.stored(), headers));
        int from = headers.bodyFrom();
        int length = headers.stored();
        int size = header.size();
        if (header.hasChecksum()) {
            CRC32 checksum = new CRC32();
            checksum.update(stored, from, length);
            if ((int) checksum.getValue() != header.checksum()) {
                throw headers.damaged("has a wrong checksum", null);
            }
        }
        System.arraycopy(stored, from, out, 0, plain);
        try {
            if (!header.compressed()) {
                if (length != size) {
                    throw new IOException("it has " + length + " bytes instead of " + size);
                }
                System.arraycopy(stored, from + plain, out, to, length - plain);
            } else if (size > plain || length > plain) {
                source.decompressor()
                        .expand(pages.codec(), stored, from + plain, length - plain, out, to, size - plain);
            }
        } catch (IOException | RuntimeException e) { // libraries say so in many ways
            throw headers.damaged("cannot be decompressed (" + pages.codec() + "): " + e.getMessage(), e);
        }
        source.expanded(length, size);
    }

    private int values(PageHeader header) {
        int values = header.values();
        if (values < 0 || values > MOST_VALUES) {
            throw headers.damaged("says that it has " + values + " values", null);
        }
        return values;
    }

    private Encoding encoding(@Nullable Encoding encoding) {
        if (encoding == null) {
            throw headers.damaged("is encoded in a way that is unknown", null);
        }
        return encoding;
    }

    /** Makes room for a page. The array before is counted until the next page, as values that were read last are in it. */
    private void growData(int size) {
        source.give(before);
        before = 0;
        long needed = (long) size + Words.SLACK;
        if (data.length < needed) {
            byte[] grown = source.arrays().spare(number);
            if (grown.length < needed || !source.tryTake(grown.length)) {
                grown = new byte[room((int) checked(needed), Math.max(data.length, grown.length))];
            }
            before = data.length;
            data = grown;
            source.arrays().use(number, grown);
        }
    }

    /** Takes memory for an array. A column of one page needs no room for a larger one. @param there the bytes before */
    private int room(int needed, int there) {
        if (there > 0) {
            return source.room(needed, headers.page());
        }
        source.take(needed, headers.page());
        return needed;
    }

    private long checked(long needed) {
        if (needed > Integer.MAX_VALUE - 8) {
            throw headers.damaged("says that it becomes " + (needed - Words.SLACK) + " bytes", null);
        }
        return needed;
    }

    /** Takes memory for what is made of the page that was read last. */
    public void take(long bytes) {
        source.take(bytes, headers.page());
    }

    /** Says that bytes were made of the page that was read last, beside its own: few may stand for many. */
    public void made(long bytes) {
        source.expanded(0, bytes);
    }

    /** Says that the page that was read last is damaged. */
    public ForebayException damaged(String why) {
        return headers.damaged(why, null);
    }
}
