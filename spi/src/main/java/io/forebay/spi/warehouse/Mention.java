package io.forebay.spi.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * A relation that a statement names, as the warehouse's own parser has read it; names of WITH queries are none.
 *
 * @param schema null when none was given
 * @param use what the statement does to it
 * @param position where the name starts in the text, from 0; negative when that cannot be told
 */
public record Mention(@Nullable String schema, String name, Use use, int position) {
    /** What is done to a relation. */
    public enum Use {
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }
}
