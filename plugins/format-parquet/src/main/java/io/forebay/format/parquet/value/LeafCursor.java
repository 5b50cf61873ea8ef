package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.columnar.Conversion;
import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.JsonValues;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.parquet.file.ColumnPages;
import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.page.PageReader;

/**
 * The values of one column inside lists, maps and structs, one after the other, each with its levels. Used by one thread.
 */
final class LeafCursor {
    private static final int BLOCK = 1024;

    /** What a value is counted as at least, for the limit of what a file may become: a null of a list is so many letters. */
    private static final int LEAST_BYTES = 4;

    /** Memory of a cursor beside its pages: levels and values of a block. A struct may have many thousands. */
    private static final int MEMORY = 24 << 10;

    private final LeafPages leaf;
    private final Node column;
    private final int[] repetitions;
    private final int[] definitions;
    private final Values values;
    private long unread;
    private int count;
    private int at;

    /** The place among the values of the next that is there. */
    private int value;

    LeafCursor(PageReader pages, ColumnPages column, Conversion conversion) {
        pages.take(MEMORY);
        this.repetitions = new int[BLOCK];
        this.definitions = new int[BLOCK];
        this.values = new Values(BLOCK);
        this.leaf = new LeafPages(pages, column.column(), BLOCK, conversion, false);
        this.column = column.column();
        this.unread = column.values();
    }

    /** The level at which the next value repeats: 0 where a row starts, and at the end. */
    int repetition() {
        return load() ? repetitions[at] : 0;
    }

    /** How much of the way to the next value is there. */
    int definition() {
        if (!load()) {
            throw damaged("ends before the rows of its row group do");
        }
        return definitions[at];
    }

    private boolean load() {
        if (at < count) {
            return true;
        }
        if (unread == 0) {
            return false;
        }
        while (leaf.left() == 0) {
            leaf.turn();
        }
        count = (int) Math.min(unread, Math.min(BLOCK, leaf.left()));
        unread -= count;
        leaf.pages().made((long) count * LEAST_BYTES);
        leaf.levels(repetitions, definitions, count);
        int present = 0;
        for (int i = 0; i < count; i++) {
            if (repetitions[i] > column.repetition() || definitions[i] > column.definition()) {
                throw damaged("has levels that its column has not");
            }
            present += definitions[i] == column.definition() ? 1 : 0;
        }
        leaf.read(values, present);
        at = 0;
        value = 0;
        return true;
    }

    /** Passes over the next value. */
    void next() {
        value += definition() == column.definition() ? 1 : 0;
        at++;
    }

    boolean atEnd() {
        return !load();
    }

    /** Adds the next value, which is there, as JSON. */
    void add(Text out) {
        FileType type = column.type();
        switch (type.kind()) {
            case REAL, DOUBLE -> JsonValues.add(type, values.doubles[value], out);
            case TEXT, JSON, BINARY, UUID, NESTED ->
                JsonValues.add(type, values.bytes[value], values.from[value], values.length[value], out);
            default -> JsonValues.add(type, type.wide() ? values.highs[value] : 0, values.longs[value], out);
        }
    }

    /** Whether the next value is none of its type: the row has failed for it. */
    boolean fails(Values rows, int row) {
        return values.anyFailed() && rows.failAs(row, values, value);
    }

    /** All rows were read. */
    void end(long rows) {
        if (!atEnd()) {
            throw damaged("has values behind the " + rows + " rows of its row group");
        }
        leaf.end(rows);
    }

    RuntimeException damaged(String why) {
        return leaf.pages().damaged(why);
    }
}
