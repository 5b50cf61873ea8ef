package io.forebay.engine.sql;

import io.forebay.spi.warehouse.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The name of a relation, folded to lower case (Redshift folds quoted names too).
 *
 * @param schema null when none was given
 */
public record Name(@Nullable String schema, String name) {
    /** As the warehouse's SQL has it, each part in double quotes. */
    public String quoted() {
        String table = TableName.quote(name);
        return schema == null ? table : TableName.quote(schema) + "." + table;
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
