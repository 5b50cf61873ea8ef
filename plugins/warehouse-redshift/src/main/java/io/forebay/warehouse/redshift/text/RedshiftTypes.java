package io.forebay.warehouse.redshift.text;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redshift's names of types. SOURCE: Amazon Redshift Database Developer Guide, "Data types". */
public final class RedshiftTypes {
    private static final Pattern DECIMAL = Pattern.compile("(?:numeric|decimal)\\((\\d+), ?(\\d+)\\)");

    private RedshiftTypes() {}

    /** In a definition. A text without a length gets the most there is, not Redshift's 256. */
    public static String declared(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> "VARCHAR(" + (type.length() == 0 ? ColumnType.MAX_VARCHAR : type.length()) + ")";
            case CHAR -> "CHAR(" + Math.max(1, type.length()) + ")";
            case VARBYTE -> type.length() == 0 ? "VARBYTE(64000)" : "VARBYTE(" + type.length() + ")";
            case DECIMAL -> "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
            case DOUBLE -> "DOUBLE PRECISION";
            case OTHER -> "VARCHAR(" + ColumnType.MAX_VARCHAR + ")";
            default -> type.kind().name();
        };
    }

    /**
     * The type that a catalog or a result names.
     *
     * @param length of a text in bytes; 0 for none
     */
    public static ColumnType of(String name, int length, int precision, int scale) {
        String lower = name.toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(lower);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (lower) {
            case "int2", "smallint" -> ColumnType.of(TypeKind.SMALLINT);
            case "int4", "integer" -> ColumnType.of(TypeKind.INTEGER);
            case "int8", "bigint", "oid" -> ColumnType.of(TypeKind.BIGINT);
            case "numeric", "decimal" -> decimal(precision, scale);
            case "float4", "real", "float" -> ColumnType.of(TypeKind.REAL);
            case "float8", "double precision", "double" -> ColumnType.of(TypeKind.DOUBLE);
            case "bool", "boolean" -> ColumnType.of(TypeKind.BOOLEAN);
            case "bpchar", "character" -> ColumnType.character(text(length));
            case "varchar", "character varying", "text", "name" -> ColumnType.varchar(text(length));
            case "date" -> ColumnType.of(TypeKind.DATE);
            case "time", "time without time zone" -> ColumnType.of(TypeKind.TIME);
            case "timetz", "time with time zone" -> ColumnType.of(TypeKind.TIMETZ);
            case "timestamp", "timestamp without time zone" -> ColumnType.of(TypeKind.TIMESTAMP);
            case "timestamptz", "timestamp with time zone" -> ColumnType.of(TypeKind.TIMESTAMPTZ);
            case "super", "json" -> ColumnType.of(TypeKind.SUPER);
            case "varbyte", "binary varying", "bytea" ->
                ColumnType.varbyte(Math.min(Math.max(0, length), ColumnType.MAX_VARBYTE));
            default -> ColumnType.of(TypeKind.OTHER);
        };
    }

    /** What drivers say of a text without a limit is more than Redshift's most. */
    private static int text(int length) {
        return length < 0 || length > ColumnType.MAX_VARCHAR ? 0 : length;
    }

    private static ColumnType decimal(int precision, int scale) {
        boolean known = precision > 0 && precision <= ColumnType.MAX_PRECISION && scale >= 0 && scale <= precision;
        return known
                ? ColumnType.decimal(precision, scale)
                : ColumnType.decimal(ColumnType.MAX_PRECISION, ColumnType.MAX_SCALE);
    }
}
