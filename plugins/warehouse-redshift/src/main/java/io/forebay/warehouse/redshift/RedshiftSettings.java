package io.forebay.warehouse.redshift;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.warehouse.redshift.dataapi.DataApiWay;
import io.forebay.warehouse.redshift.driver.JdbcWay;
import io.forebay.warehouse.redshift.driver.Way;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the address and the settings of the warehouse say.
 *
 * @param way to Redshift
 * @param schema of the ledger
 * @param staging where manifests are put; ends with a slash
 * @param views what tells of a COPY
 */
record RedshiftSettings(Way way, String schema, ObjectUri staging, SystemViews views) {
    /** The scheme of an address that is reached by the Redshift Data API. */
    static final String DATA_API = "redshift-data";

    /** What other warehouses take of the same section. */
    private static final Set<String> OTHERS = Set.of("temp_directory", "memory_limit", "threads", "connections");

    static RedshiftSettings of(URI url, Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!OTHERS.contains(name) && !Set.of("schema", "staging", "views").contains(name)) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER, "Redshift has no setting \"warehouse." + name + "\"");
            }
        }
        Way way = DATA_API.equalsIgnoreCase(url.getScheme()) ? DataApiWay.of(url) : JdbcWay.of(url);
        return new RedshiftSettings(
                way,
                schema(settings.getOrDefault("schema", "forebay")),
                staging(settings.getOrDefault("staging", "")),
                views(settings.getOrDefault("views", way.serverless() ? "sys" : "stl")));
    }

    private static String schema(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,126}")) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "warehouse.schema must be lower-case letters, digits and underscores, not \"" + name + "\"");
        }
        if (name.equals("public") || name.equals("information_schema") || name.startsWith("pg_")) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "warehouse.schema must be the ledger's own, not \"" + name + "\"")
                    .withHint("Name a schema that nothing else is in, such as warehouse.schema: forebay.");
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
}
