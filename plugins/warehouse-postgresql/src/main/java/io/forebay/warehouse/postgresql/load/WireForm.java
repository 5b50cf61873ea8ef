package io.forebay.warehouse.postgresql.load;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;

/** How a column's values are written: what the receive function of its type in PostgreSQL expects. */
enum WireForm {
    INT2(Short.BYTES),
    INT4(Integer.BYTES),
    INT8(Long.BYTES),
    /** An unsigned number of 32 bits. */
    OID(Integer.BYTES),
    BOOL(Byte.BYTES),
    FLOAT4(Float.BYTES),
    FLOAT8(Double.BYTES),
    NUMERIC(Numeric.MOST_BYTES - Integer.BYTES),
    WIDE_NUMERIC(Numeric.MOST_BYTES - Integer.BYTES),
    /** Days since 2000-01-01. */
    DATE(Integer.BYTES),
    /** Microseconds since 2000-01-01, in UTC where there is a zone. */
    TIMESTAMP(Long.BYTES),
    TIMETZ(TimeWithZone.BYTES),
    UUID(UuidText.BYTES),
    BYTES(0),
    /** A byte for the version of the form, then the text. */
    JSONB(Byte.BYTES);

    /** The most bytes of a value, without what comes as bytes. */
    final int bytes;

    WireForm(int bytes) {
        this.bytes = bytes;
    }

    /** Empty when values of the kind cannot go into a column of the type. @param oid of no domain */
    static Optional<WireForm> of(ColumnType type, int oid) {
        TypeKind kind = type.kind();
        return Optional.ofNullable(
                switch (oid) {
                    case Oid.INT2 -> kind == TypeKind.SMALLINT ? INT2 : null;
                    case Oid.INT4 -> kind == TypeKind.SMALLINT || kind == TypeKind.INTEGER ? INT4 : null;
                    case Oid.INT8 -> whole(kind) ? INT8 : null;
                    case Oid.OID -> whole(kind) ? OID : null;
                    case Oid.BOOL -> kind == TypeKind.BOOLEAN ? BOOL : null;
                    case Oid.FLOAT4 -> kind == TypeKind.REAL ? FLOAT4 : null;
                    case Oid.FLOAT8 -> kind == TypeKind.REAL || kind == TypeKind.DOUBLE ? FLOAT8 : null;
                    case Oid.NUMERIC -> numeric(type);
                    case Oid.DATE -> kind == TypeKind.DATE ? DATE : null;
                    case Oid.TIME -> kind == TypeKind.TIME ? INT8 : null;
                    case Oid.TIMESTAMP -> kind == TypeKind.TIMESTAMP ? TIMESTAMP : null;
                    case Oid.TIMESTAMPTZ -> kind == TypeKind.TIMESTAMPTZ ? TIMESTAMP : null;
                    case Oid.TIMETZ -> kind == TypeKind.TIMETZ ? TIMETZ : null;
                    case Oid.BYTEA -> kind == TypeKind.VARBYTE ? BYTES : null;
                    case Oid.JSONB -> kind == TypeKind.SUPER ? JSONB : null;
                    case Oid.UUID -> text(kind) ? UUID : null;
                    case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.NAME, Oid.JSON, Oid.XML -> text(kind) ? BYTES : null;
                    default -> null;
                });
    }

    /** What a type receives that is read as text in either form, as an enum is. */
    static Optional<WireForm> ofText(ColumnType type) {
        return text(type.kind()) ? Optional.of(BYTES) : Optional.empty();
    }

    /** Digits behind the scale are cut off where values are read: a column without one has nothing to cut them at. */
    private static @Nullable WireForm numeric(ColumnType type) {
        if (type.equals(ColumnType.UNLIMITED_DECIMAL)) {
            return null;
        }
        if (ColumnChunk.isWide(type)) {
            return WIDE_NUMERIC;
        }
        return type.kind() == TypeKind.DECIMAL || whole(type.kind()) ? NUMERIC : null;
    }

    private static boolean whole(TypeKind kind) {
        return kind == TypeKind.SMALLINT || kind == TypeKind.INTEGER || kind == TypeKind.BIGINT;
    }

    private static boolean text(TypeKind kind) {
        return kind != TypeKind.VARBYTE && ColumnChunk.isText(kind);
    }
}
