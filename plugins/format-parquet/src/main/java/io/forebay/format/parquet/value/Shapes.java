package io.forebay.format.parquet.value;

import io.forebay.format.parquet.file.Node;
import io.forebay.format.parquet.file.Node.Meaning;
import java.util.ArrayList;
import java.util.List;

/** Finds the shape of a column, in all the ways in which lists and maps were written over the years. */
final class Shapes {
    private final List<LeafCursor> cursors;
    private final int firstLeaf;

    /** @param cursors of the leaves below the column, in their order */
    Shapes(Node column, List<LeafCursor> cursors) {
        this.cursors = cursors;
        this.firstLeaf = column.leaf();
    }

    Shape of(Node node) {
        return node.repeated() ? new Repeated(node, node, leaves(node), null, single(node)) : single(node);
    }

    /** What a node is when it is not looked at as repeated. */
    private Shape single(Node node) {
        if (node.isLeaf()) {
            return new Shape.Single(node, cursors.get(node.leaf() - firstLeaf));
        }
        return switch (node.meaning()) {
            case LIST -> list(node);
            case MAP -> map(node);
            default ->
                new Shape.Struct(
                        node,
                        leaves(node),
                        node.children().stream().map(this::of).toList());
        };
    }

    private Shape list(Node node) {
        Node repeated = node.children().get(0);
        return new Repeated(
                node,
                repeated,
                leaves(node),
                null,
                isItem(node, repeated)
                        ? single(repeated)
                        : of(repeated.children().get(0)));
    }

    /**
     * Whether what is repeated is the item itself, and not a group around it. SOURCE: {@code LogicalTypes.md}, "Backward
     * compatibility rules" of lists.
     */
    private static boolean isItem(Node list, Node repeated) {
        if (repeated.isLeaf()
                || repeated.children().size() > 1
                || repeated.children().get(0).repeated()) {
            return true;
        }
        return repeated.meaning() != Meaning.STRUCT
                || repeated.name().equals("array")
                || repeated.name().equals(list.name() + "_tuple");
    }

    private Shape map(Node node) {
        Node entry = node.children().get(0);
        Shape key = of(entry.children().get(0));
        return new Repeated(
                node,
                entry,
                leaves(node),
                key,
                entry.children().size() > 1 ? of(entry.children().get(1)) : null);
    }

    private List<LeafCursor> leaves(Node node) {
        List<LeafCursor> below = new ArrayList<>();
        collect(node, below);
        return below;
    }

    private void collect(Node node, List<LeafCursor> into) {
        if (node.isLeaf()) {
            into.add(cursors.get(node.leaf() - firstLeaf));
        }
        node.children().forEach(child -> collect(child, into));
    }
}
