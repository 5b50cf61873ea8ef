package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a schedule fires. SOURCE: the EventBridge Scheduler User Guide, "Schedule types". Occurrences are nominal: whole
 * minutes for cron, whole seconds for the others.
 */
public sealed interface Expression permits Rate, Cron, At {
    int LONGEST = 256;

    /**
     * @param zone what cron and at are meant in; rate counts in absolute time
     * @throws ForebayException INVALID_PARAMETER that says what is wrong with which field, also when it can never fire
     */
    static Expression parse(String text, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST) {
            throw refused(
                    "The schedule expression has " + trimmed.length() + " characters; " + LONGEST + " are allowed.");
        }
        int open = trimmed.indexOf('(');
        if (open < 0 || !trimmed.endsWith(")")) {
            throw refused(unknown(text));
        }
        String inner = trimmed.substring(open + 1, trimmed.length() - 1).strip();
        return switch (trimmed.substring(0, open)) {
            case "rate" -> Rate.parse(inner);
            case "cron" -> Cron.parse(inner, zone);
            case "at" -> At.parse(inner, zone);
            default -> throw refused(unknown(text));
        };
    }

    /**
     * A zone of the IANA database.
     *
     * @throws ForebayException INVALID_PARAMETER when there is none of that name
     */
    static ZoneId zone(String name) {
        try {
            if (name.length() <= 50 && ZoneId.getAvailableZoneIds().contains(name)) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            throw new IllegalStateException(e);
        }
        throw refused("There is no time zone '" + name + "'; expected a name such as Europe/Berlin or UTC.");
    }

    /**
     * The first occurrence that is later than a moment, and not before the start. Empty when there is none any more.
     *
     * @param start of the schedule: what a rate is counted from, the first occurrence of which it is; a time that at
     *     names does not look at it
     */
    Optional<Instant> next(Instant after, Instant start);

    /** Whether it fires at most once, as at does. */
    default boolean once() {
        return false;
    }

    private static String unknown(String text) {
        return "'" + text + "' is no schedule expression: expected rate(5 minutes), cron(0 2 * * ? *) or"
                + " at(2030-01-31T08:00:00).";
    }

    private static ForebayException refused(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
