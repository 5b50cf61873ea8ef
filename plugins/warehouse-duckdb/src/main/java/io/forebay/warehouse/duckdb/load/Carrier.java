package io.forebay.warehouse.duckdb.load;

import io.forebay.spi.warehouse.ColumnType;

/**
 * How the vectors of {@link LoadFunction} become a table's columns. All types but four are written as themselves; TIME,
 * SUPER and VARBYTE cannot be columns of a Java function and travel as TIMESTAMP, VARCHAR and VARCHAR of hexadecimal
 * digits.
 */
final class Carrier {
    private Carrier() {}

    static String name(int column) {
        return "c" + column;
    }

    /** The SQL that turns the carried column into the type. */
    static String expression(int column, ColumnType type) {
        String name = name(column);
        return switch (type.kind()) {
            case TIME -> name + "::TIME";
            case TIMETZ -> name + "::TIMETZ";
            case SUPER -> name + "::JSON";
            case VARBYTE -> "from_hex(" + name + ")";
            default -> name;
        };
    }
}
