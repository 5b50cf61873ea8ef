package io.forebay.engine.schedule.expression;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * At minutes of the calendar and clock of a zone. A local time that is not there, as clocks go forward, is left out; one
 * that is there twice is the first of the two.
 */
record Cron(BitSet minutes, BitSet hours, Days days, BitSet months, BitSet years, ZoneId zone) implements Expression {
    private static final Instant EARLIEST = Instant.parse("1969-12-30T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-03T00:00:00Z");

    static Cron parse(String text, ZoneId zone) {
        String[] fields = text.split("\\s+", -1);
        if (fields.length != 6 || text.isEmpty()) {
            int given = text.isEmpty() ? 0 : fields.length;
            throw refused(
                    text,
                    "it has " + given + " of the six fields minutes, hours, day-of-month, month, day-of-week, year"
                            + (given == 5 ? "; write * as the year for every one" : ""));
        }
        Cron cron = new Cron(
                values(CronField.MINUTES, fields[0]),
                values(CronField.HOURS, fields[1]),
                days(text, fields[2], fields[4]),
                values(CronField.MONTH, fields[3]),
                values(CronField.YEAR, fields[5]),
                zone);
        if (cron.first(LocalDateTime.of(1970, 1, 1, 0, 0)) == null) {
            throw refused(text, "it never fires: there is no such day");
        }
        return cron;
    }

    private static BitSet values(CronField field, String text) {
        if (text.equals("?")) {
            throw field.refused(text, "'?' is only for day-of-month or day-of-week");
        }
        return field.values(text);
    }

    private static Days days(String text, String ofMonth, String ofWeek) {
        boolean byWeek = ofMonth.equals("?");
        if (byWeek == ofWeek.equals("?")) {
            throw refused(
                    text,
                    byWeek
                            ? "only one of day-of-month and day-of-week can be '?'"
                            : "one of day-of-month '" + ofMonth + "' and day-of-week '" + ofWeek + "' must be '?'");
        }
        return byWeek ? WeekDays.parse(ofWeek) : MonthDays.parse(ofMonth);
    }

    @Override
    public Optional<Instant> next(Instant after, Instant start) {
        Instant from = after.isBefore(start) ? start : after;
        if (from.isAfter(LATEST)) {
            return Optional.empty();
        }
        Instant near = from.isBefore(EARLIEST) ? EARLIEST : from;
        LocalDateTime local = first(LocalDateTime.ofInstant(near, zone));
        while (local != null) {
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            if (!offsets.isEmpty()) {
                Instant found = local.toInstant(offsets.get(0));
                if (found.isAfter(after) && !found.isBefore(start)) {
                    return Optional.of(found);
                }
            }
            local = first(local.plusMinutes(1));
        }
        return Optional.empty();
    }

    /** The first minute of the calendar that is meant, from the one that a time is in. */
    private @Nullable LocalDateTime first(LocalDateTime from) {
        LocalDate begin = from.toLocalDate();
        for (int year = years.nextSetBit(begin.getYear()); year >= 0; year = years.nextSetBit(year + 1)) {
            int earliest = year == begin.getYear() ? begin.getMonthValue() : 1;
            for (int month = months.nextSetBit(earliest); month >= 0; month = months.nextSetBit(month + 1)) {
                LocalDateTime found = first(YearMonth.of(year, month), from);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable LocalDateTime first(YearMonth month, LocalDateTime from) {
        LocalDate begin = from.toLocalDate();
        BitSet all = days.in(month);
        int earliest = month.equals(YearMonth.from(begin)) ? begin.getDayOfMonth() : 1;
        for (int day = all.nextSetBit(earliest); day >= 0; day = all.nextSetBit(day + 1)) {
            LocalDate date = month.atDay(day);
            LocalTime time = first(date.equals(begin) ? from.toLocalTime() : LocalTime.MIDNIGHT);
            if (time != null) {
                return date.atTime(time);
            }
        }
        return null;
    }

    private @Nullable LocalTime first(LocalTime from) {
        int hour = hours.nextSetBit(from.getHour());
        if (hour == from.getHour()) {
            int minute = minutes.nextSetBit(from.getMinute());
            if (minute >= 0) {
                return LocalTime.of(hour, minute);
            }
            hour = hours.nextSetBit(hour + 1);
        }
        return hour < 0 ? null : LocalTime.of(hour, minutes.nextSetBit(0));
    }

    private static ForebayException refused(String text, String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "cron(" + text + "): " + why + ".");
    }
}
