package io.forebay.warehouse.redshift.dataapi;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;

/**
 * Where sessions are opened, and as whom.
 *
 * @param name of the cluster, or of the workgroup
 * @param user of the database; without one and without a secret, the one of the caller's IAM identity
 * @param secret in Secrets Manager, with a user and a password
 * @param keepAlive seconds for which the API keeps a session that runs nothing
 */
record DataTarget(
        String name,
        boolean serverless,
        String database,
        @Nullable String user,
        @Nullable String secret,
        int keepAlive) {

    /** A session's first statement names all of it, the others only the session. */
    void name(ExecuteStatementRequest.Builder request) {
        request.database(database).dbUser(user).secretArn(secret);
        if (serverless) {
            request.workgroupName(name);
        } else {
            request.clusterIdentifier(name);
        }
    }
}
