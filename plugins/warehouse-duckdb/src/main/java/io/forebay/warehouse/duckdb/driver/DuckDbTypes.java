package io.forebay.warehouse.duckdb.driver;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's type names and ours. */
public final class DuckDbTypes {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Map<String, ColumnType> NAMED = Map.ofEntries(
            Map.entry("BOOLEAN", ColumnType.of(TypeKind.BOOLEAN)),
            Map.entry("TINYINT", ColumnType.of(TypeKind.SMALLINT)),
            Map.entry("UTINYINT", ColumnType.of(TypeKind.SMALLINT)),
            Map.entry("SMALLINT", ColumnType.of(TypeKind.SMALLINT)),
            Map.entry("USMALLINT", ColumnType.of(TypeKind.INTEGER)),
            Map.entry("INTEGER", ColumnType.of(TypeKind.INTEGER)),
            Map.entry("UINTEGER", ColumnType.of(TypeKind.BIGINT)),
            Map.entry("BIGINT", ColumnType.of(TypeKind.BIGINT)),
            Map.entry("UBIGINT", ColumnType.decimal(20, 0)),
            Map.entry("HUGEINT", ColumnType.decimal(38, 0)),
            Map.entry("FLOAT", ColumnType.of(TypeKind.REAL)),
            Map.entry("DOUBLE", ColumnType.of(TypeKind.DOUBLE)),
            Map.entry("VARCHAR", ColumnType.varchar(0)),
            Map.entry("\"NULL\"", ColumnType.varchar(0)),
            Map.entry("BLOB", ColumnType.varbyte(0)),
            Map.entry("JSON", ColumnType.of(TypeKind.SUPER)),
            Map.entry("DATE", ColumnType.of(TypeKind.DATE)),
            Map.entry("TIME", ColumnType.of(TypeKind.TIME)),
            Map.entry("TIME WITH TIME ZONE", ColumnType.of(TypeKind.TIMETZ)),
            Map.entry("TIMESTAMP", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP_S", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP_MS", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP_NS", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP WITH TIME ZONE", ColumnType.of(TypeKind.TIMESTAMPTZ)));

    private DuckDbTypes() {}

    /** What a column of DuckDB's type holds; OTHER for types that Redshift has not. */
    public static ColumnType columnType(String name) {
        return decimal(name)
                .orElseGet(() -> NAMED.getOrDefault(
                        name, name.endsWith("[]") ? ColumnType.TEXT_ARRAY : ColumnType.of(TypeKind.OTHER)));
    }

    private static Optional<ColumnType> decimal(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        return decimal.matches()
                ? Optional.of(
                        ColumnType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))))
                : Optional.empty();
    }

    /** The type's name in DuckDB's DDL, without what DuckDB would forget. */
    public static String name(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case REAL -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case CHAR, VARCHAR, OTHER -> "VARCHAR";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMETZ -> "TIME WITH TIME ZONE";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
            case SUPER -> "JSON";
            case VARBYTE -> "BLOB";
        };
    }

    /** Bytes a value takes in a vector; 0 for a type that is not read from vectors. */
    public static int width(String name) {
        Optional<ColumnType> decimal = decimal(name);
        if (decimal.isPresent()) {
            return decimalWidth(decimal.get().precision());
        }
        return switch (name) {
            case "BOOLEAN", "TINYINT", "UTINYINT" -> 1;
            case "SMALLINT", "USMALLINT" -> 2;
            case "INTEGER", "UINTEGER", "FLOAT", "DATE", "\"NULL\"" -> 4;
            case "BIGINT",
                    "UBIGINT",
                    "DOUBLE",
                    "TIME",
                    "TIME WITH TIME ZONE",
                    "TIMESTAMP",
                    "TIMESTAMP_S",
                    "TIMESTAMP_MS",
                    "TIMESTAMP_NS",
                    "TIMESTAMP WITH TIME ZONE" -> 8;
            case "HUGEINT", "VARCHAR", "JSON", "BLOB" -> 16;
            default -> 0;
        };
    }

    /** Bytes a DECIMAL takes. */
    public static int decimalWidth(int precision) {
        if (precision <= 4) {
            return 2;
        }
        return precision <= 9 ? 4 : precision <= 18 ? 8 : 16;
    }
}
