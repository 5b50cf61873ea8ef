package io.forebay.engine.session;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a setting can have a value, and how the value is kept. */
final class ParameterCheck {
    /** SQL_ASCII is what clients in the C locale ask for: bytes as they are. */
    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode", "sql_ascii");

    private static final Pattern HOURS = Pattern.compile("[+-]?\\d{1,2}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|min|h|d)?");

    private ParameterCheck() {}

    static String checked(String name, String value) {
        return switch (name) {
            case "client_encoding" -> encoding(value);
            case "TimeZone" -> zone(value);
            case "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout" ->
                Long.toString(millis(name, value));
            case "search_path" -> searchPath(value);
            case "DateStyle" -> dateStyle(value);
            default -> value;
        };
    }

    private static String encoding(String value) {
        if (!UTF8.contains(value.toLowerCase(Locale.ROOT))) {
            throw invalid("client_encoding", value, "Forebay speaks UTF8 only.");
        }
        return "UTF8";
    }

    /** A zone's name, or hours as PostgreSQL takes them: positive is east of Greenwich. */
    private static String zone(String value) {
        String text = value.strip();
        if (HOURS.matcher(text).matches()) {
            int hours = Integer.parseInt(text);
            return hours == 0 ? "UTC" : String.format(Locale.ROOT, "Etc/GMT%+d", -hours);
        }
        try {
            return ZoneId.of(text, ZoneId.SHORT_IDS).getId();
        } catch (DateTimeException e) {
            return ZoneId.getAvailableZoneIds().stream()
                    .filter(id -> id.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> invalid("TimeZone", value, "Use a name such as UTC or America/New_York."));
        }
    }

    static long millis(String name, String value) {
        Matcher matcher = DURATION.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw invalid(name, value, "Give milliseconds, or a unit: 500, 30s, 5min.");
        }
        long unit =
                switch (String.valueOf(matcher.group(2))) {
                    case "s" -> 1000;
                    case "min" -> 60_000;
                    case "h" -> 3_600_000;
                    case "d" -> 86_400_000;
                    default -> 1;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    private static String searchPath(String value) {
        for (String schema : SearchPath.schemas(value, "")) {
            if (schema.equalsIgnoreCase(io.forebay.engine.ledger.Ledger.SCHEMA)) {
                throw new ForebayException(
                                CommonError.NOT_ALLOWED, "schema \"" + schema + "\" cannot be in the search path")
                        .withHint("Its views are found without a schema.");
            }
        }
        return value;
    }

    private static String dateStyle(String value) {
        if (!value.toUpperCase(Locale.ROOT).contains("ISO")) {
            throw invalid("DateStyle", value, "Forebay writes dates in ISO form only.");
        }
        return "ISO, MDY";
    }

    private static ForebayException invalid(String name, String value, String hint) {
        return new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "invalid value for parameter \"" + name + "\": \"" + value + "\"")
                .withHint(hint);
    }
}
