package io.forebay.format.parquet;

import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.file.RowGroup;
import io.forebay.format.parquet.page.PageReader;
import io.forebay.format.parquet.page.PageSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rows of a row group that one thread reads.
 *
 * @param from the first, from 0
 * @param to the place behind the last
 */
record RowRange(RowGroup group, long from, long to) {
    /** Bytes of values that are worth a range of their own. */
    private static final long RANGE_BYTES = 16 << 20;

    private static final long LARGE = 3 * RANGE_BYTES;
    private static final int MOST_RANGES = 32;

    /** Columns that have together a smaller part of the bytes may be decompressed more than once. */
    private static final int SMALL_PART = 20;

    /**
     * The whole group, or several ranges of a large one with many pages: a range starts at a row, and the page that it is
     * in is then read by two.
     */
    static List<RowRange> of(RowGroup group, Supplier<PageSource> pages) {
        int ranges = ranges(group, pages);
        List<RowRange> all = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            all.add(new RowRange(
                    group,
                    group.rows() / ranges * i,
                    i + 1 == ranges ? group.rows() : group.rows() / ranges * (i + 1)));
        }
        return all;
    }

    private static int ranges(RowGroup group, Supplier<PageSource> pages) {
        long bytes = 0;
        for (ColumnPages column : group.columns()) {
            if (!column.column().flat() || column.uncompressed() < 0) {
                return 1;
            }
            bytes += column.uncompressed();
        }
        if (bytes < LARGE || group.rows() < MOST_RANGES) {
            return 1;
        }
        int ranges = (int) Math.min(MOST_RANGES, bytes / RANGE_BYTES);
        long left = bytes;
        try (PageSource source = pages.get()) {
            for (ColumnPages column : largestFirst(group)) {
                if (left > bytes / SMALL_PART && ranges > 1) {
                    ranges = Math.min(ranges, count(source.open(column), group.rows(), ranges));
                    left -= column.uncompressed();
                }
            }
        }
        return Math.max(1, ranges);
    }

    private static List<ColumnPages> largestFirst(RowGroup group) {
        List<ColumnPages> columns = new ArrayList<>(group.columns());
        columns.sort(Comparator.comparingLong(ColumnPages::uncompressed).reversed());
        return columns;
    }

    /** The pages with values, counted up to a limit. */
    private static int count(PageReader pages, long rows, int most) {
        long left = rows;
        int count = 0;
        while (left > 0 && count < most) {
            int values = pages.peek();
            pages.pass();
            left -= values;
            count += values > 0 ? 1 : 0;
        }
        return count;
    }
}
