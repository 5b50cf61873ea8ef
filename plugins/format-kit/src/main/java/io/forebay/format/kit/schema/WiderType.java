package io.forebay.format.kit.schema;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;

/** The narrowest type that takes the values of two. */
public final class WiderType {
    private static final List<TypeKind> INTEGERS = List.of(TypeKind.SMALLINT, TypeKind.INTEGER, TypeKind.BIGINT);
    private static final List<TypeKind> REALS = List.of(TypeKind.REAL, TypeKind.DOUBLE);
    private static final List<TypeKind> MOMENTS = List.of(TypeKind.DATE, TypeKind.TIMESTAMP, TypeKind.TIMESTAMPTZ);
    private static final List<TypeKind> TEXTS = List.of(TypeKind.CHAR, TypeKind.VARCHAR);

    /** The text of any number, date or time is shorter. */
    private static final int LONGEST_NUMBER = 64;

    private WiderType() {}

    /** Bytes and texts, and what is nested and anything else, have SUPER alone in common. */
    public static ColumnType of(ColumnType one, ColumnType other) {
        if (one.equals(other)) {
            return one;
        }
        for (List<TypeKind> family : List.of(INTEGERS, REALS, MOMENTS)) {
            int wider = Math.max(family.indexOf(one.kind()), family.indexOf(other.kind()));
            if (family.contains(one.kind()) && family.contains(other.kind())) {
                return ColumnType.of(family.get(wider));
            }
        }
        if (exact(one) && exact(other)) {
            return decimal(one, other);
        }
        if (number(one) && number(other)) {
            return ColumnType.of(TypeKind.DOUBLE);
        }
        if (one.kind() == TypeKind.VARBYTE && other.kind() == TypeKind.VARBYTE) {
            return ColumnType.varbyte(longer(one.length(), other.length()));
        }
        return !hasText(one) || !hasText(other)
                ? ColumnType.of(TypeKind.SUPER)
                : ColumnType.varchar(longer(textLength(one), textLength(other)));
    }

    private static boolean hasText(ColumnType type) {
        return type.kind() != TypeKind.SUPER && type.kind() != TypeKind.VARBYTE;
    }

    private static boolean exact(ColumnType type) {
        return INTEGERS.contains(type.kind()) || type.kind() == TypeKind.DECIMAL;
    }

    private static boolean number(ColumnType type) {
        return exact(type) || REALS.contains(type.kind());
    }

    private static ColumnType decimal(ColumnType one, ColumnType other) {
        int scale = Math.max(one.scale(), other.scale());
        int whole = Math.max(whole(one), whole(other));
        return whole + scale > ColumnType.MAX_PRECISION
                ? ColumnType.of(TypeKind.DOUBLE)
                : ColumnType.decimal(whole + scale, scale);
    }

    private static int whole(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            default -> type.precision() - type.scale();
        };
    }

    private static int textLength(ColumnType type) {
        return TEXTS.contains(type.kind()) ? type.length() : LONGEST_NUMBER;
    }

    /** 0 is without limit. */
    private static int longer(int one, int other) {
        return one == 0 || other == 0 ? 0 : Math.max(one, other);
    }
}
