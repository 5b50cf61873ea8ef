package io.forebay.engine.schedule.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

final class Cron implements Expression {
    static Expression parse(String text, ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> next(Instant after, Instant start) {
        throw new UnsupportedOperationException();
    }
}
