package io.forebay.warehouse.duckdb;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement can change of the catalog, by its first words: what is not known to be harmless can change all. */
enum CatalogEffect {
    NONE,
    /** What only its connection sees. */
    OWN,
    ALL;

    private static final Set<String> HARMLESS =
            Set.of("select", "with", "values", "from", "insert", "update", "delete", "merge");

    private static final Pattern MAKES_OWN =
            Pattern.compile("\\s*CREATE\\s+(OR\\s+REPLACE\\s+)?TEMP(ORARY)?\\s", Pattern.CASE_INSENSITIVE);

    /** Escapes, comments, quotes of dollars. */
    private static final Pattern HIDES_QUOTES = Pattern.compile("\\\\|--|/\\*|\\$");

    static CatalogEffect of(String sql) {
        if (sql.isEmpty()) {
            return NONE;
        }
        if (sql.indexOf(';') >= 0 && !onlyQuoted(sql)) { // behind it may be another statement
            return ALL;
        }
        if (HARMLESS.contains(firstWord(sql))) {
            return NONE;
        }
        return MAKES_OWN.matcher(sql).lookingAt() ? OWN : ALL;
    }

    /** Whether each semicolon stands in quotes; not where something else could hide a quote. */
    private static boolean onlyQuoted(String sql) {
        if (HIDES_QUOTES.matcher(sql).find()) {
            return false;
        }
        char quote = 0;
        for (int at = 0; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (quote == 0 && c == ';') {
                return false;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) { // a doubled one ends and begins
                quote = 0;
            }
        }
        return quote == 0;
    }

    private static String firstWord(String sql) {
        int start = 0;
        while (start < sql.length() && (Character.isWhitespace(sql.charAt(start)) || sql.charAt(start) == '(')) {
            start++;
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
