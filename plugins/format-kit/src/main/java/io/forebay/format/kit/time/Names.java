package io.forebay.format.kit.time;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words in dates: months, days of the week, AM and PM, time zones. Any case. */
final class Names {
    static final int AM = 1;
    static final int PM = 2;

    private static final String[] MONTHS = {
        "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE",
        "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"
    };
    private static final String[] WEEKDAYS = {
        "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"
    };

    /** Hours from UTC. SOURCE: PostgreSQL's default time zone abbreviations, those that mean one zone only. */
    private static final Map<String, Integer> ZONE_HOURS = Map.ofEntries(
            Map.entry("Z", 0),
            Map.entry("ZULU", 0),
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", 1),
            Map.entry("BST", 1),
            Map.entry("CET", 1),
            Map.entry("CEST", 2),
            Map.entry("EET", 2),
            Map.entry("EEST", 3),
            Map.entry("MSK", 3),
            Map.entry("JST", 9),
            Map.entry("KST", 9),
            Map.entry("AEST", 10),
            Map.entry("AEDT", 11),
            Map.entry("NZST", 12),
            Map.entry("NZDT", 13),
            Map.entry("EST", -5),
            Map.entry("EDT", -4),
            Map.entry("CST", -6),
            Map.entry("CDT", -5),
            Map.entry("MST", -7),
            Map.entry("MDT", -6),
            Map.entry("PST", -8),
            Map.entry("PDT", -7),
            Map.entry("AKST", -9),
            Map.entry("AKDT", -8),
            Map.entry("HST", -10));

    private Names() {}

    static byte upper(byte value) {
        return value >= 'a' && value <= 'z' ? (byte) (value - 32) : value;
    }

    static boolean letter(byte value) {
        byte upper = upper(value);
        return upper >= 'A' && upper <= 'Z';
    }

    /** The place behind the letters that start at {@code from}. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && letter(bytes[at])) {
            at++;
        }
        return at;
    }

    /** 1 to 12 for a month's name or at least its first three letters; 0 for another word. */
    static int month(byte[] bytes, int from, int to) {
        return find(MONTHS, bytes, from, to);
    }

    static boolean weekday(byte[] bytes, int from, int to) {
        return find(WEEKDAYS, bytes, from, to) > 0;
    }

    private static int find(String[] names, byte[] bytes, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (to - from >= 3 && to - from <= names[i].length() && starts(names[i], bytes, from, to)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean starts(String name, byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (upper(bytes[at]) != name.charAt(at - from)) {
                return false;
            }
        }
        return true;
    }

    static boolean is(String word, byte[] bytes, int from, int to) {
        return to - from == word.length() && starts(word, bytes, from, to);
    }

    /** {@link #AM}, {@link #PM}, or 0. */
    static int half(byte[] bytes, int from, int to) {
        return is("AM", bytes, from, to) ? AM : is("PM", bytes, from, to) ? PM : 0;
    }

    /** A year of two digits: 70 to 99 are of the last century, as in PostgreSQL. */
    static int century(int year) {
        return year < 70 ? 2000 + year : year < 100 ? 1900 + year : year;
    }

    /** Seconds from UTC of an abbreviation or of a name such as {@code Europe/Berlin} at that local time; or null. */
    static @Nullable Integer zoneSeconds(byte[] bytes, int from, int to, long localMicros) {
        String name = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        Integer hours = ZONE_HOURS.get(name.toUpperCase(Locale.ROOT));
        if (hours != null) {
            return hours * 3600;
        }
        if (name.indexOf('/') < 0) {
            return null;
        }
        try {
            long seconds = Math.floorDiv(localMicros, Moment.MICROS_PER_SECOND);
            LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, java.time.ZoneOffset.UTC);
            return ZoneId.of(name).getRules().getOffset(local).getTotalSeconds();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
