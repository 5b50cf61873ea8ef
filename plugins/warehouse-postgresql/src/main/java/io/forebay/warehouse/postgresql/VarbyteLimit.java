package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.TableName;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * VARBYTE(n) on {@code bytea}, which knows no length: a CHECK of the column, which survives every RENAME and is copied by
 * LIKE … INCLUDING CONSTRAINTS.
 */
final class VarbyteLimit {
    static final String PREFIX = "forebay_varbyte_";

    private static final Pattern LIMIT = Pattern.compile("octet_length\\(.*\\) <= (\\d{1,9})");

    private VarbyteLimit() {}

    /** The constraint as it stands behind ADD, or behind the last column of CREATE TABLE; in a name of its own. */
    static String clause(String column, int length) {
        return "CONSTRAINT " + PREFIX + UUID.randomUUID().toString().replace("-", "") + " CHECK (octet_length("
                + TableName.quote(column) + ") <= " + length + ")";
    }

    /** The length in a constraint's text; 0 when there is none. */
    static int read(@Nullable String definition) {
        Matcher limit = LIMIT.matcher(definition == null ? "" : definition);
        return limit.find() ? Integer.parseInt(limit.group(1)) : 0;
    }
}
