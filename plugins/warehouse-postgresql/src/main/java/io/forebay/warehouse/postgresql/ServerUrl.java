package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A URL as libpq reads it (<a href="https://www.postgresql.org/docs/17/libpq-connect.html#LIBPQ-CONNSTRING-URIS">PostgreSQL's
 * manual, 32.1.1.2</a>), with those of libpq's parameters that pgjdbc has.
 *
 * @param hosts as written: host or host:port, several with commas
 * @param password null when the URL has none
 * @param parameters by libpq's names
 */
record ServerUrl(
        String hosts, String database, String user, @Nullable String password, Map<String, String> parameters) {
    private static final String ATTRIBUTES = "target_session_attrs";
    /** An @ behind the host would be the one behind a password with / or ? in it, which no message may show. */
    private static final Pattern FORM =
            Pattern.compile("postgresql://(?:([^@/?]*)@)?([^/?@]*)(?:/([^?@]*))?(?:\\?([^@]*))?", Pattern.DOTALL);

    private static final Map<String, PGProperty> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
            Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
            Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
            Map.entry("options", PGProperty.OPTIONS),
            Map.entry("sslcert", PGProperty.SSL_CERT),
            Map.entry("sslkey", PGProperty.SSL_KEY),
            Map.entry("sslmode", PGProperty.SSL_MODE),
            Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
            Map.entry("sslpassword", PGProperty.SSL_PASSWORD),
            Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT),
            Map.entry(ATTRIBUTES, PGProperty.TARGET_SERVER_TYPE)));

    private static final Map<String, Pattern> VALUES = Map.of(
            "sslmode",
            Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full"),
            "channel_binding",
            Pattern.compile("disable|prefer|require"),
            "gssencmode",
            Pattern.compile("disable|allow|prefer|require"),
            "sslnegotiation",
            Pattern.compile("postgres|direct"),
            "connect_timeout",
            Pattern.compile("[0-9]{1,6}"),
            ATTRIBUTES,
            Pattern.compile("any|primary|read-write"));

    static ServerUrl parse(String text) {
        Matcher url = FORM.matcher(text);
        if (!url.matches()) {
            throw invalid("the warehouse's URL is not understood; write postgresql://user@host:5432/database,"
                    + " and @ / ? % in a password or a name as %40 %2F %3F %25");
        }
        Map<String, String> parameters =
                parameters(Optional.ofNullable(url.group(4)).orElse(""));
        String[] login = Optional.ofNullable(url.group(1)).orElse("").split(":", 2);
        String user = login[0].isEmpty() ? System.getProperty("user.name", "postgres") : decoded(login[0]);
        String database = decoded(Optional.ofNullable(url.group(3)).orElse(""));
        return new ServerUrl(
                decoded(url.group(2)).isEmpty() ? "localhost" : decoded(url.group(2)),
                database.isEmpty() ? user : database,
                user,
                login.length == 2 ? decoded(login[1]) : null,
                parameters);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : query.split("&", -1)) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                parameters.put(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "");
            }
        }
        parameters.forEach(ServerUrl::check);
        return parameters;
    }

    private static void check(String name, String value) {
        if (!KNOWN.containsKey(name)) {
            throw invalid("unknown parameter " + name + " in the warehouse's URL; it may have "
                    + String.join(", ", KNOWN.keySet()));
        }
        Pattern allowed = VALUES.get(name);
        if (allowed != null && !allowed.matcher(value).matches()) {
            throw invalid(name + "=" + value + " in the warehouse's URL is not understood; write one of "
                    + allowed.pattern().replace("|", ", "));
        }
    }

    /** A plus sign is itself, not a blank. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("the warehouse's URL has a % that is not followed by two hexadecimal digits; write it %25");
        }
    }

    /** What pgjdbc is told, without a password. */
    Properties properties() {
        Properties properties = new Properties();
        KNOWN.forEach((name, property) -> {
            if (parameters.containsKey(name)) {
                property.set(properties, parameters.get(name));
            }
        });
        if (parameters.containsKey(ATTRIBUTES)) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, "any".equals(parameters.get(ATTRIBUTES)) ? "any" : "primary");
        }
        return properties;
    }

    /** pgjdbc's URL; nothing in it is secret. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + hosts + "/"
                + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For messages: without the password. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + hosts + "/" + database;
    }

    private static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
