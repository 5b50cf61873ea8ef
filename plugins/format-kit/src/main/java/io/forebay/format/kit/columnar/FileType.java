package io.forebay.format.kit.columnar;

import io.forebay.format.kit.time.EpochMoments;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;

/**
 * What a column of a file holds.
 *
 * @param digits INTEGER: the bits of the signed type that takes all values, 8 to 64; DECIMAL: its precision, from 1,
 *     which may be more than any column has; BINARY and UUID: 0
 * @param scale DECIMAL: digits behind the point, from 0
 * @param unitsADay TIME, TIMESTAMP and INSTANT: how many units a day has; DATE: 1
 */
public record FileType(Kind kind, int digits, int scale, long unitsADay) {
    private static final int LONG_DIGITS = 18;
    private static final int UUID_CHARACTERS = 36;
    private static final int UNSIGNED_DIGITS = 20;

    /** What values mean, and where {@link Values} has them. */
    public enum Kind {
        /** 0 or 1 in {@code longs}. */
        BOOLEAN,
        /** In {@code longs}. */
        INTEGER,
        /** 64 bits without a sign, in {@code longs}. */
        UNSIGNED,
        /** Floats in {@code doubles}. */
        REAL,
        DOUBLE,
        /** Value × 10^scale in {@code longs}; of more than 18 digits in two's complement, the high half in {@code highs}. */
        DECIMAL,
        /** Days since 1970-01-01 in {@code longs}. */
        DATE,
        /** Units since midnight in {@code longs}. */
        TIME,
        /** Units since 1970-01-01 00:00 by a clock of no zone, in {@code longs}. */
        TIMESTAMP,
        /** Units since 1970-01-01 00:00 UTC, in {@code longs}. */
        INSTANT,
        /** UTF-8 that is not checked yet, in {@code bytes}; so is JSON. */
        TEXT,
        JSON,
        BINARY,
        /** 16 bytes. */
        UUID,
        /** Lists, maps and structs as JSON text that {@link JsonValues} has written. */
        NESTED
    }

    /** A kind without more. */
    public static FileType of(Kind kind) {
        return new FileType(kind, 0, 0, kind == Kind.DATE ? 1 : 0);
    }

    public static FileType integer(int bits) {
        return new FileType(Kind.INTEGER, bits, 0, 0);
    }

    public static FileType decimal(int precision, int scale) {
        return new FileType(Kind.DECIMAL, precision, scale, 0);
    }

    /** @param kind TIME, TIMESTAMP or INSTANT */
    public static FileType moment(Kind kind, long unitsASecond) {
        return new FileType(kind, 0, 0, unitsASecond * EpochMoments.SECONDS);
    }

    /** Whether values are in {@code highs} too. */
    public boolean wide() {
        return kind == Kind.DECIMAL && digits > LONG_DIGITS;
    }

    /** The column that takes all values as they are. */
    public ColumnType natural() {
        return switch (kind) {
            case BOOLEAN -> ColumnType.of(TypeKind.BOOLEAN);
            case INTEGER ->
                ColumnType.of(digits <= 16 ? TypeKind.SMALLINT : digits <= 32 ? TypeKind.INTEGER : TypeKind.BIGINT);
            case UNSIGNED -> ColumnType.decimal(UNSIGNED_DIGITS, 0);
            case REAL -> ColumnType.of(TypeKind.REAL);
            case DOUBLE -> ColumnType.of(TypeKind.DOUBLE);
            case DECIMAL -> {
                int precision = Math.min(ColumnType.MAX_PRECISION, Math.max(digits, scale));
                yield ColumnType.decimal(precision, Math.min(precision, scale));
            }
            case DATE -> ColumnType.of(TypeKind.DATE);
            case TIME -> ColumnType.of(TypeKind.TIME);
            case TIMESTAMP -> ColumnType.of(TypeKind.TIMESTAMP);
            case INSTANT -> ColumnType.of(TypeKind.TIMESTAMPTZ);
            case TEXT -> ColumnType.varchar(ColumnType.MAX_VARCHAR);
            case UUID -> ColumnType.varchar(UUID_CHARACTERS);
            case BINARY -> ColumnType.varbyte(ColumnType.MAX_VARBYTE);
            case JSON, NESTED -> ColumnType.of(TypeKind.SUPER);
        };
    }
}
