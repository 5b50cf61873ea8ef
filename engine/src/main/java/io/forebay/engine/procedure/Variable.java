package io.forebay.engine.procedure;

import io.forebay.engine.sql.procedure.Declaration.BoundCursor;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variable while a procedure runs. */
sealed interface Variable {
    /** One value of one type. */
    final class Scalar implements Variable {
        private final String name;
        private final ColumnType type;
        private final boolean notNull;
        private final @Nullable BoundCursor cursor;
        private Value value;

        /** @param cursor null for all but cursors with a query of their own */
        Scalar(String name, ColumnType type, boolean notNull, @Nullable BoundCursor cursor) {
            this.name = name;
            this.type = type;
            this.notNull = notNull;
            this.cursor = cursor;
            this.value = new Value(null, type);
        }

        String name() {
            return name;
        }

        ColumnType type() {
            return type;
        }

        @Nullable
        BoundCursor cursor() {
            return cursor;
        }

        Value value() {
            return value;
        }

        /** @param converted of this variable's type */
        void set(Value converted) {
            if (notNull && converted.value() == null) {
                throw new ForebayException(
                        ProcedureError.NULL_NOT_ALLOWED,
                        "null value cannot be assigned to variable \"" + name + "\" declared NOT NULL");
            }
            value = converted;
        }
    }

    /** RECORD or %ROWTYPE. */
    final class Row implements Variable {
        private final String name;
        private final boolean fixed;
        private boolean assigned;
        private Map<String, Value> fields = new LinkedHashMap<>();

        /** @param fields null for a RECORD, which has none until it is assigned */
        Row(String name, @Nullable Map<String, Value> fields) {
            this.name = name;
            this.fixed = fields != null;
            this.assigned = fixed;
            if (fields != null) {
                this.fields = new LinkedHashMap<>(fields);
            }
        }

        String name() {
            return name;
        }

        /** Whether its fields are those of a table. */
        boolean fixed() {
            return fixed;
        }

        Map<String, Value> fields() {
            if (!assigned) {
                throw new ForebayException(CommonError.WRONG_STATE, "record \"" + name + "\" is not assigned yet");
            }
            return fields;
        }

        Value field(String field) {
            Value value = fields().get(field);
            if (value == null) {
                throw new ForebayException(
                        CommonError.UNDEFINED_COLUMN, "record \"" + name + "\" has no field \"" + field + "\"");
            }
            return value;
        }

        void assign(Map<String, Value> row) {
            fields = new LinkedHashMap<>(row);
            assigned = true;
        }

        void set(String field, Value value) {
            fields.put(field, value);
        }

        /** Whether IS NULL holds for it. */
        boolean allNull() {
            return !assigned || fields.values().stream().allMatch(each -> each.value() == null);
        }
    }
}
