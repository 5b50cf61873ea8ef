package io.forebay.warehouse.duckdb.functions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.JulianFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TO_DATE and TO_TIMESTAMP: reads a text by a format. */
final class DateParser {
    private final List<DatePattern.Part> parts;
    private final boolean strict;

    /** @param strict whether a day or an hour out of range is an error, or runs over into the next */
    DateParser(String format, boolean strict) {
        this.parts = DatePattern.parse(format);
        this.strict = strict;
    }

    LocalDateTime parse(String text) {
        Reading reading = new Reading(text);
        for (int i = 0; i < parts.size(); i++) {
            DatePattern.Part part = parts.get(i);
            DateField field = part.field();
            if (field == null) {
                reading.pass(part.text());
            } else if (part.number()) {
                boolean touches = i + 1 < parts.size() && parts.get(i + 1).number();
                reading.number(field, touches && !part.plain());
                reading.at += part.ordinal().isEmpty() ? 0 : 2;
            } else {
                reading.word(field);
            }
            if (reading.at >= text.length()) {
                break;
            }
        }
        return reading.result();
    }

    private final class Reading {
        private final String text;
        private int at;
        private int year = 1;
        private int month = 1;
        private int day = 1;
        private int dayOfYear;
        private int week;
        private long julian = -1;
        private int hour;
        private int minute;
        private int second;
        private int micros;
        private int secondOfDay = -1;
        private boolean half;
        private boolean afternoon;
        private boolean beforeChrist;

        Reading(String text) {
            this.text = text;
        }

        /** A character of the format that is no word passes one of the text; blanks pass all of them. */
        void pass(String literal) {
            if (literal.isBlank()) {
                blanks();
                return;
            }
            at = Math.min(text.length(), at + literal.length());
        }

        private void blanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        void number(DateField field, boolean fixed) {
            blanks();
            int start = at;
            if (field == DateField.Y_YYY) {
                while (at < text.length() && (digit() || text.charAt(at) == ',')) {
                    at++;
                }
                year = integer(text.substring(start, at).replace(",", ""));
                return;
            }
            boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
            at += signed && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)) ? 1 : 0;
            boolean bounded = fixed || (field != DateField.YYYY && field != DateField.J);
            int limit = bounded ? at + field.digits : text.length();
            while (at < Math.min(limit, text.length()) && digit()) {
                at++;
            }
            set(field, text.substring(start, at));
        }

        private boolean digit() {
            return text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private int integer(String digits) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw FunctionError.datetime("the text \"" + text + "\" has no number where the format wants one");
            }
        }

        private void set(DateField field, String digits) {
            int value = integer(digits);
            switch (field) {
                case YYYY, IYYY -> year = value;
                case YYY, IYY -> year = digits.length() < 4 ? value + 2000 - (value >= 520 ? 1000 : 0) : value;
                case YY, IY -> year = value + (value < 70 ? 2000 : 1900);
                case Y, I -> year = 2000 + value;
                case MM -> month = value;
                case DD -> day = value;
                case DDD, IDDD -> dayOfYear = value;
                case WW, IW -> week = value;
                case J -> julian = value;
                case HH24 -> hour = value;
                case HH12, HH -> {
                    hour = value;
                    half = true;
                    if (value < 1 || value > 12) {
                        throw FunctionError.datetime("hour \"" + value + "\" is invalid for the 12-hour clock");
                    }
                }
                case MI -> minute = value;
                case SS -> second = value;
                case MS -> micros += Integer.parseInt((digits + "000").substring(0, 3)) * 1000;
                case US -> micros += Integer.parseInt((digits + "000000").substring(0, 6));
                case SSSS, SSSSS -> secondOfDay = value;
                case CC, Q, W, D, ID -> {}
                default -> throw new IllegalStateException(field.name());
            }
        }

        void word(DateField field) {
            blanks();
            switch (field) {
                case MONTH, MON -> month = 1 + name(DateField.MONTHS);
                case DAY, DY -> name(DateField.DAYS);
                case RM -> month = 1 + roman();
                case AM, PM -> afternoon = first("PM", "AM");
                case AM_DOTS, PM_DOTS -> afternoon = first("P.M.", "A.M.");
                case BC, AD -> beforeChrist = first("BC", "AD");
                case BC_DOTS, AD_DOTS -> beforeChrist = first("B.C.", "A.D.");
                case TZ, OF -> at = text.length();
                default -> throw new IllegalStateException(field.name());
            }
        }

        private int name(List<String> names) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                int length = text.regionMatches(true, at, name, 0, name.length()) ? name.length() : 3;
                if (text.regionMatches(true, at, name, 0, length)) {
                    at += length;
                    return i;
                }
            }
            throw FunctionError.datetime("\"" + text.substring(at) + "\" begins with no name of a month or a day");
        }

        private int roman() {
            for (int i = DateField.ROMAN_MONTHS.size() - 1; i >= 0; i--) {
                String roman = DateField.ROMAN_MONTHS.get(i);
                boolean longer = at + roman.length() < text.length()
                        && "IVX".indexOf(Character.toUpperCase(text.charAt(at + roman.length()))) >= 0;
                if (!longer && text.regionMatches(true, at, roman, 0, roman.length())) {
                    at += roman.length();
                    return i;
                }
            }
            throw FunctionError.datetime("\"" + text.substring(at) + "\" begins with no Roman month");
        }

        private boolean first(String one, String other) {
            boolean first = text.regionMatches(true, at, one, 0, one.length());
            if (!first && !text.regionMatches(true, at, other, 0, other.length())) {
                throw FunctionError.datetime(
                        "\"" + text + "\" has no " + one + " or " + other + " where the format wants it");
            }
            at += one.length();
            return first;
        }

        LocalDateTime result() {
            LocalDateTime start = date();
            if (half || afternoon) {
                hour = hour % 12 + (afternoon ? 12 : 0);
            }
            if (strict && (hour > 23 || minute > 59 || second > 59)) {
                throw outOfRange(hour + ":" + minute + ":" + second);
            }
            long seconds = secondOfDay >= 0 ? secondOfDay : hour * 3600L + minute * 60L + second;
            return start.plusSeconds(seconds).plusNanos(micros * 1000L);
        }

        private LocalDateTime date() {
            try {
                if (julian >= 0) {
                    return LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, julian).atStartOfDay();
                }
                int shown = beforeChrist ? 1 - year : year;
                if (dayOfYear > 0 || week > 0) {
                    int days = dayOfYear > 0 ? dayOfYear : (week - 1) * 7 + 1;
                    return LocalDate.of(shown, 1, 1).plusDays(days - 1L).atStartOfDay();
                }
                LocalDate lenient = lenient(shown);
                if (lenient != null) {
                    return lenient.atStartOfDay();
                }
                return LocalDate.of(shown, month, day).atStartOfDay();
            } catch (DateTimeException e) {
                throw outOfRange(year + "-" + month + "-" + day);
            }
        }

        /** Days and months that run over, unless they must not. */
        private @Nullable LocalDate lenient(int shown) {
            return strict || month < 1 || month > 12 || day < 1 || day > 31
                    ? null
                    : LocalDate.of(shown, month, 1).plusDays(day - 1L);
        }

        private FunctionError outOfRange(String shown) {
            return FunctionError.datetime("date/time field date value out of range: " + shown);
        }
    }
}
