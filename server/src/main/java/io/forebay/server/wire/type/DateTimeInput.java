package io.forebay.server.wire.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ISO forms of dates and times that drivers send as text, such as {@code 2024-12-01 +00} for a DATE. What the type
 * does not have (a date's time and zone, a timestamp's zone) is left away, as PostgreSQL does. Other forms are empty
 * here, and go to the warehouse as they are. SOURCE: PostgreSQL's manual, "Date/Time Input".
 */
final class DateTimeInput {
    private static final Pattern FORM = Pattern.compile("(\\d{4,6})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?"
            + " ?(Z|[+-]\\d{1,2}(?::?\\d{2}(?::?\\d{2})?)?)?( BC)?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?(?:Z|[+-]\\d{1,2}(?::?\\d{2})?)?");

    private DateTimeInput() {}

    static Optional<LocalDate> date(String text) {
        return parse(text, matcher -> day(matcher));
    }

    static Optional<LocalDateTime> timestamp(String text) {
        return parse(text, DateTimeInput::local);
    }

    /** @param zone that of a text without one */
    static Optional<OffsetDateTime> timestamptz(String text, ZoneId zone) {
        return parse(text, matcher -> {
            String offset = matcher.group(8);
            LocalDateTime local = local(matcher);
            return offset == null ? local.atZone(zone).toOffsetDateTime() : local.atOffset(offset(offset));
        });
    }

    static Optional<LocalTime> time(String text) {
        Matcher matcher = TIME.matcher(text);
        try {
            return matcher.matches() ? Optional.of(time(matcher, 1)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        T of(Matcher matcher);
    }

    private static <T> Optional<T> parse(String text, Reading<T> reading) {
        Matcher matcher = FORM.matcher(text);
        try {
            return matcher.matches() ? Optional.of(reading.of(matcher)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate day(Matcher matcher) {
        int year = number(matcher.group(1));
        return LocalDate.of(
                matcher.group(9) == null ? year : 1 - year, number(matcher.group(2)), number(matcher.group(3)));
    }

    private static LocalDateTime local(Matcher matcher) {
        LocalDate day = day(matcher);
        return matcher.group(4) == null ? day.atStartOfDay() : day.atTime(time(matcher, 4));
    }

    private static LocalTime time(Matcher matcher, int group) {
        String fraction = matcher.group(group + 3);
        int nanos = fraction == null ? 0 : number((fraction + "00000000").substring(0, 9));
        return LocalTime.of(
                        number(matcher.group(group)),
                        number(matcher.group(group + 1)),
                        number(matcher.group(group + 2)))
                .withNano(nanos);
    }

    private static ZoneOffset offset(String text) {
        if (text.equals("Z")) {
            return ZoneOffset.UTC;
        }
        int colon = text.indexOf(':');
        int hourEnd = colon > 0 ? colon : Math.min(text.length(), 3);
        String rest = text.substring(hourEnd).replace(":", "");
        int seconds = number(text.substring(1, hourEnd)) * 3600
                + (rest.length() >= 2 ? number(rest.substring(0, 2)) * 60 : 0)
                + (rest.length() >= 4 ? number(rest.substring(2, 4)) : 0);
        return ZoneOffset.ofTotalSeconds(text.charAt(0) == '-' ? -seconds : seconds);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
