package io.forebay.warehouse.duckdb.functions;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, time or timestamp as DuckDB prints it.
 *
 * @param offset null without a time zone
 */
record Moment(LocalDateTime time, @Nullable ZoneOffset offset) {
    private static final Pattern TEXT = Pattern.compile("(?:(\\d{4,})-(\\d{1,2})-(\\d{1,2}))?( \\(BC\\))?[ T]?"
            + "(?:(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?( \\(BC\\))?"
            + "\\s*(Z|UTC|[+-]\\d{1,2}(?::?\\d{2}){0,2})?");

    static Moment parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(1) == null && matcher.group(5) == null)) {
            throw FunctionError.datetime("invalid input syntax for type timestamp: \"" + text + "\"");
        }
        try {
            LocalDate date = matcher.group(1) == null
                    ? LocalDate.of(2000, 1, 1)
                    : LocalDate.of(year(matcher), number(matcher.group(2)), number(matcher.group(3)));
            LocalTime clock = matcher.group(5) == null
                    ? LocalTime.MIDNIGHT
                    : LocalTime.of(
                            number(matcher.group(5)),
                            number(matcher.group(6)),
                            matcher.group(7) == null ? 0 : number(matcher.group(7)),
                            nanos(matcher.group(8)));
            return new Moment(LocalDateTime.of(date, clock), offset(matcher.group(10)));
        } catch (java.time.DateTimeException e) {
            throw FunctionError.datetime("date/time field value out of range: \"" + text + "\"");
        }
    }

    private static int year(Matcher matcher) {
        int year = number(matcher.group(1));
        return matcher.group(4) != null || matcher.group(9) != null ? 1 - year : year;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static @Nullable ZoneOffset offset(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.equals("Z") || text.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.of(text.length() == 2 ? text.charAt(0) + "0" + text.substring(1) : text);
    }
}
