package io.forebay.format.orc.value;

import io.forebay.format.kit.bytes.Text;
import io.forebay.format.kit.columnar.FileType;
import io.forebay.format.kit.columnar.JsonValues;
import io.forebay.format.orc.file.TypeTree;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.UnionColumnVector;
import org.apache.orc.storage.serde2.io.HiveDecimalWritable;

/**
 * Values of vectors as JSON: structs and maps are objects, lists are arrays, and a union is the value of its part alone.
 * A map's key that is no text is the text of its JSON. Once the text is full, the rest is passed over.
 */
final class JsonWriter {
    private final TypeTree tree;

    /** By the number of the column. */
    private final FileType[] types;

    /** @param top what is to be written is of it or inside of it */
    JsonWriter(TypeTree tree, TypeDescription top) {
        this.tree = tree;
        this.types = new FileType[top.getMaximumId() + 1];
        note(top);
    }

    private void note(TypeDescription type) {
        types[type.getId()] = FileTypes.of(type);
        if (type.getChildren() != null) {
            type.getChildren().forEach(this::note);
        }
    }

    /** @param row in the vector */
    void write(ColumnVector vector, TypeDescription type, int row, Text out) {
        if (Source.isNull(vector, row)) {
            out.add("null");
            return;
        }
        int index = Source.index(vector, row);
        switch (type.getCategory()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, DATE ->
                JsonValues.add(types[type.getId()], 0, ((LongColumnVector) vector).vector[index], out);
            case FLOAT, DOUBLE -> JsonValues.add(types[type.getId()], ((DoubleColumnVector) vector).vector[index], out);
            case TIMESTAMP, TIMESTAMP_INSTANT ->
                JsonValues.add(types[type.getId()], 0, MomentSource.micros((TimestampColumnVector) vector, index), out);
            case DECIMAL -> decimal(vector, type, index, out);
            case STRING, CHAR, VARCHAR, BINARY, Geometry, Geography -> {
                BytesColumnVector texts = (BytesColumnVector) vector;
                JsonValues.add(types[type.getId()], texts.vector[index], texts.start[index], texts.length[index], out);
            }
            case LIST -> list((ListColumnVector) vector, type, index, out);
            case MAP -> map((MapColumnVector) vector, type, index, out);
            case STRUCT -> struct((StructColumnVector) vector, type, index, out);
            case UNION -> {
                UnionColumnVector union = (UnionColumnVector) vector;
                int tag = union.tags[index];
                write(union.fields[tag], type.getChildren().get(tag), index, out);
            }
        }
    }

    private void decimal(ColumnVector vector, TypeDescription type, int index, Text out) {
        if (vector instanceof LongColumnVector small) {
            JsonValues.add(types[type.getId()], 0, small.vector[index], out);
            return;
        }
        HiveDecimalWritable value = ((DecimalColumnVector) vector).vector[index];
        WideDecimal wide = new WideDecimal(type.getPrecision(), type.getScale());
        if (wide.read(value)) {
            JsonValues.add(types[type.getId()], wide.high(), wide.low(), out);
        } else {
            out.add(value.toString());
        }
    }

    private void list(ListColumnVector lists, TypeDescription type, int index, Text out) {
        TypeDescription item = type.getChildren().get(0);
        int from = (int) lists.offsets[index];
        int to = from + (int) lists.lengths[index];
        out.add('[');
        for (int i = from; i < to && !out.full(); i++) {
            if (i > from) {
                out.add(',');
            }
            write(lists.child, item, i, out);
        }
        out.add(']');
    }

    private void map(MapColumnVector maps, TypeDescription type, int index, Text out) {
        TypeDescription value = type.getChildren().get(1);
        int from = (int) maps.offsets[index];
        int to = from + (int) maps.lengths[index];
        out.add('{');
        for (int i = from; i < to && !out.full(); i++) {
            if (i > from) {
                out.add(',');
            }
            key(maps.keys, type.getChildren().get(0), i, out);
            out.add(':');
            write(maps.values, value, i, out);
        }
        out.add('}');
    }

    private void key(ColumnVector keys, TypeDescription type, int row, Text out) {
        if (FileTypes.texts(type) && !Source.isNull(keys, row)) {
            write(keys, type, row, out);
            return;
        }
        Text key = new Text(NestedSource.MOST_JSON);
        write(keys, type, row, key);
        if (key.bytes()[0] == '"') {
            out.add(key.bytes(), 0, key.length());
        } else {
            out.addQuoted(key.bytes(), 0, key.length());
        }
    }

    private void struct(StructColumnVector structs, TypeDescription type, int index, Text out) {
        out.add('{');
        for (int i = 0; i < structs.fields.length && !out.full(); i++) {
            if (i > 0) {
                out.add(',');
            }
            out.addQuoted(tree.name(type, i));
            out.add(':');
            write(structs.fields[i], type.getChildren().get(i), index, out);
        }
        out.add('}');
    }
}
