package io.forebay.engine.session;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session's settings (SET, SHOW): kept here, never set in the warehouse. Names are case-insensitive. SOURCE:
 * PostgreSQL manual, "Server Configuration"; Amazon Redshift Database Developer Guide, "Configuration reference".
 */
final class Parameters {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("analyze_threshold_percent", "10"),
            Map.entry("application_name", ""),
            Map.entry("bytea_output", "hex"),
            Map.entry("client_encoding", "UTF8"),
            Map.entry("client_min_messages", "notice"),
            Map.entry("DateStyle", "ISO, MDY"),
            Map.entry("default_table_access_method", "heap"),
            Map.entry("default_transaction_isolation", "serializable"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("enable_case_sensitive_identifier", "off"),
            Map.entry("enable_result_cache_for_session", "on"),
            Map.entry("extra_float_digits", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("integer_datetimes", "on"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("is_superuser", "on"),
            Map.entry("lock_timeout", "0"),
            Map.entry("max_index_keys", "32"),
            Map.entry("query_group", "default"),
            Map.entry("row_security", "on"),
            Map.entry("search_path", "\"$user\", public"),
            Map.entry("server_encoding", "UTF8"),
            Map.entry("server_version", "8.0.2"),
            Map.entry("server_version_num", "80002"),
            Map.entry("session_authorization", "forebay"),
            Map.entry("standard_conforming_strings", "on"),
            Map.entry("statement_timeout", "0"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("TimeZone", "UTC"),
            Map.entry("transaction_isolation", "serializable"),
            Map.entry("transaction_read_only", "off"),
            Map.entry("wlm_query_slot_count", "1"));

    private static final Set<String> FIXED = Set.of(
            "default_table_access_method",
            "integer_datetimes",
            "is_superuser",
            "max_index_keys",
            "server_encoding",
            "server_version",
            "server_version_num",
            "session_authorization");

    /** What PostgreSQL tells a client at its start and when it changes. */
    private static final Set<String> REPORTED = Set.of(
            "application_name",
            "client_encoding",
            "DateStyle",
            "integer_datetimes",
            "IntervalStyle",
            "is_superuser",
            "server_encoding",
            "server_version",
            "session_authorization",
            "standard_conforming_strings",
            "TimeZone");

    private final TreeMap<String, String> defaults = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final TreeMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Parameters(String user) {
        defaults.putAll(DEFAULTS);
        defaults.put("session_authorization", user);
        values.putAll(defaults);
    }

    /** Whose session it is. */
    void user(String name, boolean superuser) {
        for (TreeMap<String, String> each : List.of(defaults, values)) {
            each.replace("session_authorization", name);
            each.replace("is_superuser", superuser ? "on" : "off");
        }
    }

    /** Takes what a client says at its start: those that are known become this session's defaults. */
    void start(Map<String, String> startup) {
        startup.forEach((name, value) -> {
            if (defaults.containsKey(name) && !FIXED.contains(name)) {
                String checked = ParameterCheck.checked(name(name), value);
                put(defaults, name, checked);
                put(values, name, checked);
            }
        });
    }

    /** Keeps the spelling of the name that is there. */
    private static void put(TreeMap<String, String> map, String name, String value) {
        map.replace(name, value);
    }

    String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw unknown(name);
        }
        return value;
    }

    /** @return the name as it is reported when clients are to be told, else null */
    @Nullable
    String set(String name, @Nullable String value) {
        String known = name(name);
        if (FIXED.contains(known)) {
            throw new ForebayException(CommonError.WRONG_STATE, "parameter \"" + known + "\" cannot be changed");
        }
        String checked = value == null
                ? java.util.Objects.requireNonNull(defaults.get(known))
                : ParameterCheck.checked(known, value);
        values.replace(known, checked);
        return REPORTED.contains(known) ? known : null;
    }

    void reset() {
        values.putAll(defaults);
    }

    Map<String, String> reported() {
        Map<String, String> reported = new LinkedHashMap<>();
        REPORTED.stream().sorted().forEach(name -> reported.put(name, value(name)));
        return reported;
    }

    Map<String, String> all() {
        return new TreeMap<>(values);
    }

    private String name(String name) {
        Map.Entry<String, String> entry = defaults.ceilingEntry(name);
        if (entry == null || !entry.getKey().equalsIgnoreCase(name)) {
            if (name.indexOf('.') > 0) {
                defaults.put(name.toLowerCase(Locale.ROOT), "");
                values.put(name.toLowerCase(Locale.ROOT), "");
                return name.toLowerCase(Locale.ROOT);
            }
            throw unknown(name);
        }
        return entry.getKey();
    }

    private static ForebayException unknown(String name) {
        return new ForebayException(
                        CommonError.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"")
                .withHint("SHOW ALL lists the parameters of this session.");
    }
}
