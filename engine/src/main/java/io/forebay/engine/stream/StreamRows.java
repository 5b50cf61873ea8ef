package io.forebay.engine.stream;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;
import io.forebay.spi.warehouse.RowSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one stream. After a record that is no row no more parts are taken, and those that were are read to their
 * ends: parts come in the stream's order, so that the lowest refused line is the first one of all.
 */
final class StreamRows implements RowSource, AutoCloseable {
    /** One parses while the other waits for the client: more would only keep threads from other statements. */
    private static final int THREADS = 2;

    private final RecordReader reader;
    private final BooleanSupplier stopped;
    private @Nullable RejectedRow first;

    StreamRows(RecordReader reader, BooleanSupplier stopped) {
        this.reader = reader;
        this.stopped = stopped;
    }

    @Override
    public int parallelism() {
        return THREADS;
    }

    @Override
    public Feed feed() {
        return new Parts();
    }

    /** The first record that was no row; null when all were. */
    synchronized @Nullable RejectedRow refused() {
        return first;
    }

    private synchronized boolean refuse(RejectedRow row) {
        if (first == null || row.line() < first.line()) {
            first = row;
        }
        return false;
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Parts implements Feed {
        private final RejectedRows rejects = StreamRows.this::refuse;
        private @Nullable RecordPart part;

        @Override
        public int fill(Chunk chunk) {
            int row = 0;
            while (row < chunk.capacity()) {
                if (stopped.getAsBoolean()) {
                    throw ForebayException.cancelled();
                }
                RecordPart current = part == null ? next() : part;
                if (current == null) {
                    break;
                }
                int read = current.read(chunk, row, rejects);
                if (read == 0) {
                    close();
                }
                row += read;
            }
            return row;
        }

        private @Nullable RecordPart next() {
            part = refused() == null ? reader.nextPart() : null;
            return part;
        }

        @Override
        public void close() {
            RecordPart done = part;
            part = null;
            if (done != null) {
                done.close();
            }
        }
    }
}
