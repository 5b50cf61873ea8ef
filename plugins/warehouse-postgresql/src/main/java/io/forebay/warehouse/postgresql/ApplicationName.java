package io.forebay.warehouse.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The name by which a Forebay server's connections are known to PostgreSQL, which keeps 63 bytes of ASCII
 * (<a href="https://www.postgresql.org/docs/17/runtime-config-logging.html#GUC-APPLICATION-NAME">its manual, 20.8.3</a>).
 */
final class ApplicationName {
    private static final String PREFIX = "forebay ";
    private static final int MOST = 63;

    private ApplicationName() {}

    /** The same for the same server, another for another, however long or odd its name is. */
    static String of(String server) {
        boolean plain = server.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain && PREFIX.length() + server.length() <= MOST
                ? PREFIX + server
                : PREFIX + UUID.nameUUIDFromBytes(server.getBytes(StandardCharsets.UTF_8));
    }
}
