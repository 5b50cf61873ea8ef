package io.forebay.engine.dataapi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a statement runs and as whom: names that a client gives, of which the database and the user mean something here. */
record Target(
        @Nullable String cluster,
        @Nullable String workgroup,
        @Nullable String database,
        @Nullable String dbUser,
        @Nullable String secretArn) {
    private static final Pattern CLUSTER = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern WORKGROUP = Pattern.compile(
            "(([a-z0-9-]+)|(arn:(aws(-[a-z]+)*):redshift-serverless:[a-z]{2}(-gov)?-[a-z]+-\\d{1}:\\d{12}:workgroup/[a-z0-9-]+))");

    static Target of(Request request) {
        String cluster = request.text("ClusterIdentifier", 63, CLUSTER);
        String workgroup = request.text("WorkgroupName", 128, WORKGROUP);
        if (cluster != null && workgroup != null) {
            throw DataApiException.validation("ClusterIdentifier and WorkgroupName cannot be given together.");
        }
        String dbUser = request.text("DbUser");
        String secret = request.text("SecretArn");
        if (dbUser != null && secret != null) {
            throw DataApiException.validation("DbUser and SecretArn cannot be given together.");
        }
        return new Target(cluster, workgroup, request.text("Database"), dbUser, secret);
    }

    /** Whether a request that names a session says any of it, which the session has said. */
    boolean any() {
        return cluster != null || workgroup != null || database != null || dbUser != null || secretArn != null;
    }
}
