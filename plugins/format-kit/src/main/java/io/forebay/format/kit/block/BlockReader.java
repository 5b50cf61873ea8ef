package io.forebay.format.kit.block;

import io.forebay.format.kit.bytes.Words;
import io.forebay.format.kit.source.BlockPool;
import io.forebay.format.kit.source.TextSource;
import io.forebay.format.kit.value.LoadError;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of one object into blocks of whole records. The thread that asks for a part reads and decompresses it;
 * meanwhile others parse theirs.
 */
public final class BlockReader implements RecordReader {
    /** Redshift's longest record. */
    public static final int MAX_RECORD = 4 << 20;

    private static final byte NEWLINE = '\n';

    private final ObjectUri object;
    private final TextSource source;
    private final Cutter cutter;
    private final BlockPool blocks;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean stopped;

    /** Newlines passed over, and one more where a line has begun. */
    private volatile long lines;

    private long newlines;

    /** The text that was read and not handed out: {@code block[from, to)}. */
    private byte @Nullable [] block;

    private int from;
    private int to;
    private int headersLeft;

    /** The record that was refused and whose end is not read yet. */
    private @Nullable LongRecord longRecord;

    private boolean atEnd;
    private boolean firstPart = true;

    /** @param headerLines lines at the start of the text that are passed over */
    public BlockReader(ObjectUri object, TextSource source, Cutter cutter, BlockPool blocks, int headerLines) {
        this.object = object;
        this.source = source;
        this.cutter = cutter;
        this.blocks = blocks;
        this.headersLeft = headerLines;
    }

    @Override
    public @Nullable RecordPart nextPart() {
        lock.lock();
        try {
            if (closed) {
                throw new ForebayException(CommonError.CANCELLED, "reading " + object + " was cancelled");
            }
            return stopped ? null : cut();
        } catch (RuntimeException e) {
            stopped = true;
            throw closed ? new ForebayException(CommonError.CANCELLED, "reading " + object + " was cancelled", e) : e;
        } finally {
            lock.unlock();
            releaseIfClosed();
        }
    }

    private @Nullable RecordPart cut() {
        byte[] bytes = block == null ? blocks.take(0) : block;
        block = bytes;
        while (true) {
            bytes = fill(bytes);
            RecordPart refused = passLongRecord(bytes);
            if (refused != null) {
                return refused;
            }
            skipHeaders(bytes);
            if (atEnd && from == to) {
                end();
                return null;
            }
            int end = headersLeft > 0 ? from : atEnd ? to : cutter.lastEnd(bytes, from, to);
            if (end > from) {
                return handOut(bytes, end);
            }
            if (to - from > MAX_RECORD) {
                String raw = ErrorText.shown(bytes, from, to);
                longRecord = new LongRecord(cutter.recordEnd(), newlines + 1, raw, takeSuspicion());
                refused = passLongRecord(bytes);
                if (refused != null) {
                    return refused;
                }
            }
        }
    }

    /** All text was handed out: what the reader holds is of use to others. */
    private void end() {
        stopped = true;
        release();
    }

    /** Reads until the block is full or the text ends; makes room first when there is none. */
    private byte[] fill(byte[] current) {
        byte[] bytes = current;
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        } else if (to == BlockPool.room(bytes)) {
            bytes = grown(bytes);
            block = bytes;
        }
        while (!atEnd && to < BlockPool.room(bytes)) {
            int read = source.read(bytes, to, BlockPool.room(bytes) - to);
            atEnd = read < 0;
            to += Math.max(read, 0);
        }
        return bytes;
    }

    private byte[] grown(byte[] bytes) {
        byte[] larger = blocks.take(Math.min(2 * BlockPool.room(bytes), MAX_RECORD + 1));
        System.arraycopy(bytes, 0, larger, 0, to);
        blocks.give(bytes);
        return larger;
    }

    /** Passes over the text up to {@code next}. */
    private void advance(byte[] bytes, int next) {
        if (next > from) {
            newlines += Words.count(bytes, from, next, NEWLINE);
            lines = newlines + (bytes[next - 1] == NEWLINE ? 0 : 1);
            from = next;
        }
    }

    private void skipHeaders(byte[] bytes) {
        while (headersLeft > 0 && from < to) {
            int newline = Words.find(bytes, from, to, NEWLINE);
            advance(bytes, newline < 0 ? to : newline + 1);
            headersLeft -= newline < 0 ? 0 : 1;
        }
    }

    /** Passes over a record that no block takes; returns the part that tells of it, once. */
    private @Nullable RecordPart passLongRecord(byte[] bytes) {
        LongRecord passed = longRecord;
        if (passed == null) {
            return null;
        }
        int found = passed.end.find(bytes, from, to);
        boolean ended = found >= 0 || atEnd;
        advance(bytes, found < 0 ? to : found);
        longRecord = ended ? null : passed;
        if (passed.told || !(ended || !cutter.endsTellLines())) {
            return null;
        }
        passed.told = true;
        long line = cutter.endsTellLines() ? newlines + 1 - passed.end.newlinesBehind() : passed.line;
        String reason = ErrorText.reason(passed.suspicion, passed.end.reason());
        return new LongRecordPart(
                this, new RejectedRow(object, line, null, -1, passed.rawLine, "", LoadError.INVALID_LINE, reason));
    }

    /** Hands out {@code [from, end)} and keeps the rest in another block. */
    private RecordPart handOut(byte[] bytes, int end) {
        long firstLine = newlines + 1;
        int start = from;
        advance(bytes, end);
        int rest = to - end;
        byte[] next = null;
        if (!atEnd && rest > 0) {
            next = blocks.take(rest);
            System.arraycopy(bytes, end, next, 0, rest);
        }
        block = next;
        from = 0;
        to = rest;
        Block cut = new Block(this, bytes, start, end, firstLine, takeSuspicion());
        if (atEnd) {
            end();
        }
        return cutter.part(cut);
    }

    /** What is said of the first record of the file when it is refused; null from the second part on. */
    private @Nullable String takeSuspicion() {
        boolean first = firstPart;
        firstPart = false;
        return first
                ? source.looksLike()
                        .map(found -> "The file looks " + found + "-compressed: add " + found + ".")
                        .orElse(null)
                : null;
    }

    @Override
    public long linesScanned() {
        return lines;
    }

    ObjectUri object() {
        return object;
    }

    /** Hands out no more parts. */
    void stop() {
        stopped = true;
    }

    void give(byte[] given) {
        blocks.give(given);
    }

    @Override
    public void close() {
        closed = true;
        source.interrupt();
        releaseIfClosed();
    }

    /** Whoever is last, the closer or the thread that reads, gives back what the reader holds. */
    private void releaseIfClosed() {
        if (closed && lock.tryLock()) {
            try {
                release();
            } finally {
                lock.unlock();
            }
        }
    }

    private void release() {
        byte[] held = block;
        block = null;
        from = 0;
        to = 0;
        if (held != null) {
            blocks.give(held);
        }
        source.close();
    }
}
