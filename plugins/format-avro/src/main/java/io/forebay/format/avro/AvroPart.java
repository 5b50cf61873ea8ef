package io.forebay.format.avro;

import io.forebay.format.avro.file.AvroFile;
import io.forebay.format.avro.file.Block;
import io.forebay.format.avro.file.Codec;
import io.forebay.format.avro.file.Expander;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.kit.source.Damage;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RejectedRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Some blocks of a file. */
final class AvroPart implements RecordPart {
    private final AvroReader reader;
    private final Damage damage;
    private final FilePlan plan;
    private final Deque<Block> blocks;
    private final Expander expander;
    private final Cursor cursor;
    private final RecordParser parser;

    /** The number of the next record, and how many are left in the block. */
    private long next;

    private long left;

    AvroPart(AvroReader reader, AvroRules rules, FilePlan plan, Codec codec, List<Block> blocks) {
        this.reader = reader;
        this.damage = reader.damage();
        this.plan = plan;
        this.blocks = new ArrayDeque<>(blocks);
        this.expander = new Expander(codec, damage);
        this.cursor = new Cursor(damage);
        this.parser = new RecordParser(reader.object(), rules, plan, cursor);
    }

    @Override
    public int read(Chunk chunk, int fromRow, RejectedRows rejects) {
        boolean lines = chunk.wantsLines();
        int row = fromRow;
        parser.fill(chunk);
        while (row < chunk.capacity() && (left > 0 || openBlock())) {
            if (parser.parse(next, row)) {
                if (lines) {
                    chunk.setLine(row, next);
                }
                row++;
            } else if (!rejects.reject(parser.rejected())) {
                reader.stop();
                blocks.clear();
                left = 0;
                break;
            }
            next++;
            left--;
            checkEnd();
        }
        parser.fill(null);
        return row - fromRow;
    }

    /** Turns to the next block that has records; false when there is none. */
    private boolean openBlock() {
        while (left == 0) {
            Block block = blocks.poll();
            if (block == null) {
                return false;
            }
            byte[] bytes = expander.expand(block);
            next = block.firstRecord();
            left = block.records();
            if (!AvroFile.plausible(left, expander.length(), plan.plan().type.empty())) {
                throw damage.of("the block at record " + next + " says that it has " + left + " records in "
                        + expander.length() + " bytes");
            }
            reader.expanded(block, Math.max(left, expander.length()));
            cursor.start(bytes, expander.length());
            checkEnd();
        }
        return true;
    }

    private void checkEnd() {
        if (left == 0 && !cursor.atEnd()) {
            throw damage.of("the block that ends with record " + (next - 1) + " has bytes behind its last record");
        }
    }

    @Override
    public void close() {
        blocks.clear();
        left = 0;
        expander.close();
    }
}
