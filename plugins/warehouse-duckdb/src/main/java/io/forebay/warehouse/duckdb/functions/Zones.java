package io.forebay.warehouse.duckdb.functions;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CONVERT_TIMEZONE. A zone is a name of the tz database, in any capitals, an abbreviation with a fixed offset, or
 * POSIX's form, whose offsets count to the west. SOURCE: Amazon Redshift Database Developer Guide, "CONVERT_TIMEZONE",
 * "Time zone usage notes".
 */
final class Zones {
    private static final Pattern POSIX = Pattern.compile("[A-Za-z]* ?([+-]?)(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2}))?");
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("EST", "-05:00"),
            Map.entry("EDT", "-04:00"),
            Map.entry("CST", "-06:00"),
            Map.entry("CDT", "-05:00"),
            Map.entry("MST", "-07:00"),
            Map.entry("MDT", "-06:00"),
            Map.entry("PST", "-08:00"),
            Map.entry("PDT", "-07:00"),
            Map.entry("AKST", "-09:00"),
            Map.entry("AKDT", "-08:00"),
            Map.entry("HST", "-10:00"),
            Map.entry("AST", "-04:00"),
            Map.entry("ADT", "-03:00"),
            Map.entry("NST", "-03:30"),
            Map.entry("NDT", "-02:30"),
            Map.entry("BST", "+01:00"),
            Map.entry("CEST", "+02:00"),
            Map.entry("EEST", "+03:00"),
            Map.entry("WEST", "+01:00"),
            Map.entry("MSK", "+03:00"),
            Map.entry("IST", "+02:00"),
            Map.entry("JST", "+09:00"),
            Map.entry("KST", "+09:00"),
            Map.entry("AEST", "+10:00"),
            Map.entry("AEDT", "+11:00"),
            Map.entry("NZST", "+12:00"),
            Map.entry("NZDT", "+13:00"),
            Map.entry("Z", "Z"));
    private static final Map<String, String> NAMES = names();

    private Zones() {}

    private static Map<String, String> names() {
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ZoneId.getAvailableZoneIds().forEach(name -> names.put(name, name));
        return names;
    }

    static ZoneId zone(String name) {
        String text = name.strip();
        String fixed = FIXED.get(text.toUpperCase(Locale.ROOT));
        if (fixed != null) {
            return ZoneOffset.of(fixed);
        }
        String known = NAMES.get(text);
        if (known != null) {
            return ZoneId.of(known);
        }
        Matcher posix = POSIX.matcher(text);
        if (!text.isEmpty() && posix.matches()) {
            try {
                int seconds = part(posix.group(2)) * 3600 + part(posix.group(3)) * 60 + part(posix.group(4));
                return ZoneOffset.ofTotalSeconds(posix.group(1).equals("-") ? seconds : -seconds);
            } catch (DateTimeException e) {
                throw FunctionError.invalid("time zone \"" + name + "\" not recognized");
            }
        }
        throw FunctionError.invalid("time zone \"" + name + "\" not recognized");
    }

    private static int part(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** @param text the time in the source's zone, unless it says its own offset */
    static String convert(ZoneId source, ZoneId target, String text) {
        Moment moment = Moment.parse(text);
        ZoneOffset offset = moment.offset();
        LocalDateTime there = (offset == null
                        ? moment.time().atZone(source)
                        : moment.time().atZone(offset))
                .withZoneSameInstant(target)
                .toLocalDateTime();
        return there.toString();
    }

    static TextFunction converter() {
        return new TextFunction() {
            private String names = "";
            private ZoneId source = ZoneOffset.UTC;
            private ZoneId target = ZoneOffset.UTC;

            @Override
            public String apply(String[] arguments) {
                String wanted = arguments[0] + "\0" + arguments[1];
                if (!wanted.equals(names)) {
                    source = zone(arguments[0]);
                    target = zone(arguments[1]);
                    names = wanted;
                }
                return convert(source, target, arguments[2]);
            }
        };
    }
}
