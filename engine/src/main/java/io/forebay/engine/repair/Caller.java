package io.forebay.engine.repair;

import java.util.function.BooleanSupplier;

/** Who asks. @param cancelled whether the user has asked to end the statement */
public record Caller(int userId, BooleanSupplier cancelled) {}
