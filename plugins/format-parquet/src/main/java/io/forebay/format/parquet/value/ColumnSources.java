package io.forebay.format.parquet.value;

import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.Conversions;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.RowGroup;
import io.forebay.format.parquet.page.PageSource;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the columns of a row group. */
public final class ColumnSources {
    private static final Conversion NOTHING = values -> {};

    private final RowGroup group;
    private final PageSource pages;
    private final ReadOptions options;
    private final int capacity;
    private final Map<Integer, ColumnPages> byLeaf = new HashMap<>();

    /** @param capacity the most rows that are read at once */
    public ColumnSources(RowGroup group, PageSource pages, ReadOptions options, int capacity) {
        this.group = group;
        this.pages = pages;
        this.options = options;
        this.capacity = capacity;
        group.columns().forEach(column -> byLeaf.put(column.column().leaf(), column));
    }

    /** The column of the file as the column of the table takes it. */
    public ColumnSource open(Node from, Column to) {
        Conversion conversion = Conversions.of(from.columnType(), to, options);
        if (from.flat()) {
            ColumnPages column = pagesOf(from);
            return new FlatColumn(pages.open(column), column, capacity, conversion);
        }
        List<LeafCursor> leaves = new ArrayList<>();
        collect(from, to, leaves);
        return new NestedColumn(from, leaves, group.rows(), conversion);
    }

    private ColumnPages pagesOf(Node leaf) {
        ColumnPages column = byLeaf.get(leaf.leaf());
        if (column == null) {
            throw new IllegalStateException("column " + leaf.name() + " was not asked for");
        }
        return column;
    }

    private void collect(Node node, Column to, List<LeafCursor> into) {
        if (node.isLeaf()) {
            ColumnPages column = pagesOf(node);
            Conversion check = node.type().kind() == Kind.JSON ? Conversions.of(node.type(), to, options) : NOTHING;
            into.add(new LeafCursor(pages.open(column), column, check));
        }
        node.children().forEach(child -> collect(child, to, into));
    }
}
