package io.forebay.warehouse.duckdb.functions;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;

/** TO_CHAR of dates and times. */
final class DateFormat {
    /** What names of months and days are filled up to. */
    private static final int NAME_WIDTH = 9;

    private final List<DatePattern.Part> parts;

    DateFormat(String format) {
        this.parts = DatePattern.parse(format);
    }

    String format(Moment moment) {
        StringBuilder text = new StringBuilder();
        for (DatePattern.Part part : parts) {
            DateField field = part.field();
            text.append(
                    field == null
                            ? part.text()
                            : part.number() ? number(part, field, moment) : word(part, field, moment));
        }
        return text.toString();
    }

    private static String number(DatePattern.Part part, DateField field, Moment moment) {
        LocalDateTime time = moment.time();
        long value = value(field, time);
        String digits = String.valueOf(Math.abs(value));
        int width = field.digits;
        if (field == DateField.Y_YYY) {
            String padded = part.plain() ? digits : zeros(digits, 4);
            int cut = Math.max(0, padded.length() - 3);
            return padded.substring(0, cut) + "," + padded.substring(cut) + ordinal(part, digits);
        }
        if (cutsYear(field) && digits.length() > width) {
            digits = digits.substring(digits.length() - width);
        }
        if (part.plain() && field != DateField.MS && field != DateField.US) {
            String plain = digits.replaceFirst("^0+(?=.)", "");
            return plain + ordinal(part, plain);
        }
        boolean grows = field == DateField.SSSS || field == DateField.SSSSS;
        String padded = grows ? digits : zeros(digits, width);
        return padded + ordinal(part, padded);
    }

    private static boolean cutsYear(DateField field) {
        return switch (field) {
            case YYY, YY, Y, IYY, IY, I -> true;
            default -> false;
        };
    }

    private static String zeros(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static long value(DateField field, LocalDateTime time) {
        int year = time.getYear();
        return switch (field) {
            case YYYY, YYY, YY, Y, Y_YYY -> year > 0 ? year : 1 - year;
            case IYYY, IYY, IY, I -> time.get(IsoFields.WEEK_BASED_YEAR);
            case IW -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case IDDD ->
                (time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1) * 7L
                        + time.getDayOfWeek().getValue();
            case ID -> time.getDayOfWeek().getValue();
            case CC -> year > 0 ? (year + 99) / 100 : (year - 99) / 100;
            case Q -> (time.getMonthValue() + 2) / 3;
            case MM -> time.getMonthValue();
            case WW -> (time.getDayOfYear() + 6) / 7;
            case W -> (time.getDayOfMonth() + 6) / 7;
            case DDD -> time.getDayOfYear();
            case DD -> time.getDayOfMonth();
            case D -> time.getDayOfWeek().getValue() % 7 + 1;
            case J -> time.getLong(JulianFields.JULIAN_DAY);
            case HH24 -> time.getHour();
            case HH12, HH -> (time.getHour() + 11) % 12 + 1;
            case MI -> time.getMinute();
            case SS -> time.getSecond();
            case MS -> time.get(ChronoField.MILLI_OF_SECOND);
            case US -> time.get(ChronoField.MICRO_OF_SECOND);
            case SSSS, SSSSS -> time.toLocalTime().toSecondOfDay();
            default -> throw new IllegalStateException(field.name());
        };
    }

    private static String word(DatePattern.Part part, DateField field, Moment moment) {
        LocalDateTime time = moment.time();
        boolean morning = time.getHour() < 12;
        String word =
                switch (field) {
                    case BC, AD -> time.getYear() > 0 ? "AD" : "BC";
                    case BC_DOTS, AD_DOTS -> time.getYear() > 0 ? "A.D." : "B.C.";
                    case AM, PM -> morning ? "AM" : "PM";
                    case AM_DOTS, PM_DOTS -> morning ? "A.M." : "P.M.";
                    case MONTH -> name(part, DateField.MONTHS.get(time.getMonthValue() - 1));
                    case MON -> DateField.MONTHS.get(time.getMonthValue() - 1).substring(0, 3);
                    case DAY ->
                        name(part, DateField.DAYS.get(time.getDayOfWeek().getValue() % 7));
                    case DY ->
                        DateField.DAYS.get(time.getDayOfWeek().getValue() % 7).substring(0, 3);
                    case RM -> roman(part, time.getMonthValue());
                    case TZ -> moment.offset() == null ? "" : "UTC";
                    case OF -> offset(moment.offset());
                    default -> throw new IllegalStateException(field.name());
                };
        return likeWritten(part.text(), word);
    }

    private static String name(DatePattern.Part part, String name) {
        return part.plain() ? name : name + " ".repeat(NAME_WIDTH - name.length());
    }

    private static String roman(DatePattern.Part part, int month) {
        String roman = DateField.ROMAN_MONTHS.get(month - 1);
        return part.plain() ? roman : roman + " ".repeat(4 - roman.length());
    }

    private static String offset(@org.jspecify.annotations.Nullable ZoneOffset offset) {
        if (offset == null) {
            return "+00";
        }
        String id = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
        return id.endsWith(":00") ? id.substring(0, id.length() - 3) : id;
    }

    /** Capitals as the format's word has them: all, the first, or none. */
    private static String likeWritten(String written, String word) {
        String first = written.substring(0, 1);
        if (first.equals(first.toLowerCase(Locale.ROOT))) {
            return word.toLowerCase(Locale.ROOT);
        }
        String rest = written.substring(1).replace(".", "");
        boolean capitals = !rest.isEmpty() && rest.equals(rest.toUpperCase(Locale.ROOT));
        return capitals || word.contains(".") ? word.toUpperCase(Locale.ROOT) : word;
    }

    private static String ordinal(DatePattern.Part part, String digits) {
        if (part.ordinal().isEmpty()) {
            return "";
        }
        String ending = Ordinals.ending(digits);
        return part.ordinal().equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending;
    }
}
