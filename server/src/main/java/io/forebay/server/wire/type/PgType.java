package io.forebay.server.wire.type;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;

/**
 * A type as RowDescription tells it. SOURCE: PostgreSQL's pg_type.dat; SUPER's number is Redshift's.
 *
 * @param size in bytes, -1 when it varies
 * @param modifier lengths or precision and scale as pg_attribute.atttypmod has them, -1 without
 */
public record PgType(int oid, int size, int modifier) {
    public static final int BOOL = 16;
    public static final int BYTEA = 17;
    public static final int INT8 = 20;
    public static final int INT2 = 21;
    public static final int INT4 = 23;
    public static final int TEXT = 25;
    public static final int OID = 26;
    public static final int FLOAT4 = 700;
    public static final int FLOAT8 = 701;
    public static final int UNKNOWN = 705;
    public static final int TEXT_ARRAY = 1009;
    public static final int BPCHAR = 1042;
    public static final int VARCHAR = 1043;
    public static final int DATE = 1082;
    public static final int TIME = 1083;
    public static final int TIMESTAMP = 1114;
    public static final int TIMESTAMPTZ = 1184;
    public static final int TIMETZ = 1266;
    public static final int NUMERIC = 1700;
    public static final int UUID = 2950;
    public static final int SUPER = 4000;

    private static final int VARIES = -1;
    private static final int HEADER = 4;

    public static PgType of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> fixed(BOOL, 1);
            case SMALLINT -> fixed(INT2, 2);
            case INTEGER -> fixed(INT4, 4);
            case BIGINT -> fixed(INT8, 8);
            case REAL -> fixed(FLOAT4, 4);
            case DOUBLE -> fixed(FLOAT8, 8);
            case DECIMAL ->
                type.precision() == 0
                        ? fixed(NUMERIC, VARIES)
                        : new PgType(NUMERIC, VARIES, (type.precision() << 16 | type.scale()) + HEADER);
            case CHAR -> new PgType(BPCHAR, VARIES, limit(type.length()));
            case VARCHAR -> new PgType(VARCHAR, VARIES, limit(type.length()));
            case DATE -> fixed(DATE, 4);
            case TIME -> fixed(TIME, 8);
            case TIMETZ -> fixed(TIMETZ, 12);
            case TIMESTAMP -> fixed(TIMESTAMP, 8);
            case TIMESTAMPTZ -> fixed(TIMESTAMPTZ, 8);
            case SUPER -> fixed(SUPER, VARIES);
            case VARBYTE -> fixed(BYTEA, VARIES);
            case OTHER -> fixed(type.equals(ColumnType.TEXT_ARRAY) ? TEXT_ARRAY : TEXT, VARIES);
        };
    }

    /** The type that a client declared for a parameter; OTHER where it left it open or only the value can tell. */
    public static ColumnType declared(int oid) {
        return ColumnType.of(
                switch (oid) {
                    case BOOL -> TypeKind.BOOLEAN;
                    case BYTEA -> TypeKind.VARBYTE;
                    case INT8, OID -> TypeKind.BIGINT;
                    case INT2 -> TypeKind.SMALLINT;
                    case INT4 -> TypeKind.INTEGER;
                    case FLOAT4 -> TypeKind.REAL;
                    case FLOAT8 -> TypeKind.DOUBLE;
                    case BPCHAR, VARCHAR, TEXT -> TypeKind.VARCHAR;
                    case DATE -> TypeKind.DATE;
                    case TIME -> TypeKind.TIME;
                    case TIMETZ -> TypeKind.TIMETZ;
                    case TIMESTAMP -> TypeKind.TIMESTAMP;
                    case TIMESTAMPTZ -> TypeKind.TIMESTAMPTZ;
                    case SUPER -> TypeKind.SUPER;
                    default -> TypeKind.OTHER;
                });
    }

    /** Whether a value's binary form is its text. */
    public static boolean isText(int oid) {
        return oid == TEXT || oid == VARCHAR || oid == BPCHAR || oid == SUPER || oid == UNKNOWN;
    }

    private static PgType fixed(int oid, int size) {
        return new PgType(oid, size, -1);
    }

    private static int limit(int length) {
        return length == 0 ? -1 : length + HEADER;
    }
}
