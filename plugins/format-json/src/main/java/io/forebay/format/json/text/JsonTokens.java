package io.forebay.format.json.text;

import io.forebay.format.kit.bytes.Words;

/**
 * The tokens of JSON (RFC 8259), checked strictly. The text ends at a NUL, which no token holds, so that nothing else
 * is asked for its bounds. Mutable: the last token's kind, and what is wrong. Used by one thread.
 */
public class JsonTokens {
    /** A place that is none: the text is wrong. */
    public static final int BAD = -1;

    /** Redshift's limit for SUPER. */
    public static final int MAX_DEPTH = 1000;

    private static final long QUOTES = Words.repeat((byte) '"');
    private static final long BACKSLASHES = Words.repeat((byte) '\\');
    private static final long ONES = Words.repeat((byte) 1);
    private static final long ZEROS = Words.repeat((byte) '0');

    /** Added to a byte, sets its top bit when it is more than nine. */
    private static final long UP_TO_NINE = Words.repeat((byte) 0x76);

    private static final long SPACES = Words.repeat((byte) ' ');

    private static final int TRUE = word("true");
    private static final int ALSE = word("alse");
    private static final int NULL = word("null");

    /** Open objects have their bit set, open arrays have not. */
    private final long[] objects = new long[MAX_DEPTH / 64 + 1];

    /** The {@link Found} of the last value; of strings, whether there are escapes. */
    protected byte kind;

    /** The bytes of strings, or-ed, until it is cleared; other tokens are ASCII. */
    protected long seen;

    private int wrongAt;
    private String wrong = "";

    protected JsonTokens() {}

    public int wrongAt() {
        return wrongAt;
    }

    /** What was expected at {@link #wrongAt}. */
    public String wrong() {
        return wrong;
    }

    protected final int bad(int at, String why) {
        wrongAt = at;
        wrong = why;
        return BAD;
    }

    /** The first byte from {@code at} that is no white space. */
    public static int space(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] <= ' ' && white(bytes[at])) {
            at++;
        }
        return at;
    }

    public static boolean white(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /** Passes over a value; the place behind it, and {@link #kind}. @param depth the arrays and objects around it */
    protected final int value(byte[] bytes, int at, int depth) {
        switch (bytes[at]) {
            case '"':
                int close = string(bytes, at + 1);
                return close == BAD ? BAD : close + 1;
            case '{', '[':
                int end = nested(bytes, at, depth);
                kind = Found.NESTED;
                return end;
            case 't':
                kind = Found.LITERAL;
                return word(bytes, at) == TRUE ? at + 4 : bad(at, "a value");
            case 'f':
                kind = Found.LITERAL;
                return word(bytes, at + 1) == ALSE ? at + 5 : bad(at, "a value");
            case 'n':
                kind = Found.NULL;
                return word(bytes, at) == NULL ? at + 4 : bad(at, "a value");
            default:
                return number(bytes, at);
        }
    }

    private static int word(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }

    private static int word(byte[] bytes, int at) {
        return (int) Words.load(bytes, at);
    }

    /** The place of the closing quote of the string whose first byte is at {@code from}. */
    protected final int string(byte[] bytes, int from) {
        kind = Found.TEXT;
        int at = from;
        while (true) {
            long word = Words.load(bytes, at);
            long stop = stops(word);
            if (stop == 0) {
                seen |= word;
                at += 8;
                continue;
            }
            int ahead = Words.first(stop);
            seen |= word & ~(-1L << (8 * ahead));
            at += ahead;
            if (bytes[at] == '"') {
                return at;
            }
            if (bytes[at] != '\\') {
                return bad(at, "a closing quote or \\u00xx");
            }
            kind = Found.ESCAPED_TEXT;
            at = escape(bytes, at);
            if (at == BAD) {
                return BAD;
            }
        }
    }

    /**
     * Not zero when a quote, backslash or control character is in the word; its lowest bit is for the first. A byte that
     * is less than another shows by its top bit in the difference, unless it had that bit before.
     */
    static long stops(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return ((quote - ONES) | (backslash - ONES) | (word - SPACES)) & ~word & Words.TOP_BITS;
    }

    /** The place behind the escape that starts at {@code at}. */
    private int escape(byte[] bytes, int at) {
        switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 2;
            case 'u':
                for (int i = at + 2; i < at + 6; i++) {
                    if (Character.digit(bytes[i], 16) < 0) {
                        return bad(i, "a hexadecimal digit");
                    }
                }
                return at + 6;
            default:
                return bad(at + 1, "one of \"\\/bfnrtu behind a backslash");
        }
    }

    private int number(byte[] bytes, int from) {
        kind = Found.PLAIN;
        int at = bytes[from] == '-' ? from + 1 : from;
        int whole = at;
        at = digits(bytes, at);
        if (at == whole) {
            return bad(at, at == from ? "a value" : "a digit");
        }
        if (bytes[whole] == '0' && at > whole + 1) {
            return bad(whole, "a number without leading zeros");
        }
        if (bytes[at] == '.') {
            kind = Found.FRACTION;
            int point = at;
            at = digits(bytes, at + 1);
            if (at == point + 1) {
                return bad(at, "a digit");
            }
        }
        if ((bytes[at] | 0x20) == 'e') {
            kind = Found.EXPONENT;
            int first = bytes[at + 1] == '-' || bytes[at + 1] == '+' ? at + 2 : at + 1;
            at = digits(bytes, first);
            if (at == first) {
                return bad(at, "a digit");
            }
        }
        return at;
    }

    private static int digits(byte[] bytes, int from) {
        int at = from;
        while (true) {
            long digits = Words.load(bytes, at) ^ ZEROS;
            long others = ((digits + UP_TO_NINE) | digits) & Words.TOP_BITS;
            if (others != 0) {
                return at + Words.first(others);
            }
            at += 8;
        }
    }

    /** The place behind the object or array that starts at {@code from}. @param outside the arrays and objects around it */
    final int nested(byte[] bytes, int from, int outside) {
        int depth = 0;
        int at = from;
        while (true) {
            byte open = bytes[at];
            if (open == '{' || open == '[') {
                if (outside + depth >= MAX_DEPTH) {
                    return bad(at, "a value nested at most " + MAX_DEPTH + " deep");
                }
                push(depth++, open == '{');
                at = space(bytes, at + 1);
                if (bytes[at] != closing(depth)) {
                    at = open == '{' ? name(bytes, at) : at;
                    if (at == BAD) {
                        return BAD;
                    }
                    continue;
                }
                at++;
                depth--;
            } else {
                at = value(bytes, at, outside + depth);
                if (at == BAD) {
                    return BAD;
                }
            }
            while (depth > 0 && bytes[at = space(bytes, at)] == closing(depth)) {
                at++;
                depth--;
            }
            if (depth == 0) {
                return at;
            }
            if (bytes[at] != ',') {
                return bad(at, closing(depth) == '}' ? "',' or '}'" : "',' or ']'");
            }
            at = space(bytes, at + 1);
            if (closing(depth) == '}') {
                at = name(bytes, at);
                if (at == BAD) {
                    return BAD;
                }
            }
        }
    }

    private void push(int depth, boolean object) {
        long bit = 1L << depth;
        objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
    }

    /** The bracket that closes the innermost of so many. */
    private byte closing(int depth) {
        return (byte) ((objects[(depth - 1) >> 6] >>> (depth - 1) & 1) != 0 ? '}' : ']');
    }

    /** The place of the value behind {@code "name" :}. */
    private int name(byte[] bytes, int at) {
        if (bytes[at] != '"') {
            return bad(at, "a name in quotes");
        }
        int close = string(bytes, at + 1);
        return close == BAD ? BAD : colon(bytes, close + 1);
    }

    /** The place of the value behind a colon. */
    protected final int colon(byte[] bytes, int from) {
        int at = bytes[from] == ':' ? from : space(bytes, from);
        return bytes[at] == ':' ? space(bytes, at + 1) : bad(at, "':'");
    }
}
