package io.forebay.warehouse.redshift;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * How Redshift is reached.
 *
 * @param address for the driver, without a user
 * @param properties the driver's own, user and password among them: never shown
 * @param schema of the ledger
 * @param staging where manifests are put; ends with a slash
 * @param views what tells of a COPY
 */
record RedshiftSettings(String address, Properties properties, String schema, ObjectUri staging, SystemViews views) {
    private static final int PORT = 5439;

    /** What other warehouses take of the same section. */
    private static final Set<String> OTHERS = Set.of("temp_directory", "memory_limit", "threads", "connections");

    static RedshiftSettings of(URI url, Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!OTHERS.contains(name) && !Set.of("schema", "staging", "views").contains(name)) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER, "Redshift has no setting \"warehouse." + name + "\"");
            }
        }
        String host = host(url);
        return new RedshiftSettings(
                "jdbc:redshift://" + host + ":" + (url.getPort() < 0 ? PORT : url.getPort()) + "/" + database(url),
                properties(url),
                schema(settings.getOrDefault("schema", "forebay")),
                staging(settings.getOrDefault("staging", "")),
                views(settings.getOrDefault("views", host.contains(".redshift-serverless.") ? "sys" : "stl")));
    }

    private static String host(URI url) {
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "the warehouse's address names no host: redshift://host:5439/dev")
                    .withHint("Write redshift://user@cluster.region.redshift.amazonaws.com:5439/database.");
        }
        return host;
    }

    private static String database(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.isEmpty() || name.contains("/")) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "the warehouse's address names no database: redshift://" + host(url) + ":5439/dev");
        }
        return name;
    }

    /** User and password from the address, the password else from PGPASSWORD; the rest is the driver's. */
    private static Properties properties(URI url) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "forebay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("enableFetchRingBuffer", "false");
        String user = url.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            properties.setProperty("user", colon < 0 ? user : user.substring(0, colon));
            if (colon >= 0) {
                properties.setProperty("password", user.substring(colon + 1));
            }
        }
        String environment = System.getenv("PGPASSWORD");
        if (environment != null) {
            properties.putIfAbsent("password", environment);
        }
        String query = url.getRawQuery();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "behind ? the warehouse's address takes the driver's properties as name=value");
                }
                properties.setProperty(part.substring(0, equals), decoded(part.substring(equals + 1)));
            }
        }
        return properties;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String schema(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,126}")) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "warehouse.schema must be lower-case letters, digits and underscores, not \"" + name + "\"");
        }
        return name;
    }

    private static ObjectUri staging(String uri) {
        if (uri.isEmpty()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "Redshift needs warehouse.staging: where the manifests of loads are put for it to read")
                    .withHint(
                            "Name a prefix that no job loads, such as warehouse.staging: s3://bucket/forebay-staging/,"
                                    + " in the cluster's region; Forebay writes there, the jobs' roles read.");
        }
        ObjectUri prefix = ObjectUri.parse(uri);
        if (prefix.key().isEmpty() || prefix.key().equals("/") || uri.contains("'") || uri.contains("\\")) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "warehouse.staging must be a prefix within a bucket, without quotes, not \"" + uri + "\"");
        }
        return prefix.key().endsWith("/") ? prefix : prefix.withKey(prefix.key() + "/");
    }

    private static SystemViews views(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "stl" -> SystemViews.STL;
            case "sys" -> SystemViews.SYS;
            default ->
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER, "warehouse.views must be stl or sys, not \"" + name + "\"");
        };
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return address;
    }
}
