package io.forebay.engine.merge;

import org.jspecify.annotations.Nullable;

/** One argument of a CALL. @param name of {@code name => value}, in lower case; null without one */
public record MergeArgument(@Nullable String name, @Nullable String value) {}
