package io.forebay.format.parquet;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.ranged.RangedReader;
import io.forebay.format.parquet.file.Footer;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.RowGroup;
import io.forebay.format.parquet.page.PageSource;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RecordPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Hands out the row groups of a file; they are read by those who take them. */
final class ParquetReader extends RangedReader {
    private final ParquetRules rules;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong inflated = new AtomicLong();
    private @Nullable Deque<RowRange> ranges;
    private List<@Nullable Node> wanted = List.of();
    private volatile long rows;

    ParquetReader(ObjectBytes bytes, ParquetRules rules) {
        super(bytes);
        this.rules = rules;
    }

    @Override
    protected @Nullable RecordPart cut() {
        try {
            Deque<RowRange> left = ranges == null ? open() : ranges;
            ranges = left;
            RowRange next = left.poll();
            if (next == null) {
                return null;
            }
            rows += next.to() - next.from();
            return new ParquetPart(this, rules, wanted, next);
        } catch (ForebayException e) {
            throw e.is(FormatError.DAMAGED_FILE) ? bytes.orChanged(e) : e;
        }
    }

    private Deque<RowRange> open() {
        Deque<RowRange> all = new ArrayDeque<>();
        if (bytes.size() > 0) {
            Footer footer = FooterReader.read(bytes, this::choose);
            for (RowGroup group : footer.groups()) {
                if (group.rows() > 0) {
                    all.addAll(RowRange.of(group, this::pages));
                }
            }
        }
        bytes.verify();
        return all;
    }

    private List<Node> choose(List<Node> columns) {
        wanted = rules.wanted(columns, bytes.damage());
        List<Node> chosen = new ArrayList<>();
        for (Node node : wanted) {
            if (node != null && !chosen.contains(node)) {
                chosen.add(node);
            }
        }
        return chosen;
    }

    /** Opens what one thread reads pages with. */
    PageSource pages() {
        return new PageSource(bytes, rules.inflaters, rules.memory, rules.buffers, this::count);
    }

    /** Something that was stored has become so many bytes. */
    void count(long storedBytes, long inflatedBytes) {
        long from = stored.addAndGet(storedBytes);
        rules.inflaters.limit().check(object(), "PARQUET", from, inflated.addAndGet(inflatedBytes));
    }

    ObjectBytes bytes() {
        return bytes;
    }

    /** Rows: a file of Parquet's has no lines. */
    @Override
    public long linesScanned() {
        return rows;
    }
}
