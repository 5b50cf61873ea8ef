package io.forebay.engine.load;

import io.forebay.engine.reject.KeptRecord;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Kept records that are good, as rows for the warehouse. */
final class KeptFeed implements RowSource {
    private final KeptParser parser;
    private final Iterator<KeptRecord> records;
    private final @Nullable LineageChunk lineage;
    private final BooleanSupplier stopped;
    private final ObjLongConsumer<KeptRecord> counts;
    private final Rows rows = new Rows();

    /**
     * @param lineage what tells where rows came from; null when nobody asks
     * @param counts is told of the rows of each record
     */
    KeptFeed(
            KeptParser parser,
            List<KeptRecord> records,
            @Nullable LineageChunk lineage,
            BooleanSupplier stopped,
            ObjLongConsumer<KeptRecord> counts) {
        this.parser = parser;
        this.records = records.iterator();
        this.lineage = lineage;
        this.stopped = stopped;
        this.counts = counts;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    /** All feeds are the same: whoever asks gets the next rows. */
    @Override
    public Feed feed() {
        return rows;
    }

    private final class Rows implements Feed {
        private @Nullable KeptRecord record;
        private @Nullable RecordReader reader;
        private @Nullable RecordPart part;

        @Override
        public synchronized int fill(Chunk given) {
            Chunk chunk = lineage == null ? given : lineage.over(given);
            int row = 0;
            while (row < chunk.capacity()) {
                RecordPart current = part == null ? advance() : part;
                if (current == null) {
                    break;
                }
                int count = current.read(chunk, row, this::reject);
                row += count;
                tell(count);
                if (count == 0) {
                    current.close();
                    part = null;
                }
            }
            return row;
        }

        private void tell(int count) {
            KeptRecord from = record;
            if (from != null && count > 0) {
                counts.accept(from, count);
            }
        }

        private @Nullable RecordPart advance() {
            while (true) {
                RecordReader open = reader;
                if (open == null) {
                    if (stopped.getAsBoolean()) {
                        throw ForebayException.cancelled();
                    }
                    if (!records.hasNext()) {
                        return null;
                    }
                    open = open(records.next());
                }
                RecordPart next = open.nextPart();
                part = next;
                if (next != null) {
                    return next;
                }
                open.close();
                reader = null;
            }
        }

        private RecordReader open(KeptRecord next) {
            if (lineage != null) {
                lineage.startRecord(next.file(), next.line());
            }
            RecordReader open = parser.open(next);
            record = next;
            reader = open;
            return open;
        }

        private boolean reject(RejectedRow row) {
            throw new ForebayException(
                    CommonError.INTERNAL, "a record was a row and is none a moment later: " + row.reason());
        }

        @Override
        public synchronized void close() {
            RecordPart open = part;
            part = null;
            if (open != null) {
                open.close();
            }
            RecordReader from = reader;
            reader = null;
            if (from != null) {
                from.close();
            }
        }
    }
}
