package io.forebay.format.avro.schema;

import io.forebay.format.kit.schema.WiderType;
import io.forebay.format.kit.value.TypeGuess;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * The column type for one field: what the schemas of files say, with the lengths of texts and bytes that were seen.
 * Used by one thread.
 */
public final class FieldTypes {
    private @Nullable ColumnType exact;
    private final Lengths texts = new Lengths();
    private final Lengths bytes = new Lengths();
    private boolean nested;

    /** A file says that values may be of the type, or of one of those that a union names apart. */
    public void known(Type type) {
        ColumnTypes.of(type).ifPresent(column -> exact = exact == null ? column : WiderType.of(exact, column));
        switch (type.kind) {
            case STRING -> texts.open = true;
            case ENUM -> {
                for (int symbol = 0; symbol < type.names(); symbol++) {
                    texts.seen(type.name(symbol).length);
                }
            }
            case BYTES -> bytes.open |= type.meaning == Type.Meaning.NONE;
            case FIXED -> {
                if (type.meaning == Type.Meaning.NONE) {
                    bytes.fixed = Math.max(bytes.fixed, Math.max(1, type.size));
                }
            }
            default -> {}
        }
    }

    /** A text of so many bytes. */
    public void text(int length) {
        texts.seen(length);
        nested |= length > ColumnType.MAX_VARCHAR;
    }

    /** A text that no VARCHAR takes. */
    public void oddText() {
        nested = true;
    }

    /** A value of so many bytes. */
    public void bytes(int length) {
        bytes.seen(length);
        nested |= length > ColumnType.MAX_VARBYTE;
    }

    /** A file could not be looked into for lengths. */
    public void unseen() {
        texts.unseen |= texts.open;
        bytes.unseen |= bytes.open;
    }

    /** The type that takes all values: of lengths that were not seen, the largest; a short text for nulls alone. */
    public ColumnType type() {
        if (nested) {
            return ColumnType.of(TypeKind.SUPER);
        }
        ColumnType type = exact;
        if (texts.any()) {
            type = wider(type, ColumnType.varchar(texts.most(ColumnType.MAX_VARCHAR)));
        }
        if (bytes.any()) {
            type = wider(type, ColumnType.varbyte(bytes.most(ColumnType.MAX_VARBYTE)));
        }
        return type == null ? ColumnType.varchar(TypeGuess.roomy(0)) : type;
    }

    private static ColumnType wider(@Nullable ColumnType one, ColumnType other) {
        return one == null ? other : WiderType.of(one, other);
    }

    private static final class Lengths {
        /** Whether values of any length may come. */
        private boolean open;

        private boolean unseen;
        private int fixed;
        private int longest = -1;

        void seen(int length) {
            longest = Math.max(longest, length);
        }

        boolean any() {
            return open || fixed > 0 || longest >= 0;
        }

        int most(int limit) {
            if (unseen || (open && longest < 0)) {
                return limit;
            }
            int roomy = longest < 0 ? 0 : TypeGuess.roomy(longest);
            return Math.min(limit, Math.max(fixed, longest > roomy ? limit : roomy));
        }
    }
}
