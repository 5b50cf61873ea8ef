package io.forebay.format.parquet.file;

import io.forebay.format.kit.columnar.FileType;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.FieldRepetitionType;

/**
 * A column of a file, or a group of them.
 *
 * @param name as it is in the file
 * @param physical how values are stored; {@link Physical#GROUP} for a group
 * @param size of a FIXED value in bytes; else 0
 * @param type what values mean; NESTED for a group and for what is repeated outside of a list
 * @param meaning what a group is
 * @param children of a group, in the file's order
 * @param definition the definition level at which a value is there, 0 to 100
 * @param repetition the repetition level of the nearest that is repeated, itself included
 * @param leaf the number of the column among all that have values; of a group, of its first
 */
public record Node(
        String name,
        FieldRepetitionType repeats,
        Physical physical,
        int size,
        FileType type,
        Meaning meaning,
        String annotation,
        List<Node> children,
        int definition,
        int repetition,
        int leaf) {
    /** What a group is. */
    public enum Meaning {
        VALUE,
        STRUCT,
        LIST,
        MAP,
        VARIANT
    }

    public Node {
        children = List.copyOf(children);
    }

    public boolean isLeaf() {
        return physical != Physical.GROUP;
    }

    public boolean repeated() {
        return repeats == FieldRepetitionType.REPEATED;
    }

    public boolean optional() {
        return repeats == FieldRepetitionType.OPTIONAL;
    }

    /** Whether each row has one value or none, and no list, map or struct is around it. */
    public boolean flat() {
        return isLeaf() && definition <= 1 && repetition == 0;
    }

    /** What a column of a record holds: a repeated one is a list. */
    public FileType columnType() {
        return flat() ? type : FileType.of(FileType.Kind.NESTED);
    }

    /** As Parquet's tools write it: {@code optional binary x (STRING)}. */
    public String text() {
        String fixed = physical == Physical.FIXED ? "(" + size + ")" : "";
        String meaning = annotation.isEmpty() ? "" : " (" + annotation + ")";
        return repeats.name().toLowerCase(Locale.ROOT) + " " + physical.shown() + fixed + " " + name + meaning;
    }
}
