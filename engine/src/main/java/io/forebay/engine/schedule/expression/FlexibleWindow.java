package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long after its nominal time a schedule may fire. Where in the window it does follows from the schedule's name and
 * the nominal time alone, so that a restart in the window finds the same moment.
 *
 * @param minutes 0 for none, at most a day
 */
public record FlexibleWindow(int minutes) {
    public static final FlexibleWindow OFF = new FlexibleWindow(0);

    private static final int MOST = 1440;

    public FlexibleWindow {
        if (minutes < 0 || minutes > MOST) {
            throw refused("MaximumWindowInMinutes must be 1 to " + MOST + ", not " + minutes + ".");
        }
    }

    /**
     * @param mode OFF or FLEXIBLE
     * @param minutes as MaximumWindowInMinutes, which FLEXIBLE must have
     * @throws ForebayException INVALID_PARAMETER
     */
    public static FlexibleWindow of(String mode, @Nullable Integer minutes) {
        return switch (mode) {
            case "OFF" -> {
                if (minutes != null) {
                    throw refused("MaximumWindowInMinutes is only for a FlexibleTimeWindow of Mode FLEXIBLE.");
                }
                yield OFF;
            }
            case "FLEXIBLE" -> {
                if (minutes == null || minutes < 1) {
                    throw refused(
                            "A FlexibleTimeWindow of Mode FLEXIBLE needs MaximumWindowInMinutes, 1 to " + MOST + ".");
                }
                yield new FlexibleWindow(minutes);
            }
            default -> throw refused("The Mode of a FlexibleTimeWindow is OFF or FLEXIBLE, not '" + mode + "'.");
        };
    }

    /** When what is due at a nominal time is to be called: then, or a whole number of seconds later in the window. */
    public Instant moment(String schedule, Instant nominal) {
        if (minutes == 0) {
            return nominal;
        }
        long chance = Math.floorMod(Digest.hash(schedule + '\n' + nominal.getEpochSecond()), minutes * 60L);
        return nominal.plus(Duration.ofSeconds(chance));
    }

    private static ForebayException refused(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
