package io.forebay.engine.session;

import java.util.Locale;
import java.util.Set;

/** What kind of statement a text is. SOURCE: Redshift Database Developer Guide, "SYS_QUERY_HISTORY", query_type. */
final class StatementKind {
    private static final Set<String> THEMSELVES =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "UNLOAD", "CALL");
    private static final Set<String> DDL = Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT");

    private StatementKind() {}

    static String of(String text) {
        String[] words = text.stripLeading().split("[^A-Za-z]+", 2);
        String first = words[0].isEmpty() ? "SELECT" : words[0].toUpperCase(Locale.ROOT);
        if (THEMSELVES.contains(first)) {
            return first;
        }
        if (first.equals("SELECT") || first.equals("WITH") || first.equals("VALUES") || first.equals("EXPLAIN")) {
            return "SELECT";
        }
        if (DDL.contains(first)) {
            return text.matches("(?is)create\\s+(temp\\w*\\s+|local\\s+)*table\\s.{1,300}?\\sas\\b.*") ? "CTAS" : "DDL";
        }
        return "UTILITY";
    }
}
