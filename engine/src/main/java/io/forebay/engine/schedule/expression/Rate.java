package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every so often, counted from the start. A day is 24 hours whatever a zone does.
 *
 * @param seconds a whole number of minutes
 */
record Rate(long seconds) implements Expression {
    private static final Pattern SHAPE = Pattern.compile("([0-9]+)\\s+(minute|hour|day)s?");
    private static final int MOST_DIGITS = 9;

    static Rate parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw refused(text, "expected a positive whole number and minutes, hours or days");
        }
        String digits = matcher.group(1);
        if (digits.length() > MOST_DIGITS) {
            throw refused(text, "the value has more than " + MOST_DIGITS + " digits");
        }
        int value = Integer.parseInt(digits);
        if (value == 0) {
            throw refused(text, "the value must be greater than 0");
        }
        return new Rate(value
                * switch (matcher.group(2)) {
                    case "minute" -> 60L;
                    case "hour" -> 3_600L;
                    default -> 86_400L;
                });
    }

    @Override
    public Optional<Instant> next(Instant after, Instant start) {
        if (after.isBefore(start)) {
            return Optional.of(start);
        }
        long gone = Duration.between(start, after).toSeconds() / seconds;
        return Optional.of(start.plusSeconds((gone + 1) * seconds));
    }

    private static ForebayException refused(String text, String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "rate(" + text + "): " + why + ".");
    }
}
