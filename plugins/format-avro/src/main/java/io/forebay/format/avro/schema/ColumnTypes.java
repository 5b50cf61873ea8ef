package io.forebay.format.avro.schema;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Optional;

/** The column type for each type of Avro's. */
final class ColumnTypes {
    /** No decimal that is read has more digits. */
    private static final int MOST_DIGITS = 4096;

    private static final int UUID_CHARACTERS = 36;

    private ColumnTypes() {}

    /** The type that takes all values; empty for null, and for texts and bytes, which need a length. */
    static Optional<ColumnType> of(Type type) {
        return switch (type.kind) {
            case NULL, STRING, ENUM, UNION -> Optional.empty();
            case BOOLEAN -> Optional.of(ColumnType.of(TypeKind.BOOLEAN));
            case INT -> Optional.of(counted(type, TypeKind.INTEGER));
            case LONG -> Optional.of(counted(type, TypeKind.BIGINT));
            case FLOAT -> Optional.of(ColumnType.of(TypeKind.REAL));
            case DOUBLE -> Optional.of(ColumnType.of(TypeKind.DOUBLE));
            case RECORD, ARRAY, MAP -> Optional.of(ColumnType.of(TypeKind.SUPER));
            case BYTES, FIXED ->
                switch (type.meaning) {
                    case DECIMAL -> Optional.of(decimal(type));
                    case UUID -> Optional.of(ColumnType.varchar(UUID_CHARACTERS));
                    default -> Optional.empty();
                };
        };
    }

    private static ColumnType counted(Type type, TypeKind plain) {
        return ColumnType.of(
                switch (type.meaning) {
                    case NONE, DECIMAL, UUID -> plain;
                    case DATE -> TypeKind.DATE;
                    case TIME_MILLIS, TIME_MICROS -> TypeKind.TIME;
                    case TIMESTAMP_MILLIS, TIMESTAMP_MICROS, TIMESTAMP_NANOS -> TypeKind.TIMESTAMPTZ;
                    case LOCAL_TIMESTAMP_MILLIS, LOCAL_TIMESTAMP_MICROS, LOCAL_TIMESTAMP_NANOS -> TypeKind.TIMESTAMP;
                });
    }

    /** One of more digits than a DECIMAL has is a text: sign, point and a zero before it are three more characters. */
    private static ColumnType decimal(Type type) {
        return type.precision <= ColumnType.MAX_PRECISION && type.scale <= ColumnType.MAX_SCALE
                ? ColumnType.decimal(type.precision, type.scale)
                : ColumnType.varchar(Math.min(type.precision, MOST_DIGITS) + 3);
    }
}
