package io.forebay.engine.sql;

import org.jspecify.annotations.Nullable;

/**
 * The name of a relation as it was written: folded to lower case unless quoted.
 *
 * @param schema null when none was given
 */
public record Name(@Nullable String schema, String name) {
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
