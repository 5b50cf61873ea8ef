package io.forebay.warehouse.duckdb.functions;

import org.jspecify.annotations.Nullable;

/**
 * A function of texts, made anew for each chunk of rows, so that it may keep what it has worked out for the row before.
 * It is not asked when an argument is NULL.
 */
@FunctionalInterface
interface TextFunction {
    /** @return null for NULL */
    @Nullable
    String apply(String[] arguments);
}
