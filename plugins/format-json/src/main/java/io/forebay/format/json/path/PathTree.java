package io.forebay.format.json.path;

import io.forebay.format.json.text.Found;
import io.forebay.spi.warehouse.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of all columns as one tree, so that a document is read once. Each distinct path has a slot, where its value
 * is noted; columns with the same path share it. Immutable.
 */
public final class PathTree {
    public final Node root;

    /** The slot of each column. */
    public final int[] slotOf;

    public final int slots;
    public final int nodes;

    private PathTree(Builder builder, int columns) {
        slotOf = new int[columns];
        Numbers numbers = new Numbers();
        root = new Node(builder, numbers, slotOf);
        slots = numbers.slots;
        nodes = numbers.nodes;
    }

    /** Members of the document with the columns' names. */
    public static PathTree ofNames(List<Column> columns, boolean ignoreCase) {
        Builder root = new Builder(ignoreCase);
        for (int i = 0; i < columns.size(); i++) {
            root.add(new JsonPath(List.of(new JsonPath.Step(columns.get(i).name(), -1))), i);
        }
        return new PathTree(root, columns.size());
    }

    /** @param paths of the columns, in their order */
    public static PathTree ofPaths(List<JsonPath> paths) {
        Builder root = new Builder(false);
        for (int i = 0; i < paths.size(); i++) {
            root.add(paths.get(i), i);
        }
        return new PathTree(root, paths.size());
    }

    /**
     * A value in a document that is wanted, or that has some in it. The slots of a node and of all below it are {@code
     * [firstSlot, endSlot)}: its own, those below its members, those below its elements.
     */
    public static final class Node {
        public final int id;

        /** -1 when no column wants the value itself. */
        public final int slot;

        public final int firstSlot;
        public final int endSlot;

        /** The slots below members are {@code [membersSlot, elementsSlot)}. */
        public final int membersSlot;

        public final int elementsSlot;

        /** The names of {@code members}; null when there is none. */
        public final @Nullable KeyTable keys;

        public final Node[] members;

        /** Ascending; those of {@code elements}. */
        public final int[] indexes;

        public final Node[] elements;

        /** What the slots hold while nothing below this node is found. */
        public final byte[] unfound;

        private Node(Builder builder, Numbers numbers, int[] slotOf) {
            id = numbers.nodes++;
            firstSlot = numbers.slots;
            slot = builder.columns.isEmpty() ? -1 : numbers.slots++;
            builder.columns.forEach(column -> slotOf[column] = slot);
            membersSlot = numbers.slots;
            members = build(builder.members.values(), numbers, slotOf);
            elementsSlot = numbers.slots;
            elements = build(builder.elements.values(), numbers, slotOf);
            endSlot = numbers.slots;
            keys = members.length == 0
                    ? null
                    : new KeyTable(new ArrayList<>(builder.members.keySet()), builder.ignoreCase);
            indexes = builder.elements.keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            unfound = new byte[endSlot - firstSlot];
            Arrays.fill(unfound, Found.ABSENT);
            for (Node member : members) {
                System.arraycopy(member.unfound, 0, unfound, member.firstSlot - firstSlot, member.unfound.length);
            }
            Arrays.fill(unfound, elementsSlot - firstSlot, endSlot - firstSlot, Found.NO_ELEMENT);
        }

        /** Goes down as deep as the paths do, so that it is kept plain. */
        private static Node[] build(Collection<Builder> builders, Numbers numbers, int[] slotOf) {
            Node[] built = new Node[builders.size()];
            int at = 0;
            for (Builder builder : builders) {
                built[at++] = new Node(builder, numbers, slotOf);
            }
            return built;
        }

        public boolean isLeaf() {
            return endSlot == membersSlot;
        }
    }

    private static final class Numbers {
        private int slots;
        private int nodes;
    }

    private static final class Builder {
        private final boolean ignoreCase;
        private final List<Integer> columns = new ArrayList<>();
        private final Map<String, Builder> members = new LinkedHashMap<>();
        private final TreeMap<Integer, Builder> elements = new TreeMap<>();

        Builder(boolean ignoreCase) {
            this.ignoreCase = ignoreCase;
        }

        void add(JsonPath path, int column) {
            Builder at = this;
            for (JsonPath.Step step : path.steps()) {
                at = step.isElement()
                        ? at.elements.computeIfAbsent(step.index(), index -> new Builder(ignoreCase))
                        : at.members.computeIfAbsent(step.name(), name -> new Builder(ignoreCase));
            }
            at.columns.add(column);
        }
    }
}
