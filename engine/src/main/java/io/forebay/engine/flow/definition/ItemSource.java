package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.Path;
import org.jspecify.annotations.Nullable;

/** Where a Map's items are: at a path, or what an expression gives; with neither, the input itself. */
public record ItemSource(@Nullable Path path, @Nullable Expression items) {}
