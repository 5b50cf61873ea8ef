package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Table;
import org.jspecify.annotations.Nullable;

/**
 * A column as {@code stl_load_errors} shows it: the short type names of PostgreSQL, and a length only where the type
 * has one.
 *
 * @param index from 0; -1 for no column
 */
record ShownColumn(int index, String name, String type, String length) {
    private static final ShownColumn NONE = new ShownColumn(-1, "", "", "");

    static ShownColumn of(Table table, @Nullable Column column) {
        if (column == null) {
            return NONE;
        }
        int index = table.columns().stream().map(Column::name).toList().indexOf(column.name());
        return new ShownColumn(index, column.name(), type(column.type()), length(column.type()));
    }

    private static String type(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> "int2";
            case INTEGER -> "int4";
            case BIGINT -> "int8";
            case DECIMAL -> "numeric";
            case REAL -> "float4";
            case DOUBLE -> "float8";
            case BOOLEAN -> "bool";
            case CHAR -> "char";
            case VARCHAR -> "varchar";
            case DATE -> "date";
            case TIME -> "time";
            case TIMETZ -> "timetz";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case SUPER -> "super";
            case VARBYTE -> "varbyte";
            case OTHER -> "unknown";
        };
    }

    private static String length(ColumnType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, VARBYTE -> type.length() == 0 ? "" : Integer.toString(type.length());
            case DECIMAL -> type.precision() == 0 ? "" : type.precision() + ", " + type.scale();
            default -> "";
        };
    }
}
