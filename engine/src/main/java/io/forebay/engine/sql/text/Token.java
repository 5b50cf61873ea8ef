package io.forebay.engine.sql.text;

/**
 * A piece of SQL text.
 *
 * @param text as written
 * @param value identifiers folded to lower case, strings without quotes and escapes; else as written
 * @param start offset of its first character
 * @param end offset behind its last character
 */
public record Token(Kind kind, String text, String value, int start, int end) {
    /** What a token is. */
    public enum Kind {
        /** A keyword or an identifier without quotes, {@code #name} included. */
        WORD,
        /** An identifier in double quotes. */
        QUOTED,
        /** {@code '…'}. */
        STRING,
        /** {@code E'…'}. */
        ESCAPE_STRING,
        /** {@code $$…$$}. */
        DOLLAR_STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        /** An operator or punctuation. */
        SYMBOL,
        /** The end of the statement. */
        END
    }

    /** Whether it is this keyword, given in lower case. */
    public boolean is(String word) {
        return kind == Kind.WORD && value.equals(word);
    }

    public boolean isAny(String... words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.ESCAPE_STRING || kind == Kind.DOLLAR_STRING;
    }

    /** How an error message shows it; a string's content is not shown, because it may be a secret. */
    public String shown() {
        return switch (kind) {
            case END -> "the end of the statement";
            case STRING, ESCAPE_STRING, DOLLAR_STRING -> "a string";
            default -> "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
        };
    }
}
