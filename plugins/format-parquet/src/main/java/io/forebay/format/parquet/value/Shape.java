package io.forebay.format.parquet.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.parquet.file.Node;
import java.util.List;

/**
 * How values of several columns make up one of a list, map or struct, which is written as JSON. Levels tell what is there.
 * SOURCE: Apache Parquet format, "Nested Encoding"; {@code LogicalTypes.md}, "Nested Types".
 */
abstract class Shape {
    /** The columns with values below it, the first of which tells what is there. */
    final List<LeafCursor> leaves;

    final int definition;

    Shape(Node node, List<LeafCursor> leaves) {
        this.definition = node.definition();
        this.leaves = leaves;
    }

    /** Writes the next value and passes over it. */
    abstract void write(Text out, RowState row);

    final LeafCursor first() {
        return leaves.get(0);
    }

    final boolean isNull() {
        return first().definition() < definition;
    }

    /** Passes over a value that has nothing below it. */
    final void skip() {
        for (LeafCursor leaf : leaves) {
            leaf.next();
        }
    }

    /** A value of a column. */
    static final class Single extends Shape {
        Single(Node node, LeafCursor leaf) {
            super(node, List.of(leaf));
        }

        @Override
        void write(Text out, RowState row) {
            if (isNull()) {
                out.add("null");
            } else if (!row.fails(first())) {
                first().add(out);
            }
            first().next();
        }
    }

    /** A struct is an object. */
    static final class Struct extends Shape {
        private final List<String> names;
        private final List<Shape> members;

        Struct(Node node, List<LeafCursor> leaves, List<Shape> members) {
            super(node, leaves);
            this.names = node.children().stream().map(Node::name).toList();
            this.members = members;
        }

        @Override
        void write(Text out, RowState row) {
            if (isNull()) {
                out.add("null");
                skip();
                return;
            }
            out.add('{');
            for (int i = 0; i < members.size(); i++) {
                if (i > 0) {
                    out.add(',');
                }
                out.addQuoted(names.get(i));
                out.add(':');
                members.get(i).write(out, row);
            }
            out.add('}');
        }
    }
}
