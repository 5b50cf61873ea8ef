package io.forebay.format.kit.schema;

import io.forebay.format.kit.value.TypeGuess;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.jspecify.annotations.Nullable;

/** The type for a field, by its values that were seen and by the types that files say it has. Used by one thread. */
public final class FieldGuess {
    private final TypeGuess texts;
    private boolean nested;
    private @Nullable ColumnType known;

    /** @param options those that the values are loaded with */
    public FieldGuess(ReadOptions options) {
        texts = new TypeGuess(options, false);
    }

    /** A text that may stand for anything, such as a number. */
    public void plain(byte[] bytes, int from, int to) {
        texts.add(bytes, from, to);
    }

    /** A text that is meant as one, though it may be a date or a time. */
    public void text(byte[] bytes, int from, int to) {
        texts.addText(bytes, from, to);
    }

    /** A value that is none for a text: an object or an array, or a text that no VARCHAR takes. */
    public void nested() {
        nested = true;
    }

    /** A file says that its values have this type. */
    public void known(ColumnType type) {
        known = known == null ? type : WiderType.of(known, type);
    }

    /** The narrowest type that takes all that was seen, with room; a short text when that was nothing. */
    public ColumnType type() {
        if (nested || texts.longest() > ColumnType.MAX_VARCHAR) {
            return ColumnType.of(TypeKind.SUPER);
        }
        if (known == null) {
            return texts.type();
        }
        return texts.empty() ? known : WiderType.of(known, texts.type());
    }
}
