package io.forebay.engine.ledger;

import java.util.UUID;

/**
 * What a server is called in the ledger, and its connections in the warehouse: 33 characters, as PostgreSQL cuts the name
 * of an application at 63 bytes.
 *
 * @param installation 16 characters that stay when it is started again; only one server of an installation can be alive
 * @param run 16 characters of their own for each start
 */
public record ServerName(String installation, String run) {
    /** How long each part is. */
    public static final int PART = 16;

    public ServerName {
        if (installation.length() != PART || run.length() != PART) {
            throw new IllegalArgumentException(installation + ", " + run);
        }
    }

    /** Of a server that starts now. */
    public static ServerName next(String installation) {
        return new ServerName(installation, part());
    }

    /** Of a server that nothing is left of when it ends. */
    public static ServerName once() {
        return next(part());
    }

    /** A part unlike all others. */
    public static String part() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, PART);
    }

    @Override
    public String toString() {
        return installation + "-" + run;
    }
}
