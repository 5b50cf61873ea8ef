package io.forebay.engine.schedule.expression;

import java.time.Instant;
import java.util.Optional;

final class Rate implements Expression {
    static Expression parse(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> next(Instant after, Instant start) {
        throw new UnsupportedOperationException();
    }
}
