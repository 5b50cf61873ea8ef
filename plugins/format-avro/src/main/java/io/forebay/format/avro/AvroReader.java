package io.forebay.format.avro;

import io.forebay.format.avro.file.AvroFile;
import io.forebay.format.avro.file.Block;
import io.forebay.format.avro.file.Header;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.kit.source.PartReader;
import io.forebay.format.kit.source.TextSource;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Cuts a file into runs of blocks. The thread that asks reads them; it expands and parses them while others read on. */
final class AvroReader extends PartReader {
    /** Stored bytes that make a part worth its while. */
    private static final int PART_BYTES = 1 << 20;

    private final AvroFile file;
    private final Damage damage;
    private final AvroRules rules;
    private @Nullable FilePlan plan;
    private volatile long records;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong expanded = new AtomicLong();

    AvroReader(ObjectUri object, TextSource source, AvroRules rules) {
        super(object, source);
        this.damage = new Damage(object);
        this.file = new AvroFile(source, damage);
        this.rules = rules;
    }

    @Override
    protected @Nullable RecordPart cut() {
        Header header = file.header();
        if (header == null) {
            return null;
        }
        FilePlan toDo = plan == null ? rules.plan(header.schema(), damage) : plan;
        plan = toDo;
        List<Block> blocks = new ArrayList<>();
        int bytes = 0;
        for (Block block = file.next(header); block != null; block = file.next(header)) {
            blocks.add(block);
            bytes += block.length();
            if (bytes >= PART_BYTES) {
                break;
            }
        }
        records = file.records();
        return blocks.isEmpty() ? null : new AvroPart(this, rules, toDo, header.codec(), blocks);
    }

    /** A block was expanded. @param bytes what came of it; a record of no bytes counts as one */
    void expanded(Block block, long bytes) {
        long from = stored.addAndGet(block.length());
        rules.limit.check(object(), "AVRO", from, expanded.addAndGet(bytes));
    }

    Damage damage() {
        return damage;
    }

    /** Records: a file of Avro's has no lines. */
    @Override
    public long linesScanned() {
        return records;
    }
}
