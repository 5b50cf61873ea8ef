package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.parquet.file.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list is an array; a map is an object, whose names are its keys as texts. */
final class Repeated extends Shape {
    private final int itemDefinition;
    private final int repetition;
    private final @Nullable Shape key;
    private final @Nullable Shape item;

    /**
     * @param node the list or map, or what is repeated itself
     * @param repeated what is repeated in it
     * @param key of a map; null for a list
     * @param item of the list, or value of the map; null for a map without values
     */
    Repeated(Node node, Node repeated, List<LeafCursor> leaves, @Nullable Shape key, @Nullable Shape item) {
        super(node, leaves);
        this.itemDefinition = repeated.definition();
        this.repetition = repeated.repetition();
        this.key = key;
        this.item = item;
    }

    @Override
    void write(Text out, RowState row) {
        int there = first().definition();
        if (there < itemDefinition) {
            // What is repeated itself has no level for a list that is null.
            boolean none = there < definition && definition < itemDefinition;
            out.add(none ? "null" : key == null ? "[]" : "{}");
            skip();
            return;
        }
        out.add(key == null ? '[' : '{');
        boolean more = false;
        do {
            if (more) {
                out.add(',');
            }
            more = true;
            write(key, item, out, row);
        } while (goesOn());
        out.add(key == null ? ']' : '}');
    }

    private static void write(@Nullable Shape key, @Nullable Shape item, Text out, RowState row) {
        if (key != null) {
            int from = out.length();
            key.write(out, row);
            out.quote(from);
            out.add(':');
        }
        if (item != null) {
            item.write(out, row);
        } else {
            out.add("null");
        }
    }

    /** Whether there is another item; all columns below must agree. */
    private boolean goesOn() {
        boolean more = first().repetition() == repetition;
        for (LeafCursor leaf : leaves) {
            if ((leaf.repetition() == repetition) != more || leaf.repetition() > repetition) {
                throw leaf.damaged("has another number of items than the columns beside it");
            }
        }
        return more;
    }
}
