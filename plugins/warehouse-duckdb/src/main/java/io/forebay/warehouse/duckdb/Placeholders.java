package io.forebay.warehouse.duckdb;

import java.util.function.IntFunction;

/** Finds {@code $1}, {@code $2} … in a statement, outside of quotes and comments. */
final class Placeholders {
    private final String sql;
    private final IntFunction<String> replacement;
    private final StringBuilder result = new StringBuilder();
    private int at;

    private Placeholders(String sql, IntFunction<String> replacement) {
        this.sql = sql;
        this.replacement = replacement;
    }

    /** The statement with each parameter replaced. @param replacement from the parameter's number, from 1 */
    static String replace(String sql, IntFunction<String> replacement) {
        return new Placeholders(sql, replacement).replaceAll();
    }

    private String replaceAll() {
        while (at < sql.length()) {
            int start = at;
            char c = sql.charAt(at);
            if (c == '\'' || c == '"') {
                skipTo(String.valueOf(c), 1);
            } else if (sql.startsWith("--", at)) {
                skipTo("\n", 2);
            } else if (sql.startsWith("/*", at)) {
                skipTo("*/", 2);
            } else if (c == '$') {
                dollar();
                continue;
            } else if (Character.isJavaIdentifierStart(c)) {
                skipWord();
            } else {
                at++;
            }
            result.append(sql, start, at);
        }
        return result.toString();
    }

    private void skipTo(String end, int from) {
        int found = sql.indexOf(end, at + from);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private void skipWord() {
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
    }

    private void dollar() {
        int start = at++;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        String name = sql.substring(start + 1, at);
        if (!name.isEmpty() && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            result.append(replacement.apply(Integer.parseInt(name)));
            return;
        }
        if (at < sql.length() && sql.charAt(at) == '$') {
            String tag = sql.substring(start, at + 1);
            skipTo(tag, 1);
        }
        result.append(sql, start, at);
    }
}
