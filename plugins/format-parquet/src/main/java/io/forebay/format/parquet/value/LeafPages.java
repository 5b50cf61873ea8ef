package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Physical;
import io.forebay.format.parquet.page.Page;
import io.forebay.format.parquet.page.PageReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in one row group, page by page: levels, and values of any encoding as {@link
 * io.forebay.format.kit.columnar.FileType} says that they are, or as a conversion has made them. Used by one thread.
 */
final class LeafPages {
    /** Memory of an entry of a dictionary beside its bytes: where they are, and whether it is null. */
    private static final int ENTRY_BYTES = 17;

    private static final int BATCH_BYTES = 8 << 20;

    private final PageReader pages;
    private final Node column;
    private final Meaning meaning;
    private final Conversion conversion;
    private final boolean narrow;
    private final Hybrid repetition;
    private final Hybrid definition;
    private final Hybrid ids;
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final Decoder nothing;
    private final @Nullable Values stored;
    private @Nullable Decoder decoder;
    private @Nullable Values dictionary;
    private int[] chosen = {};
    private int left;
    private byte[] bytes = {};
    private long entryBytes;

    /** The values of the page that may be read at once: a long entry of a dictionary may be that of all rows. */
    private int most = Integer.MAX_VALUE;

    /**
     * @param conversion of values, none of which is null; of those of a dictionary once
     * @param takesNarrow whether the values may be {@link Values#narrow}
     */
    LeafPages(PageReader pages, Node column, int capacity, Conversion conversion, boolean takesNarrow) {
        this.pages = pages;
        this.column = column;
        this.meaning = Meaning.of(column);
        this.conversion = conversion;
        this.narrow = takesNarrow && column.physical() == Physical.INT32 && meaning == Meaning.SAME;
        this.repetition = new Hybrid(pages, "repetition levels");
        this.definition = new Hybrid(pages, "definition levels");
        this.ids = new Hybrid(pages, "entries of a dictionary");
        this.nothing = new NothingDecoder(pages);
        this.stored = meaning.moves() ? new Values(capacity) : null;
    }

    PageReader pages() {
        return pages;
    }

    /** The values that are left in the page, nulls and empty lists included. */
    int left() {
        return left;
    }

    /** The values that are left in the page and may be read at once. */
    int available() {
        return decoder == null ? Math.min(left, most) : left;
    }

    /** Turns to the next page with values. */
    void turn() {
        endPage();
        Page page = pages.next();
        if (page.dictionary()) {
            dictionary = entries(page);
            return;
        }
        left = page.values();
        if (page.bytes() != bytes) {
            // A larger array: what has read the one before lets go of it.
            bytes = page.bytes();
            decoders.clear();
            ids.start(bytes, 0, 0, 0);
        }
        repetition.start(
                page.bytes(), page.repetition().from(), page.repetition().to(), bits(column.repetition()));
        definition.start(
                page.bytes(), page.definition().from(), page.definition().to(), bits(column.definition()));
        start(page);
    }

    private static int bits(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    private void start(Page page) {
        Encoding encoding = page.encoding();
        if (encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY) {
            if (dictionary == null) {
                throw pages.damaged("has entries of a dictionary that is missing");
            }
            decoder = null;
            boolean none = page.from() == page.to();
            int width = none ? 0 : page.bytes()[page.from()] & 0xFF;
            ids.start(page.bytes(), none ? page.to() : page.from() + 1, page.to(), width);
            return;
        }
        Decoder found = decoders.get(encoding);
        if (found == null) {
            found = decoder(encoding);
            decoders.put(encoding, found);
        }
        if (page.from() == page.to()) {
            found = nothing; // when every value is null, deltas have not even a header
        }
        found.start(page, page.values());
        decoder = found;
    }

    private Decoder decoder(Encoding encoding) {
        Physical physical = column.physical();
        boolean whole = physical == Physical.INT32 || physical == Physical.INT64;
        boolean text = physical == Physical.BINARY || physical == Physical.FIXED;
        int size = physical == Physical.FIXED ? column.size() : 0;
        return switch (encoding) {
            case PLAIN -> new PlainDecoder(pages, column);
            case RLE -> {
                check(physical == Physical.BOOLEAN, encoding);
                yield new RunDecoder(pages);
            }
            case DELTA_BINARY_PACKED -> {
                check(whole, encoding);
                yield new DeltaDecoder(pages, physical == Physical.INT32);
            }
            case DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY -> {
                check(text, encoding);
                yield new DeltaTextDecoder(pages, encoding == Encoding.DELTA_BYTE_ARRAY, size);
            }
            case BYTE_STREAM_SPLIT -> {
                check(
                        physical != Physical.BOOLEAN && physical != Physical.BINARY && physical != Physical.INT96,
                        encoding);
                yield new SplitDecoder(pages, column);
            }
            default -> throw pages.damaged("is encoded as " + encoding + ", which is not read");
        };
    }

    private void check(boolean fits, Encoding encoding) {
        if (!fits) {
            throw pages.damaged("is encoded as " + encoding + ", which is none of " + column.physical());
        }
    }

    private Values entries(Page page) {
        long needed = (long) page.values() * (meaning.moves() ? 2 : 1) * ENTRY_BYTES;
        pages.take(Math.max(0, needed - entryBytes));
        entryBytes = Math.max(entryBytes, needed);
        Values entries = new Values(page.values());
        entries.start(page.values());
        PlainDecoder plain = new PlainDecoder(pages, column);
        plain.start(page, page.values());
        if (narrow) {
            readInts(plain, entries, page.values());
        } else {
            Values raw = meaning.moves() ? new Values(page.values()) : entries;
            plain.read(raw, page.values());
            meaning.apply(raw, entries, column);
            conversion.convert(entries);
        }
        int longest = 1;
        for (int length : entries.length) {
            longest = Math.max(longest, length);
        }
        most = Math.max(1, BATCH_BYTES / longest);
        return entries;
    }

    /** The next values' levels; to be called before their values are read. */
    void levels(int[] repetitions, int[] definitions, int count) {
        levels(repetition, column.repetition(), repetitions, count);
        levels(definition, column.definition(), definitions, count);
        left -= count;
    }

    /** Levels that can only be 0 are not stored. */
    private static void levels(Hybrid from, int most, int[] into, int count) {
        if (most == 0) {
            Arrays.fill(into, 0, count, 0);
        } else {
            from.read(into, count);
        }
    }

    /** Whether the next values, of a column of no list, are there. @return how many are */
    int presence(long[] absent, int count) {
        left -= count;
        return column.definition() == 0 ? count : definition.readPresence(absent, count);
    }

    /** Puts the next values into rows 0 to {@code count - 1}, converted. */
    void read(Values into, int count) {
        into.start(count);
        Decoder plain = decoder;
        Values entries = dictionary;
        if (plain == null && entries != null) {
            choose(entries, into, count);
            return;
        }
        if (plain == null) {
            throw new IllegalStateException("no page");
        }
        if (narrow && plain instanceof PlainDecoder ints) {
            readInts(ints, into, count);
            return;
        }
        Values raw = stored == null ? into : stored;
        plain.read(raw, count);
        meaning.apply(raw, into, column);
        conversion.convert(into);
    }

    private void readInts(PlainDecoder plain, Values into, int count) {
        plain.readInts(into, count);
        if (!conversion.convertNarrow(into)) {
            into.widen();
            conversion.convert(into);
        }
    }

    private void choose(Values entries, Values into, int count) {
        if (chosen.length < count) {
            chosen = new int[into.capacity];
        }
        ids.read(chosen, count);
        check(entries.capacity, count);
        into.gather(entries, chosen, count);
    }

    private void check(int size, int count) {
        int signs = 0;
        for (int i = 0; i < count; i++) {
            signs |= chosen[i] | ~(chosen[i] - size); // the sign of one that is below 0, or not below the size
        }
        for (int i = 0; signs < 0 && i < count; i++) {
            if (chosen[i] < 0 || chosen[i] >= size) {
                throw pages.damaged("has entry " + Integer.toUnsignedString(chosen[i]) + " of a dictionary of " + size);
            }
        }
    }

    private void endPage() {
        if (decoder instanceof PlainDecoder plain) {
            plain.end();
        }
    }

    /** The column has given all rows of its row group: there must be no more values. */
    void end(long rows) {
        if (left > 0) {
            throw pages.damaged("has values behind the " + rows + " rows of its row group");
        }
        endPage();
        while (pages.more()) {
            if (pages.peek() > 0) {
                throw pages.damaged("has values behind the " + rows + " rows of its row group");
            }
            pages.pass();
        }
    }
}
