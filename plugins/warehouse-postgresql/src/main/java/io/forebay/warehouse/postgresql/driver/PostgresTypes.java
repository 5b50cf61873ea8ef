package io.forebay.warehouse.postgresql.driver;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Set;
import org.postgresql.core.Oid;

/** PostgreSQL's types and ours, by the numbers of its catalog ({@code pg_type.dat}), which never change. */
public final class PostgresTypes {
    /** {@code xid8} and others are shown as text. */
    private static final int UNKNOWN = 705;

    /** Sent in binary; all others as text. */
    public static final Set<Integer> BINARY = Set.of(
            Oid.BOOL,
            Oid.INT2,
            Oid.INT4,
            Oid.INT8,
            Oid.OID,
            Oid.FLOAT4,
            Oid.FLOAT8,
            Oid.NUMERIC,
            Oid.DATE,
            Oid.TIME,
            Oid.TIMESTAMP,
            Oid.TIMESTAMPTZ,
            Oid.BYTEA);

    /** What the server counts in a type modifier beside the length. */
    private static final int HEADER = 4;

    private static final int MOST_CHARACTERS = 10_485_760;

    private PostgresTypes() {}

    /**
     * What a value of the type holds; OTHER for types that Redshift has not.
     *
     * @param modifier {@code atttypmod}, -1 if none
     */
    public static ColumnType columnType(int oid, int modifier) {
        return switch (oid) {
            case Oid.BOOL -> ColumnType.of(TypeKind.BOOLEAN);
            case Oid.INT2 -> ColumnType.of(TypeKind.SMALLINT);
            case Oid.INT4 -> ColumnType.of(TypeKind.INTEGER);
            case Oid.INT8, Oid.OID -> ColumnType.of(TypeKind.BIGINT);
            case Oid.FLOAT4 -> ColumnType.of(TypeKind.REAL);
            case Oid.FLOAT8 -> ColumnType.of(TypeKind.DOUBLE);
            case Oid.NUMERIC -> numeric(modifier);
            case Oid.BPCHAR -> ColumnType.character(length(modifier));
            case Oid.VARCHAR -> ColumnType.varchar(length(modifier));
            case Oid.TEXT, Oid.NAME, Oid.CHAR, UNKNOWN -> ColumnType.varchar(0);
            case Oid.DATE -> ColumnType.of(TypeKind.DATE);
            case Oid.TIME -> ColumnType.of(TypeKind.TIME);
            case Oid.TIMETZ -> ColumnType.of(TypeKind.TIMETZ);
            case Oid.TIMESTAMP -> ColumnType.of(TypeKind.TIMESTAMP);
            case Oid.TIMESTAMPTZ -> ColumnType.of(TypeKind.TIMESTAMPTZ);
            case Oid.JSON, Oid.JSONB -> ColumnType.of(TypeKind.SUPER);
            case Oid.BYTEA -> ColumnType.varbyte(0);
            default -> ColumnType.of(TypeKind.OTHER);
        };
    }

    /** What a parameter takes: lengths are not asked for. */
    public static ColumnType parameterType(int oid) {
        return columnType(oid, -1);
    }

    private static int length(int modifier) {
        return modifier < HEADER ? 0 : modifier - HEADER;
    }

    /** A scale may be negative or larger than the precision since version 15; such a type is one without limits here. */
    private static ColumnType numeric(int modifier) {
        if (modifier < HEADER) {
            return ColumnType.UNLIMITED_DECIMAL;
        }
        int precision = ((modifier - HEADER) >> 16) & 0xffff;
        int scale = (((modifier - HEADER) & 0x7ff) ^ 0x400) - 0x400;
        return precision > ColumnType.MAX_PRECISION || scale < 0 || scale > precision
                ? ColumnType.UNLIMITED_DECIMAL
                : ColumnType.decimal(precision, scale);
    }

    /** The type's name in PostgreSQL's DDL. */
    public static String name(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> "smallint";
            case INTEGER -> "integer";
            case BIGINT -> "bigint";
            case DECIMAL ->
                type.precision() == 0 ? "numeric" : "numeric(" + type.precision() + "," + type.scale() + ")";
            case REAL -> "real";
            case DOUBLE -> "double precision";
            case BOOLEAN -> "boolean";
            case CHAR -> sized("bpchar", type.length());
            case VARCHAR -> sized("varchar", type.length());
            case DATE -> "date";
            case TIME -> "time";
            case TIMETZ -> "timetz";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case SUPER -> "jsonb";
            case VARBYTE -> "bytea";
            case OTHER -> "text";
        };
    }

    private static String sized(String name, int length) {
        return length == 0 || length > MOST_CHARACTERS ? name : name + "(" + length + ")";
    }
}
