package io.forebay.warehouse.postgresql.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which live tables a statement reads: by the names in its text, and the views and rules that PostgreSQL knows to depend on
 * their functions, views of users over them included. A name in another schema or in a text counts too, which costs time
 * and changes nothing. Looked up again after a while. Thread-safe.
 */
final class LiveViews {
    private static final long AGE = TimeUnit.MINUTES.toNanos(1);
    /** Inside a transaction, where the question would be the snapshot's first. */
    private static final long MOST = TimeUnit.HOURS.toNanos(1);

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    /** What depends on a function directly, then what depends on that; see PostgreSQL's manual, pg_depend, pg_rewrite. */
    private static final String DEPENDENTS =
            """
            WITH RECURSIVE reads (relation, live) AS (
              SELECT r.ev_class, p.proname
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_depend d ON d.refclassid = CAST('pg_catalog.pg_proc' AS pg_catalog.regclass) AND d.refobjid = p.oid
              JOIN pg_catalog.pg_rewrite r ON d.classid = CAST('pg_catalog.pg_rewrite' AS pg_catalog.regclass) AND d.objid = r.oid
              WHERE n.nspname = 'forebay' AND starts_with(CAST(p.proname AS text), 'live_')
              UNION
              SELECT r.ev_class, v.live
              FROM reads v
              JOIN pg_catalog.pg_depend d ON d.refclassid = CAST('pg_catalog.pg_class' AS pg_catalog.regclass) AND d.refobjid = v.relation
              JOIN pg_catalog.pg_rewrite r ON d.classid = CAST('pg_catalog.pg_rewrite' AS pg_catalog.regclass) AND d.objid = r.oid
            )
            SELECT DISTINCT CAST(c.relname AS text), CAST(v.live AS text)
            FROM reads v JOIN pg_catalog.pg_class c ON c.oid = v.relation
            """;

    private record Known(Map<String, Set<String>> liveOf, long asked) {}

    private volatile Known known = new Known(Map.of(), System.nanoTime() - 2 * MOST);

    /**
     * @param anew whether views may have been made that this connection sees
     * @return the names of live tables
     */
    Set<String> of(Connection connection, String sql, boolean anew, boolean inTransaction) throws SQLException {
        Known now = known;
        if (anew || System.nanoTime() - now.asked > (inTransaction ? MOST : AGE)) {
            now = new Known(ask(connection), System.nanoTime());
            known = now;
        }
        Set<String> words = words(sql);
        Set<String> needed = new HashSet<>();
        now.liveOf.forEach((relation, live) -> {
            if (words.contains(relation) || named(sql, relation)) {
                needed.addAll(live);
            }
        });
        for (String word : words) {
            if (word.startsWith(LiveTables.PREFIX)) {
                needed.add(word.substring(LiveTables.PREFIX.length()));
            }
        }
        return needed;
    }

    /** As they stand, and in lower case. */
    private static Set<String> words(String sql) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(sql);
        while (word.find()) {
            words.add(word.group());
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Whether a name that is more than a word stands in double quotes. */
    private static boolean named(String sql, String relation) {
        return !WORD.matcher(relation).matches() && sql.contains('"' + relation.replace("\"", "\"\"") + '"');
    }

    private static Map<String, Set<String>> ask(Connection connection) throws SQLException {
        Map<String, Set<String>> liveOf = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DEPENDENTS)) {
            while (rows.next()) {
                liveOf.computeIfAbsent(rows.getString(1), relation -> new HashSet<>())
                        .add(rows.getString(2).substring(LiveTables.PREFIX.length()));
            }
        }
        return liveOf;
    }
}
