package io.forebay.format.orc.file;

import io.forebay.format.kit.source.Damage;
import io.forebay.spi.ForebayException;
import java.util.List;
import org.apache.orc.OrcProto;
import org.apache.orc.TypeDescription;

/**
 * The types of a file's columns. A column's number is its place in the tree, counted in depth first from the root, 0.
 */
public final class TypeTree {
    private static final int MOST_DEPTH = 100;

    private static final int MOST_TEXT = 200;

    private final List<OrcProto.Type> types;
    private final Damage damage;
    private final TypeDescription root;
    private int next;

    TypeTree(List<OrcProto.Type> types, Damage damage) {
        this.types = List.copyOf(types);
        this.damage = damage;
        try {
            if (types.isEmpty()) {
                throw damage.of("its footer has no types");
            }
            root = build(0);
            if (next != types.size() || root.getMaximumId() != next - 1) {
                throw noTree();
            }
        } catch (ForebayException e) {
            throw e;
        } catch (RuntimeException e) {
            throw damage.of("its types are wrong: " + e.getMessage(), e);
        }
        if (root.getCategory() != TypeDescription.Category.STRUCT) {
            throw damage.unread("its records are of type " + root + "; files of structs are read");
        }
    }

    /** How many columns there are, nested ones and the root counted. */
    int columns() {
        return types.size();
    }

    /**
     * The type of the records. The fields of structs have other names here than in the file, as orc-core would take two
     * fields of the same name for one: {@link #name} tells theirs.
     */
    public TypeDescription root() {
        return root;
    }

    /** The name of a struct's field. @param field from 0 */
    public String name(TypeDescription struct, int field) {
        return types.get(struct.getId()).getFieldNames(field);
    }

    /** A type as ORC writes it, such as {@code struct<a:int,b:array<string>>}. */
    public String text(TypeDescription type) {
        StringBuilder text = new StringBuilder();
        add(type, text);
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text.toString();
    }

    private void add(TypeDescription type, StringBuilder out) {
        List<TypeDescription> parts = type.getChildren();
        if (parts == null) {
            out.append(type);
            return;
        }
        out.append(type.getCategory().getName()).append('<');
        for (int i = 0; i < parts.size() && out.length() <= MOST_TEXT; i++) {
            out.append(i == 0 ? "" : ",");
            if (type.getCategory() == TypeDescription.Category.STRUCT) {
                out.append(name(type, i)).append(':');
            }
            add(parts.get(i), out);
        }
        out.append('>');
    }

    private TypeDescription build(int depth) {
        int number = next++;
        if (number >= types.size() || depth > MOST_DEPTH) {
            throw damage.of(depth > MOST_DEPTH ? "its types are nested too deep" : "a type is missing");
        }
        OrcProto.Type type = types.get(number);
        if (!type.hasKind()) {
            throw damage.unread("column " + number + " is of a type that is not known");
        }
        return switch (type.getKind()) {
            case BOOLEAN -> leaf(type, TypeDescription.createBoolean());
            case BYTE -> leaf(type, TypeDescription.createByte());
            case SHORT -> leaf(type, TypeDescription.createShort());
            case INT -> leaf(type, TypeDescription.createInt());
            case LONG -> leaf(type, TypeDescription.createLong());
            case FLOAT -> leaf(type, TypeDescription.createFloat());
            case DOUBLE -> leaf(type, TypeDescription.createDouble());
            case STRING -> leaf(type, TypeDescription.createString());
            case BINARY, GEOMETRY, GEOGRAPHY -> leaf(type, TypeDescription.createBinary());
            case DATE -> leaf(type, TypeDescription.createDate());
            case TIMESTAMP -> leaf(type, TypeDescription.createTimestamp());
            case TIMESTAMP_INSTANT -> leaf(type, TypeDescription.createTimestampInstant());
            case CHAR -> leaf(type, sized(type, TypeDescription.createChar()));
            case VARCHAR -> leaf(type, sized(type, TypeDescription.createVarchar()));
            case DECIMAL -> leaf(type, decimal(type));
            case LIST -> TypeDescription.createList(part(type, 0, 1, depth));
            case MAP -> TypeDescription.createMap(part(type, 0, 2, depth), part(type, 1, 2, depth));
            case STRUCT -> struct(type, number, depth);
            case UNION -> union(type, depth);
        };
    }

    private TypeDescription struct(OrcProto.Type type, int number, int depth) {
        int fields = type.getSubtypesCount();
        if (type.getFieldNamesCount() != fields) {
            throw damage.of("column " + number + " has " + fields + " fields, and " + type.getFieldNamesCount()
                    + " names for them");
        }
        TypeDescription struct = TypeDescription.createStruct();
        for (int i = 0; i < fields; i++) {
            struct.addField("f" + i, part(type, i, fields, depth));
        }
        return struct;
    }

    private TypeDescription union(OrcProto.Type type, int depth) {
        TypeDescription union = TypeDescription.createUnion();
        for (int i = 0; i < type.getSubtypesCount(); i++) {
            union.addUnionChild(part(type, i, type.getSubtypesCount(), depth));
        }
        return union;
    }

    private TypeDescription leaf(OrcProto.Type type, TypeDescription built) {
        if (type.getSubtypesCount() > 0) {
            throw noTree();
        }
        return built;
    }

    /** @param wanted how many parts the type must have */
    private TypeDescription part(OrcProto.Type type, int part, int wanted, int depth) {
        if (type.getSubtypesCount() != wanted || type.getSubtypes(part) != next) {
            throw noTree();
        }
        return build(depth + 1);
    }

    private TypeDescription sized(OrcProto.Type type, TypeDescription built) {
        if (!type.hasMaximumLength()) {
            return built;
        }
        if (type.getMaximumLength() < 1) {
            throw damage.of("a type has texts of at most " + type.getMaximumLength() + " characters");
        }
        return built.withMaxLength(type.getMaximumLength());
    }

    /** Writers before 0.12 tell neither precision nor scale. */
    private static TypeDescription decimal(OrcProto.Type type) {
        TypeDescription built = TypeDescription.createDecimal();
        return type.hasPrecision()
                ? built.withScale(0).withPrecision(type.getPrecision()).withScale(type.getScale())
                : built;
    }

    private ForebayException noTree() {
        return damage.of("its types are no tree");
    }
}
