package io.forebay.warehouse.redshift.text;

/** What is asked of the catalog. */
public final class CatalogText {
    /** Values: schema, name. */
    public static final String NAMED =
            "SELECT c.oid, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'v')";

    /** By the session's own search path. Value: name. */
    public static final String VISIBLE =
            "SELECT c.oid, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE c.relname = ? AND c.relkind IN ('r', 'v')"
                    + " AND pg_catalog.pg_table_is_visible(c.oid)";

    /** Values: schema, name. */
    public static final String COLUMNS = "SELECT column_name, data_type, character_maximum_length, numeric_precision,"
            + " numeric_scale, is_nullable, column_default FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    public static final String SCHEMA = "SELECT current_schema()";

    /** The session that this connection is. */
    public static final String SESSION = "SELECT pg_backend_pid()";

    /**
     * The driver begins a session in this process' time zone, and a user of the database may have one of its own. Redshift's
     * own times are UTC, and servers are to agree on what time it is.
     */
    public static final String UTC = "SET timezone TO 'UTC'";

    /** Whether a session is there. */
    public static final String PING = "SELECT 1";

    /** Ends a session; one's own are always allowed. Value: its process id, for which a BIGINT finds no function. */
    public static final String TERMINATE = "SELECT pg_terminate_backend(CAST(? AS INTEGER))";

    /** How long a statement of a session may wait for another one's lock. */
    public static final String PATIENCE = "SET statement_timeout TO 5000";

    /**
     * Names what a session runs from now on.
     *
     * @param label without quotes in it
     */
    public static String label(String label) {
        return "SET query_group TO '" + label + "'";
    }

    /** Back to a user's own. */
    public static final String NO_LABEL = "RESET query_group";

    private CatalogText() {}
}
