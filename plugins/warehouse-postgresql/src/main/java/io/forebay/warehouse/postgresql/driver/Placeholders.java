package io.forebay.warehouse.postgresql.driver;

/**
 * Counts {@code $1}, {@code $2} … in a statement, outside of quotes and comments as PostgreSQL's lexer sees them
 * (<a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">its manual, 4.1</a>).
 */
final class Placeholders {
    private static final int MOST_DIGITS = 5;

    private final String sql;
    private int at;
    private int most;

    private Placeholders(String sql) {
        this.sql = sql;
    }

    /** The highest number of a parameter, which is how many the server asks for; 0 without any. */
    static int count(String sql) {
        Placeholders placeholders = new Placeholders(sql);
        while (placeholders.at < sql.length()) {
            placeholders.step();
        }
        return placeholders.most;
    }

    private void step() {
        char c = sql.charAt(at);
        if (c == '\'') {
            quoted('\'', false);
        } else if (c == '"') {
            quoted('"', false);
        } else if (sql.startsWith("--", at)) {
            skipTo("\n", 2);
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (c == '$') {
            dollar();
        } else if (wordStart(c)) {
            word();
        } else {
            at++;
        }
    }

    private void quoted(char quote, boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote) {
                return;
            }
        }
    }

    /** Comments nest. */
    private void comment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipTo(String end, int from) {
        int found = sql.indexOf(end, at + from);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private static boolean wordStart(char c) {
        return Character.isLetter(c) || c == '_' || c >= 0x80;
    }

    private static boolean wordPart(char c) {
        return wordStart(c) || c == '$' || (c >= '0' && c <= '9');
    }

    /** A name, in which a dollar sign is a letter; behind {@code E} a quote has backslashes. */
    private void word() {
        int start = at;
        while (at < sql.length() && wordPart(sql.charAt(at))) {
            at++;
        }
        boolean escapes = at == start + 1 && (sql.charAt(start) == 'e' || sql.charAt(start) == 'E');
        if (escapes && at < sql.length() && sql.charAt(at) == '\'') {
            quoted('\'', true);
        }
    }

    private void dollar() {
        int start = at++;
        while (at < sql.length() && wordPart(sql.charAt(at)) && sql.charAt(at) != '$') {
            at++;
        }
        String name = sql.substring(start + 1, at);
        if (!name.isEmpty() && name.length() <= MOST_DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            most = Math.max(most, Integer.parseInt(name));
        } else if (at < sql.length() && sql.charAt(at) == '$') {
            String tag = sql.substring(start, at + 1);
            skipTo(tag, 1);
        }
    }
}
