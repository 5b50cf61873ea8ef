package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.util.List;
import java.util.Map;

/** ColumnMetadata. SOURCE: Amazon Redshift Data API Reference, "ColumnMetadata"; its numbers are those of JDBC. */
final class Columns {
    private static final int UNKNOWN = 2;
    private static final int UNBOUNDED = 2147483647;

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("smallint", "int2"),
            Map.entry("integer", "int4"),
            Map.entry("bigint", "int8"),
            Map.entry("real", "float4"),
            Map.entry("double precision", "float8"),
            Map.entry("boolean", "bool"),
            Map.entry("character", "bpchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("time without time zone", "time"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("binary varying", "varbyte"));

    private Columns() {}

    static ArrayNode of(List<ResultColumn> columns) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ResultColumn column : columns) {
            ObjectNode each = column(list.addObject(), column.name(), column.type());
            each.put("label", column.name());
            each.put("nullable", UNKNOWN);
            each.put("length", 0);
            each.put("schemaName", "");
            each.put("tableName", "");
        }
        return list;
    }

    /** A row of svv_columns, as DescribeTable shows it. */
    static void described(ArrayNode list, Rows row) {
        ObjectNode column = list.addObject();
        String type = row.textAt(1);
        column.put("name", row.textAt(0));
        column.put("typeName", SHORT.getOrDefault(type, type));
        column.put("nullable", row.textAt(2).equals("YES") ? 1 : 0);
        long length = number(row, 3);
        long precision = number(row, 4);
        column.put("length", length > 0 ? length : precision > 0 ? precision : UNBOUNDED);
        column.put("precision", precision > 0 ? precision : Math.max(length, 0));
        column.put("scale", Math.max(number(row, 5), 0));
        column.put("isSigned", precision > 0);
        column.put("isCurrency", false);
        column.put("isCaseSensitive", type.startsWith("char") || type.equals("super"));
        column.put("schemaName", row.textAt(7));
        column.put("tableName", row.textAt(8));
        if (!row.isNull(6)) {
            column.put("columnDefault", row.textAt(6));
        }
    }

    private static long number(Rows row, int column) {
        return row.isNull(column) ? -1 : row.longAt(column);
    }

    private static ObjectNode column(ObjectNode column, String name, ColumnType type) {
        boolean number =
                switch (type.kind()) {
                    case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
                    default -> false;
                };
        boolean text =
                switch (type.kind()) {
                    case CHAR, VARCHAR, SUPER, OTHER -> true;
                    default -> false;
                };
        column.put("name", name);
        column.put("typeName", typeName(type));
        column.put("isSigned", number);
        column.put("isCurrency", false);
        column.put("isCaseSensitive", text);
        column.put("precision", precision(type));
        column.put("scale", scale(type));
        return column;
    }

    private static String typeName(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> "int2";
            case INTEGER -> "int4";
            case BIGINT -> "int8";
            case DECIMAL -> "numeric";
            case REAL -> "float4";
            case DOUBLE -> "float8";
            case BOOLEAN -> "bool";
            case CHAR -> "bpchar";
            case VARCHAR -> "varchar";
            case DATE -> "date";
            case TIME -> "time";
            case TIMETZ -> "timetz";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case SUPER -> "super";
            case VARBYTE -> "varbyte";
            case OTHER -> "text";
        };
    }

    private static int precision(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case DECIMAL -> type.precision();
            case REAL -> 8;
            case DOUBLE -> 17;
            case BOOLEAN -> 1;
            case DATE -> 13;
            case TIME -> 15;
            case TIMETZ -> 21;
            case TIMESTAMP -> 29;
            case TIMESTAMPTZ -> 35;
            case CHAR, VARCHAR, VARBYTE -> type.length() == 0 ? UNBOUNDED : type.length();
            case SUPER, OTHER -> UNBOUNDED;
        };
    }

    private static int scale(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> type.scale();
            case REAL -> 8;
            case DOUBLE -> 17;
            case TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> 6;
            default -> 0;
        };
    }
}
