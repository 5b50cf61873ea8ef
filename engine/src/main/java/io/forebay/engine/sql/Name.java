package io.forebay.engine.sql;

import org.jspecify.annotations.Nullable;

/**
 * The name of a relation, folded to lower case (Redshift folds quoted names too).
 *
 * @param schema null when none was given
 */
public record Name(@Nullable String schema, String name) {
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
