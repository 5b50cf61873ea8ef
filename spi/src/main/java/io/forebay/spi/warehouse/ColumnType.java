package io.forebay.spi.warehouse;

/**
 * A type with its limits.
 *
 * @param length CHAR, VARCHAR, VARBYTE: the most bytes (not characters), 0 when unlimited; 1 for {@link #TEXT_ARRAY}; else 0
 * @param precision DECIMAL: 1 to 38 digits, 0 for a result's column of any number of digits and any scale; else 0
 * @param scale DECIMAL: digits after the point, 0 to precision; else 0
 */
public record ColumnType(TypeKind kind, int length, int precision, int scale) {
    /** Redshift's limits in bytes: CHAR 4096, VARCHAR 65535, VARBYTE 1,024,000 (SUPER up to 16 MB). */
    public static final int MAX_CHAR = 4096;

    public static final int MAX_VARCHAR = 65535;
    public static final int MAX_VARBYTE = 1_024_000;

    /** Redshift's limits of DECIMAL, in digits. */
    public static final int MAX_PRECISION = 38;

    public static final int MAX_SCALE = 37;

    /** Of results only: digits before and behind the point as each value has them. */
    public static final ColumnType UNLIMITED_DECIMAL = new ColumnType(TypeKind.DECIMAL, 0, 0, 0);

    /** Of results only, for the catalog's arrays: an array as PostgreSQL writes it, such as {@code {a,"b c",NULL}}. */
    public static final ColumnType TEXT_ARRAY = new ColumnType(TypeKind.OTHER, 1, 0, 0);

    public ColumnType {
        boolean sized = kind == TypeKind.CHAR
                || kind == TypeKind.VARCHAR
                || kind == TypeKind.VARBYTE
                || kind == TypeKind.OTHER && length == 1;
        if (length < 0 || (!sized && length != 0)) {
            throw new IllegalArgumentException(kind + " of length " + length);
        }
        boolean decimal = kind == TypeKind.DECIMAL;
        if (decimal
                ? precision < 0 || precision > MAX_PRECISION || scale < 0 || scale > precision
                : precision != 0 || scale != 0) {
            throw new IllegalArgumentException(kind + "(" + precision + "," + scale + ")");
        }
    }

    /** A type without length, precision or scale. */
    public static ColumnType of(TypeKind kind) {
        return kind == TypeKind.DECIMAL ? decimal(18, 0) : new ColumnType(kind, 0, 0, 0);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(TypeKind.DECIMAL, 0, precision, scale);
    }

    public static ColumnType varchar(int bytes) {
        return new ColumnType(TypeKind.VARCHAR, bytes, 0, 0);
    }

    public static ColumnType character(int bytes) {
        return new ColumnType(TypeKind.CHAR, bytes, 0, 0);
    }

    public static ColumnType varbyte(int bytes) {
        return new ColumnType(TypeKind.VARBYTE, bytes, 0, 0);
    }

    /** The name that Redshift's catalog shows, such as {@code character varying(16)}. */
    public String sqlName() {
        return switch (kind) {
            case SMALLINT -> "smallint";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DECIMAL -> precision == 0 ? "numeric" : "numeric(" + precision + "," + scale + ")";
            case REAL -> "real";
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case CHAR -> length == 0 ? "character" : "character(" + length + ")";
            case VARCHAR -> length == 0 ? "character varying" : "character varying(" + length + ")";
            case DATE -> "date";
            case TIME -> "time without time zone";
            case TIMETZ -> "time with time zone";
            case TIMESTAMP -> "timestamp without time zone";
            case TIMESTAMPTZ -> "timestamp with time zone";
            case SUPER -> "super";
            case VARBYTE -> length == 0 ? "binary varying" : "binary varying(" + length + ")";
            case OTHER -> length == 1 ? "text[]" : "unknown";
        };
    }
}
