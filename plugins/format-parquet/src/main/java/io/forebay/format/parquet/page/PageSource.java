package io.forebay.format.parquet.page;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.spi.ForebayException;

/** What one thread needs to read pages of one file: opens the readers of columns. Used by that thread. */
public final class PageSource implements AutoCloseable {
    /** Is told what pages became. */
    @FunctionalInterface
    public interface Expansion {
        /** @param stored the bytes that are in the file */
        void count(long stored, long inflated);
    }

    private final ObjectBytes bytes;
    private final Decompressor decompressor;
    private final PageMemory.Share memory;
    private final PageBuffers.Set arrays;
    private final Expansion expanded;
    private final PageHeaders.Window window;

    /** The number of the window's array. */
    private final int windowNumber;

    private long windowBytes;

    public PageSource(
            ObjectBytes bytes, InflatingPool pool, PageMemory memory, PageBuffers buffers, Expansion expanded) {
        this.bytes = bytes;
        this.decompressor = new Decompressor(pool);
        this.memory = memory.open();
        this.arrays = buffers.open();
        this.expanded = expanded;
        windowNumber = arrays.add();
        byte[] spare = arrays.spare(windowNumber);
        windowBytes = this.memory.tryTake(spare.length) ? spare.length : 0;
        window = new PageHeaders.Window(windowBytes == 0 ? new byte[0] : spare);
    }

    public PageReader open(ColumnPages pages) {
        if (!Decompressor.reads(pages.codec())) {
            throw bytes.damage()
                    .unread("column '" + pages.column().name() + "' is compressed with " + pages.codec()
                            + "; snappy, gzip, zstd, LZ4 and brotli are read");
        }
        return new PageReader(this, pages, new PageHeaders(bytes, pages, window));
    }

    Decompressor decompressor() {
        return decompressor;
    }

    /**
     * Takes memory.
     *
     * @throws ForebayException DAMAGED_FILE when this thread alone would have more than there is; TOO_MUCH when all have
     */
    void take(long wanted, String what) {
        if (!memory.possible(wanted)) {
            throw bytes.damage()
                    .unread(what + " needs more memory than all pages may have at once, half of the heap: give the"
                            + " server a larger heap (-Xmx), or write smaller pages");
        }
        memory.take(wanted, what);
    }

    /** Gives memory back that nothing needs any more. */
    void give(long bytes) {
        memory.give(bytes);
    }

    PageBuffers.Set arrays() {
        return arrays;
    }

    /** Takes memory that nobody has to wait for. @return whether there is so much */
    boolean tryTake(long wanted) {
        return memory.tryTake(wanted);
    }

    /** Takes memory for an array that others were too small for, with some room when there is. @return its bytes */
    int room(int needed, String what) {
        int room = PageBuffers.room(needed);
        if (memory.tryTakeSpare(room)) {
            return room;
        }
        take(needed, what);
        return needed;
    }

    /** Counts the window, when it must become as large as that. @return the bytes of its array, if it needs another */
    int own(int stored, PageHeaders headers) {
        if (stored <= windowBytes) {
            return stored;
        }
        int room = stored <= window.bytes().length ? stored : PageBuffers.room(stored);
        if (!memory.tryTakeSpare(room - windowBytes)) {
            room = stored;
            take(stored - windowBytes, headers.page());
        }
        windowBytes = room;
        return room;
    }

    void expanded(long stored, long inflated) {
        expanded.count(stored, inflated);
    }

    /** Gives the memory back; the pages are of no use then. To be called once. */
    @Override
    public void close() {
        if (window.bytes().length <= PageBuffers.MOST_ROUNDED) {
            arrays.use(windowNumber, window.bytes());
        }
        arrays.close();
        memory.close();
    }
}
