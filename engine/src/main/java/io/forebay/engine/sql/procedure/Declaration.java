package io.forebay.engine.sql.procedure;

import io.forebay.spi.warehouse.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable of a DECLARE section. */
public record Declaration(
        int line, String name, DeclaredType type, boolean constant, boolean notNull, @Nullable Fragment value) {

    /** What a variable is. */
    public sealed interface DeclaredType {}

    /** A value of a type. */
    public record Scalar(ColumnType type) implements DeclaredType {}

    /** {@code table.column%TYPE} or {@code variable%TYPE}. */
    public record TypeOf(List<String> parts) implements DeclaredType {
        public TypeOf {
            parts = List.copyOf(parts);
        }
    }

    /** RECORD. */
    public record AnyRow() implements DeclaredType {}

    /** {@code table%ROWTYPE}. */
    public record RowOf(List<String> parts) implements DeclaredType {
        public RowOf {
            parts = List.copyOf(parts);
        }
    }

    /** A refcursor. */
    public record AnyCursor() implements DeclaredType {}

    /** A cursor with its query. */
    public record BoundCursor(List<Declaration> arguments, Fragment query) implements DeclaredType {
        public BoundCursor {
            arguments = List.copyOf(arguments);
        }
    }

    /** ALIAS FOR another variable. */
    public record Alias(Target target) implements DeclaredType {}
}
