package io.forebay.engine.spectrum;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.RowSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thread's way through the objects of a scan. */
final class ScanFeed implements RowSource.Feed {
    private final ObjectScan scan;
    private final String unit;
    private final @Nullable Character refused;
    private @Nullable AskedChunk chunk;
    private @Nullable ScanRead chunkOf;
    private @Nullable ScanRead read;
    private @Nullable RecordPart part;
    private @Nullable RejectedRow rejected;
    private boolean done;

    ScanFeed(ObjectScan scan, String unit, @Nullable Character refused) {
        this.scan = scan;
        this.unit = unit;
        this.refused = refused;
    }

    @Override
    public int fill(Chunk target) {
        int row = 0;
        while (row < target.capacity()) {
            scan.throwIfOver();
            RecordPart current = part == null ? advance() : part;
            if (current == null) {
                break;
            }
            row += fill(target, row, current);
        }
        if (row == 0 && !done) {
            done = true;
            scan.done();
        }
        return row;
    }

    private int fill(Chunk target, int row, RecordPart current) {
        ScanRead from = Objects.requireNonNull(read);
        AskedChunk into = chunk(from).over(target);
        int count;
        try {
            count = current.read(into, row, this::reject);
        } catch (RuntimeException e) {
            throw scan.failed(from.object(), e);
        }
        RejectedRow bad = rejected;
        if (bad != null) {
            throw scan.failed(ScanErrors.of(bad, unit));
        }
        if (count == 0) {
            finishPart();
        }
        into.stamp(row, count);
        return count;
    }

    private boolean reject(RejectedRow row) {
        rejected = row;
        return false;
    }

    private AskedChunk chunk(ScanRead from) {
        AskedChunk made = chunk;
        if (made == null || from != chunkOf) {
            made = new AskedChunk(from.asked(), from.object(), refused);
            chunkOf = from;
            chunk = made;
        }
        return made;
    }

    private @Nullable RecordPart advance() {
        while (true) {
            ScanRead current = read == null ? scan.take() : read;
            read = current;
            if (current == null) {
                return null;
            }
            part = scan.part(current);
            if (part != null) {
                return part;
            }
            read = null;
        }
    }

    private void finishPart() {
        RecordPart done = part;
        part = null;
        if (done != null) {
            done.close();
            Objects.requireNonNull(read).partDone();
        }
    }

    @Override
    public void close() {
        finishPart();
    }
}
