package io.forebay.engine.load;

import io.forebay.engine.reject.KeptText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import io.forebay.spi.warehouse.RowSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread's way through the objects of a load. */
final class ObjectFeed implements RowSource.Feed {
    private static final Logger log = LoggerFactory.getLogger(ObjectFeed.class);

    private final ObjectReads reads;
    private final @Nullable LineageChunk lineage;
    private final RejectedRows rejects = new Rejects();
    private @Nullable ObjectRead read;
    private @Nullable RecordPart part;

    /** @param lineage what tells where rows came from; null when nobody asks */
    ObjectFeed(ObjectReads reads, @Nullable LineageChunk lineage) {
        this.reads = reads;
        this.lineage = lineage;
    }

    @Override
    public int fill(Chunk given) {
        Chunk chunk = lineage == null ? given : lineage.over(given);
        int row = 0;
        while (row < chunk.capacity() && reads.keepsRows()) {
            reads.throwIfOver();
            RecordPart current = part == null ? advance() : part;
            if (current == null) {
                break;
            }
            row += fill(chunk, row, current);
        }
        if (!reads.keepsRows()) {
            return drain();
        }
        if (lineage != null && lineage.complete() != row) {
            throw new ForebayException(
                    CommonError.INTERNAL, "the reader filled " + row + " rows and completed " + lineage.complete());
        }
        return row;
    }

    /** Reads on in the open part. @return the rows that go to the warehouse */
    private int fill(Chunk chunk, int row, RecordPart current) {
        ObjectRead from = current();
        int count = read(chunk, row, current, from);
        if (count == 0 || from.failure() != null) {
            finishPart();
            return 0;
        }
        if (!reads.keepsRows()) {
            return 0;
        }
        reads.loaded(from, count);
        return count;
    }

    private int read(Chunk chunk, int row, RecordPart current, ObjectRead from) {
        try {
            return current.read(chunk, row, rejects);
        } catch (ForebayException e) {
            reads.throwIfOver();
            reads.failed(from.object(), from, e);
        } catch (RuntimeException e) {
            reads.failed(from.object(), from, bug(from, e));
        }
        return 0;
    }

    private static ForebayException bug(ObjectRead from, RuntimeException e) {
        log.error("reading a file failed by a defect object={}", from.object().uri(), e);
        return new ForebayException(
                CommonError.INTERNAL, "reading " + from.object().uri() + " failed by a defect: " + e, e);
    }

    /** After a file failed the rows are of no more use, but the other bad files are found in the same pass. */
    private int drain() {
        Chunk nowhere = new Nowhere();
        while (true) {
            reads.throwIfOver();
            RecordPart current = part == null ? advance() : part;
            if (current == null) {
                return 0;
            }
            fill(nowhere, 0, current);
        }
    }

    private final class Rejects implements RejectedRows {
        @Override
        public boolean reject(RejectedRow row) {
            return reads.reject(current(), row, null);
        }

        @Override
        public boolean wantsRecords() {
            return reads.keepsTexts();
        }

        @Override
        public boolean reject(RejectedRow row, byte[] record, int from, int to) {
            return reads.reject(current(), row, wantsRecords() ? KeptText.of(record, from, to) : null);
        }
    }

    private ObjectRead current() {
        ObjectRead current = read;
        if (current == null) {
            throw new IllegalStateException("no object is open");
        }
        return current;
    }

    private @Nullable RecordPart advance() {
        while (true) {
            ObjectRead current = read;
            if (current == null) {
                current = reads.take();
                read = current;
                if (current == null) {
                    return null;
                }
                if (!named(current)) {
                    read = null;
                    continue;
                }
            }
            RecordPart found = nextPart(current);
            part = found;
            if (found != null) {
                return found;
            }
            read = null;
        }
    }

    /** Whether the object's name fits where LINEAGE is to write it; else the object has failed. */
    private boolean named(ObjectRead from) {
        try {
            if (lineage != null) {
                lineage.startObject(from.object().uri());
            }
            return true;
        } catch (ForebayException e) {
            reads.failed(from.object(), from, e);
            return false;
        }
    }

    private @Nullable RecordPart nextPart(ObjectRead from) {
        try {
            return from.nextPart();
        } catch (ForebayException e) {
            reads.throwIfOver();
            reads.failed(from.object(), from, e);
        } catch (RuntimeException e) {
            reads.throwIfOver();
            reads.failed(from.object(), from, bug(from, e));
        }
        return null;
    }

    private void finishPart() {
        RecordPart done = part;
        part = null;
        if (done != null) {
            done.close();
            current().partDone();
        }
    }

    @Override
    public void close() {
        if (read != null) {
            finishPart();
        }
    }
}
