package io.forebay.format.delimited;

import io.forebay.format.kit.block.ErrorText;
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
final class DelimitedReader implements RecordReader {
    /** Redshift's longest record. */
    static final int MAX_RECORD = 4 << 20;

    private static final byte NEWLINE = '\n';

    private final ObjectUri object;
    private final TextSource source;
    private final LoadRules rules;
    private final BlockPool blocks;
    private final Fields scratch;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean stopped;
    private volatile long lines;

    /** The text that was read and not handed out: {@code block[from, to)}. */
    private byte @Nullable [] block;

    private int from;
    private int to;
    private int headersLeft;

    /** Whether a header line has begun whose end is not read yet. */
    private boolean inHeader;

    /** The record that was refused and whose end is not read yet. */
    private @Nullable LongRecord longRecord;

    private boolean atEnd;
    private boolean firstPart = true;

    DelimitedReader(ObjectUri object, TextSource source, LoadRules rules, BlockPool blocks) {
        this.object = object;
        this.source = source;
        this.rules = rules;
        this.blocks = blocks;
        this.scratch = new Fields(rules.columns.length);
        this.headersLeft = rules.options.ignoreHeader();
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
            passLongRecord(bytes);
            skipHeaders(bytes);
            if (atEnd && from == to) {
                end();
                return null;
            }
            int end = headersLeft > 0 ? from : atEnd ? to : rules.splitter.lastEnd(bytes, from, to, scratch);
            if (end > from) {
                return handOut(bytes, end);
            }
            if (to - from > MAX_RECORD) {
                return refuse(bytes);
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

    private void skipHeaders(byte[] bytes) {
        while (headersLeft > 0 && (from < to || (atEnd && inHeader))) {
            int newline = Words.find(bytes, from, to, NEWLINE);
            from = newline < 0 ? to : newline + 1;
            inHeader = newline < 0 && !atEnd;
            if (!inHeader) {
                headersLeft--;
                lines++;
            }
        }
    }

    /** Hands out the record at {@code from}, which no block takes, as one that is no row; it is passed over later. */
    private RecordPart refuse(byte[] bytes) {
        LongRecord refused = new LongRecord(rules.splitter.recordEnd());
        longRecord = refused;
        String raw = ErrorText.shown(bytes, from, to);
        from = refused.pass(bytes, from, to);
        lines++;
        String reason = ErrorText.reason(takeSuspicion(), refused.reason());
        return new LongRecordPart(
                this, new RejectedRow(object, lines, null, -1, raw, "", LoadError.INVALID_LINE, reason));
    }

    private void passLongRecord(byte[] bytes) {
        LongRecord passed = longRecord;
        if (passed != null) {
            from = passed.pass(bytes, from, to);
            if (passed.ended() || atEnd) {
                lines += passed.lines() - 1;
                longRecord = null;
            }
        }
    }

    /** Hands out {@code [from, end)} and keeps the rest in another block. */
    private RecordPart handOut(byte[] bytes, int end) {
        long firstLine = lines + 1;
        int newlines = Words.count(bytes, from, end, NEWLINE);
        lines += newlines + (bytes[end - 1] == NEWLINE ? 0 : 1);
        int start = from;
        int rest = to - end;
        byte[] next = null;
        if (!atEnd && rest > 0) {
            next = blocks.take(rest);
            System.arraycopy(bytes, end, next, 0, rest);
        }
        block = next;
        from = 0;
        to = rest;
        bytes[end] = NEWLINE;
        String said = takeSuspicion();
        if (atEnd) {
            end();
        }
        return new DelimitedPart(this, bytes, start, end, firstLine, said);
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

    LoadRules rules() {
        return rules;
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
