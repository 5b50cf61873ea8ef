package io.forebay.warehouse.redshift.text;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL text: all pieces of a text, one behind the other, are the text. */
record Piece(Kind kind, String text) {
    /** What a piece is. */
    enum Kind {
        WORD,
        /** An identifier in double quotes. */
        QUOTED,
        /** {@code '…'} or {@code $$…$$}. */
        STRING,
        /** {@code $1}. */
        PARAMETER,
        /** White space and comments. */
        SPACE,
        /** One character of anything else. */
        SYMBOL
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** The name that it is, folded; empty for what is no name. */
    String name() {
        return switch (kind) {
            case WORD -> text.toLowerCase(java.util.Locale.ROOT);
            case QUOTED -> text.substring(1, Math.max(1, text.length() - 1)).replace("\"\"", "\"");
            default -> "";
        };
    }

    static List<Piece> of(String sql) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            Kind kind = kind(sql, at);
            int end = end(sql, at, kind);
            pieces.add(new Piece(kind, sql.substring(at, end)));
            at = end;
        }
        return pieces;
    }

    private static Kind kind(String sql, int at) {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c) || sql.startsWith("--", at) || sql.startsWith("/*", at)) {
            return Kind.SPACE;
        }
        if (c == '\'') {
            return Kind.STRING;
        }
        if (c == '"') {
            return Kind.QUOTED;
        }
        if (c == '$') {
            boolean number = at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1));
            return number ? Kind.PARAMETER : tag(sql, at).isEmpty() ? Kind.SYMBOL : Kind.STRING;
        }
        return wordPart(c) ? Kind.WORD : Kind.SYMBOL;
    }

    private static int end(String sql, int at, Kind kind) {
        return switch (kind) {
            case SPACE -> spaceEnd(sql, at);
            case STRING -> sql.charAt(at) == '$' ? dollarEnd(sql, at) : quotedEnd(sql, at, true);
            case QUOTED -> quotedEnd(sql, at, false);
            case PARAMETER -> run(sql, at + 1, true);
            case WORD -> run(sql, at, false);
            case SYMBOL -> at + 1;
        };
    }

    private static int spaceEnd(String sql, int at) {
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end;
        }
        if (sql.startsWith("/*", at)) {
            return commentEnd(sql, at);
        }
        int end = at;
        while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Comments nest. */
    private static int commentEnd(String sql, int at) {
        int depth = 0;
        int i = at;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return i;
    }

    /** @param escapes whether a backslash keeps the next character from ending it, as in Redshift's strings */
    private static int quotedEnd(String sql, int at, boolean escapes) {
        char quote = sql.charAt(at);
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return sql.length();
    }

    private static String tag(String sql, int at) {
        int end = sql.indexOf('$', at + 1);
        if (end < 0) {
            return "";
        }
        String inside = sql.substring(at + 1, end);
        return inside.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_') ? sql.substring(at, end + 1) : "";
    }

    private static int dollarEnd(String sql, int at) {
        String tag = tag(sql, at);
        int end = sql.indexOf(tag, at + tag.length());
        return end < 0 ? sql.length() : end + tag.length();
    }

    private static int run(String sql, int at, boolean digits) {
        int end = at;
        while (end < sql.length() && (digits ? Character.isDigit(sql.charAt(end)) : wordPart(sql.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '#' || c > 0x7f;
    }
}
