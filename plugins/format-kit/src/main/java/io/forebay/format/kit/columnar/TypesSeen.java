package io.forebay.format.kit.columnar;

import io.forebay.format.kit.schema.WiderType;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/** The type of a column that takes what several files have there: unlike a text, a number goes into no VARCHAR. */
final class TypesSeen {
    private @Nullable ColumnType widest;

    void add(ColumnType type) {
        ColumnType before = widest;
        widest = before == null ? type : wider(before, type);
    }

    private static ColumnType wider(ColumnType one, ColumnType other) {
        ColumnType wider = WiderType.of(one, other);
        boolean becomesText = text(wider) && !(text(one) && text(other));
        return becomesText ? ColumnType.of(TypeKind.SUPER) : wider;
    }

    private static boolean text(ColumnType type) {
        return type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.CHAR;
    }

    ColumnType type() {
        return widest == null ? ColumnType.of(TypeKind.SUPER) : widest;
    }
}
