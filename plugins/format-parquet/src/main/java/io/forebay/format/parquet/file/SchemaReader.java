package io.forebay.format.parquet.file;

import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.format.kit.source.Damage;
import io.forebay.format.parquet.file.Node.Meaning;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/** Makes the tree of a file's columns from the list that a footer has of it, each group before its children. */
final class SchemaReader {
    /** The most groups in one another: levels then fit into a byte. */
    private static final int MOST_DEPTH = 100;

    private final List<SchemaElement> elements;
    private final Damage damage;
    private int next = 1;
    private int leaves;

    private SchemaReader(List<SchemaElement> elements, Damage damage) {
        this.elements = elements;
        this.damage = damage;
    }

    /** The columns of the records. */
    static List<Node> read(List<SchemaElement> elements, Damage damage) {
        if (elements.isEmpty()) {
            throw damage.of("its schema is empty");
        }
        SchemaReader reader = new SchemaReader(elements, damage);
        List<Node> columns = reader.children(elements.get(0), 0, 0, 0);
        if (reader.next != elements.size()) {
            throw damage.of("its schema has " + elements.size() + " elements, of which only " + reader.next
                    + " are in its tree");
        }
        return columns;
    }

    private List<Node> children(SchemaElement parent, int definition, int repetition, int depth) {
        int count = parent.getNum_children();
        if (count < 0 || count > elements.size() - next) {
            throw damage.of("its schema says that '" + shown(parent) + "' has " + count + " children");
        }
        if (depth > MOST_DEPTH) {
            throw damage.unread("its schema is nested more than " + MOST_DEPTH + " deep");
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(node(definition, repetition, depth));
        }
        return children;
    }

    private Node node(int outerDefinition, int outerRepetition, int depth) {
        if (next >= elements.size()) {
            throw damage.of("its schema ends too early");
        }
        SchemaElement element = elements.get(next++);
        FieldRepetitionType repeats = element.getRepetition_type();
        if (repeats == null) {
            throw damage.of("column '" + shown(element) + "' is neither required nor optional nor repeated");
        }
        int definition = outerDefinition + (repeats == FieldRepetitionType.REQUIRED ? 0 : 1);
        int repetition = outerRepetition + (repeats == FieldRepetitionType.REPEATED ? 1 : 0);
        int leaf = leaves;
        return element.getType() == null
                ? group(element, repeats, definition, repetition, leaf, depth)
                : leaf(element, repeats, definition, repetition, leaf);
    }

    private Node leaf(SchemaElement element, FieldRepetitionType repeats, int definition, int repetition, int leaf) {
        if (element.getNum_children() != 0) {
            throw damage.of("column '" + shown(element) + "' has a type and children");
        }
        Physical physical = Physical.of(element.getType());
        int size = physical == Physical.FIXED ? element.getType_length() : 0;
        if (physical == Physical.FIXED && size < 1) {
            throw damage.of("the values of column '" + shown(element) + "' have " + size + " bytes");
        }
        leaves++;
        LeafType type = type(element, physical);
        return new Node(
                element.getName(),
                repeats,
                physical,
                size,
                type.type(),
                Meaning.VALUE,
                type.annotation(),
                List.of(),
                definition,
                repetition,
                leaf);
    }

    private LeafType type(SchemaElement element, Physical physical) {
        try {
            return LeafType.of(element, physical);
        } catch (IllegalArgumentException e) {
            throw damage.of("column '" + shown(element) + "' is annotated as " + e.getMessage(), e);
        }
    }

    private Node group(
            SchemaElement element, FieldRepetitionType repeats, int definition, int repetition, int leaf, int depth) {
        if (element.getNum_children() == 0) {
            throw damage.unread("column '" + shown(element) + "' is a group without columns");
        }
        List<Node> children = children(element, definition, repetition, depth + 1);
        Meaning meaning = meaning(element, children);
        return new Node(
                element.getName(),
                repeats,
                Physical.GROUP,
                0,
                FileType.of(Kind.NESTED),
                meaning,
                meaning == Meaning.STRUCT ? "" : meaning.name(),
                children,
                definition,
                repetition,
                leaf);
    }

    /** A list or a map needs exactly one repeated group or column in it; one that has not is a struct. */
    private static Meaning meaning(SchemaElement element, List<Node> children) {
        LogicalType logical = element.getLogicalType();
        ConvertedType converted = element.getConverted_type();
        if (logical != null && logical.isSetVARIANT()) {
            return Meaning.VARIANT;
        }
        boolean list = logical == null ? converted == ConvertedType.LIST : logical.isSetLIST();
        boolean map = logical == null
                ? converted == ConvertedType.MAP || converted == ConvertedType.MAP_KEY_VALUE
                : logical.isSetMAP();
        if (children.size() != 1 || !children.get(0).repeated()) {
            return Meaning.STRUCT;
        }
        int parts = children.get(0).children().size();
        return list ? Meaning.LIST : map && (parts == 1 || parts == 2) ? Meaning.MAP : Meaning.STRUCT;
    }

    private static String shown(SchemaElement element) {
        String name = String.valueOf(element.getName());
        return name.substring(0, Math.min(name.length(), 100));
    }
}
