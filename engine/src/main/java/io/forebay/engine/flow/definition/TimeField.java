package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Path;
import org.jspecify.annotations.Nullable;

/** A time that is written in the definition, lies at a path, or is what JSONata gives: one of the three. */
public record TimeField(@Nullable JsonNode constant, @Nullable Path path, @Nullable JsonataExpression expression) {}
