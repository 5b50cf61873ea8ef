package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Once. A time that is there twice, as clocks go back, is the first of the two. */
record At(Instant time) implements Expression {
    private static final Pattern SHAPE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");

    static At parse(String text, ZoneId zone) {
        if (!SHAPE.matcher(text).matches()) {
            throw refused(text, "expected yyyy-mm-ddThh:mm:ss without a zone, such as 2030-01-31T08:00:00");
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw refused(text, "there is no such date and time");
        }
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            throw refused(text, "clocks in " + zone + " are put forward over this time, it would never fire");
        }
        return new At(local.atZone(zone).toInstant());
    }

    @Override
    public Optional<Instant> next(Instant after, Instant start) {
        return Optional.of(time).filter(each -> each.isAfter(after));
    }

    @Override
    public boolean once() {
        return true;
    }

    private static ForebayException refused(String text, String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "at(" + text + "): " + why + ".");
    }
}
