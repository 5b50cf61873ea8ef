package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.page.PageReader;

/** A column with a value or none in each row. */
public final class FlatColumn implements ColumnSource {
    private final LeafPages leaf;
    private final int capacity;
    private final long rows;

    /** @param capacity the most rows that are read at once */
    public FlatColumn(PageReader pages, ColumnPages column, int capacity, Conversion conversion) {
        this.leaf = new LeafPages(pages, column.column(), capacity, conversion, true);
        this.capacity = capacity;
        this.rows = column.values();
    }

    @Override
    public int available() {
        while (leaf.left() == 0) {
            leaf.turn();
        }
        return leaf.available();
    }

    @Override
    public void read(Values values, int count) {
        int present = leaf.presence(values.absent, count);
        leaf.read(values, present);
        if (present < count) {
            values.count = count;
            values.anyNull = true;
            values.packed = true;
            values.spread(present);
        }
    }

    @Override
    public void skip(long skipped) {
        long left = skipped;
        PageReader pages = leaf.pages();
        while (left > 0) {
            int next = pages.peek();
            if (next > 0 && next <= left) {
                pages.pass();
                left -= next;
            } else {
                leaf.turn();
                left -= drop((int) Math.min(left, leaf.left()));
            }
        }
    }

    private int drop(int count) {
        Values dropped = new Values(capacity);
        for (int left = count; left > 0; left -= dropped.count) {
            read(dropped, Math.min(left, capacity));
        }
        return count;
    }

    @Override
    public void end() {
        leaf.end(rows);
    }
}
