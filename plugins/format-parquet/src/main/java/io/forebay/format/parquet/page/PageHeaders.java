package io.forebay.format.parquet.page;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.file.CompactCheck;
import io.forebay.spi.ForebayException;
import org.jspecify.annotations.Nullable;

/**
 * Goes from page to page of one column. After {@link #next}, what is stored of the page is to be looked at with {@link
 * #body}, or not at all. Used by one thread; the window is shared by all columns that the thread reads.
 */
final class PageHeaders {
    private static final int FIRST_BYTES = 1 << 13;
    private static final int MOST_HEADER = 16 << 20;

    /** What a header may be larger than the one before it without another read. */
    private static final int SPARE = 64;

    private final ObjectBytes bytes;
    private final ColumnPages pages;
    private final Window window;
    private final String name;
    private final PageHeader header = new PageHeader();
    private long at;
    private long body;
    private int stored;
    private int guess = FIRST_BYTES;
    private int number;

    /** Bytes of a file that were read last. */
    static final class Window {
        private byte[] bytes;
        private long from;
        private int length;
        private @Nullable PageHeaders owner;

        /** @param spare an array to use; any other of the window is made when it is needed */
        Window(byte[] spare) {
            bytes = spare;
        }

        /** The array that the window uses now. */
        byte[] bytes() {
            return bytes;
        }
    }

    PageHeaders(ObjectBytes bytes, ColumnPages pages, Window window) {
        this.bytes = bytes;
        this.pages = pages;
        this.window = window;
        this.at = pages.start();
        String whole = pages.column().name();
        this.name = whole.substring(0, Math.min(whole.length(), 100));
    }

    /** The page, for messages. */
    String page() {
        return "page " + number + " of column '" + name + "' at byte " + at;
    }

    ForebayException damaged(String why, @Nullable Throwable cause) {
        return bytes.damage().of(page() + " " + why, cause);
    }

    /** Whether there may be another page. */
    boolean more() {
        return at < pages.last();
    }

    /**
     * The header of the next page, until the one behind it is read; a length in it leads to a place in the file that is
     * this column's.
     */
    PageHeader next() {
        number++;
        if (at >= pages.end()) {
            throw damaged("is missing: the column ends before its rows do", null);
        }
        int end = fill(Math.min(guess, FIRST_BYTES << 5));
        if (!header.complete()) {
            throw damaged("has a header without its type or its lengths", null);
        }
        if (!header.described()) {
            throw damaged("has no header of its kind, " + header.type(), null);
        }
        stored = header.stored();
        body = at + end;
        if (stored < 0 || stored > pages.end() - body) {
            throw damaged("says that it has " + stored + " bytes, of " + (pages.end() - body) + " that are left", null);
        }
        if (header.size() < 0) {
            throw damaged("says that it becomes " + header.size() + " bytes", null);
        }
        guess = end + SPARE + stored;
        at = body + stored;
        return header;
    }

    /** Reads until the header is in the window. @return its length */
    private int fill(int wish) {
        int wanted = Math.max(wish, FIRST_BYTES);
        while (true) {
            int length = (int) Math.min(wanted, pages.end() - at);
            read(at, length);
            header.clear();
            int end = CompactCheck.end(window.bytes, 0, length, bytes.damage(), page(), header);
            if (end != CompactCheck.INCOMPLETE) {
                return end;
            }
            if (length < wanted || wanted >= MOST_HEADER) {
                throw damaged("has a header without an end", null);
            }
            wanted *= 4;
        }
    }

    private void read(long from, int length) {
        if (window.bytes.length < length) {
            window.bytes = new byte[PageBuffers.room(length)];
        }
        window.owner = null;
        bytes.read(from, window.bytes, 0, length);
        window.from = from;
        window.length = length;
        window.owner = this;
    }

    /** The bytes of the page that are stored. */
    int stored() {
        return stored;
    }

    /** Puts all bytes that are stored into an array. */
    void body(byte[] into, int to) {
        int there = 0;
        if (window.owner == this && window.from <= body && body < window.from + window.length) {
            there = (int) Math.min(stored, window.from + window.length - body);
            System.arraycopy(window.bytes, (int) (body - window.from), into, to, there);
        }
        bytes.read(body + there, into, to + there, stored - there);
    }

    /**
     * All bytes that are stored, in an array that has them from the place that {@link #bodyFrom} then tells.
     *
     * @param room the bytes of another array, if the window's is too small
     */
    byte[] body(int room) {
        boolean there = window.owner == this && window.from <= body && body + stored <= window.from + window.length;
        if (!there) {
            int kept = window.owner == this && window.from <= body && body < window.from + window.length
                    ? (int) (window.from + window.length - body)
                    : 0;
            byte[] target = window.bytes.length < stored ? new byte[room] : window.bytes;
            System.arraycopy(window.bytes, kept == 0 ? 0 : (int) (body - window.from), target, 0, kept);
            window.bytes = target;
            window.owner = null;
            bytes.read(body + kept, target, kept, stored - kept);
            window.from = body;
            window.length = stored;
            window.owner = this;
        }
        return window.bytes;
    }

    int bodyFrom() {
        return (int) (body - window.from);
    }
}
