package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.data.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What only a distributed Map has.
 *
 * @param executionType STANDARD or EXPRESS
 */
public record Distribution(
        String executionType,
        @Nullable String label,
        @Nullable Reader reader,
        @Nullable Batcher batcher,
        @Nullable Writer writer) {
    /**
     * Items from an object, or the objects of a prefix.
     *
     * @param config of ReaderConfig, without MaxItems
     * @param most 0 for all items
     */
    public record Reader(String resource, Expression parameters, Expression config, @Nullable NumberField most) {}

    public record Batcher(@Nullable NumberField items, @Nullable NumberField bytes, @Nullable Expression input) {}

    /** Where the children's results go. */
    public record Writer(String resource, Expression parameters, Expression config) {}
}
