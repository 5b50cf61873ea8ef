package io.forebay.format.kit.block;

import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.format.RejectedRows;

/** A run of one record, which is longer than 4 MB and so no row. */
final class LongRecordPart implements RecordPart {
    private final BlockReader reader;
    private final RejectedRow row;
    private boolean told;

    LongRecordPart(BlockReader reader, RejectedRow row) {
        this.reader = reader;
        this.row = row;
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        if (!told) {
            told = true;
            if (!rejects.reject(row)) {
                reader.stop();
            }
        }
        return 0;
    }

    @Override
    public void close() {}
}
