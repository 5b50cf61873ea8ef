package io.forebay.format.avro;

import io.forebay.format.avro.schema.FieldTypes;
import io.forebay.format.avro.schema.Plan;
import io.forebay.format.avro.schema.Type;
import io.forebay.format.avro.value.Cursor;
import io.forebay.format.kit.bytes.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at schemas and records for the types of fields, which are in the order of a plan's columns. */
final class FieldLook {
    private FieldLook() {}

    /** Tells the types that a plan finds. @param fields null for a column that does not matter */
    static void types(@Nullable Plan plan, List<@Nullable FieldTypes> fields) {
        if (plan != null) {
            for (int column : plan.columns) {
                FieldTypes field = fields.get(column);
                if (field != null) {
                    field.known(plan.type);
                }
            }
            for (Plan part : plan.parts) {
                types(part, fields);
            }
        }
    }

    /** Tells the lengths of texts and bytes of a record; moves the cursor. */
    static void lengths(RecordPlaces found, Cursor cursor, List<@Nullable FieldTypes> fields) {
        for (int column = 0; column < found.places.length; column++) {
            Type type = found.types[column];
            FieldTypes field = fields.get(column);
            if (field != null && type != null && found.places[column] >= 0) {
                cursor.moveTo(found.places[column]);
                length(type, cursor, field);
            }
        }
    }

    private static void length(Type type, Cursor cursor, FieldTypes field) {
        if (type.kind == Type.Kind.STRING) {
            int length = cursor.nextLength();
            field.text(length);
            if (Words.find(cursor.bytes(), cursor.at(), cursor.at() + length, (byte) 0) >= 0) {
                field.oddText();
            }
        } else if (type.kind == Type.Kind.BYTES && type.meaning == Type.Meaning.NONE) {
            field.bytes(cursor.nextLength());
        }
    }
}
