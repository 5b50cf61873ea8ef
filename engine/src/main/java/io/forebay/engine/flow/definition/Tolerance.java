package io.forebay.engine.flow.definition;

import org.jspecify.annotations.Nullable;

/**
 * How a Map runs its items. Absent: all at once, and none may fail.
 *
 * @param concurrency 0 for all at once
 * @param count of items that may fail
 * @param percentage of items that may fail, 0 to 100
 */
public record Tolerance(
        @Nullable NumberField concurrency, @Nullable NumberField count, @Nullable NumberField percentage) {}
