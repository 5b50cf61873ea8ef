package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.ExternalTable;
import java.util.Locale;
import java.util.Set;

/** The schemas that statements of users may read and not change: the ledger's, the library of functions, and those of a warehouse's own catalog. */
public final class GuardedSchemas {
    /** A server's administrator could change its catalog, and with it the ledger's views. */
    private static final Set<String> NAMES = Set.of(
            Ledger.SCHEMA,
            "forebay_catalog",
            "forebay_fn",
            "forebay_type",
            "pg_catalog",
            "information_schema",
            "pg_toast");

    private GuardedSchemas() {}

    /** @param schema as written or as stored: capitals make no difference */
    public static boolean contains(String schema) {
        return schema.startsWith(ExternalTable.DEFINITIONS) || NAMES.contains(schema.toLowerCase(Locale.ROOT));
    }
}
