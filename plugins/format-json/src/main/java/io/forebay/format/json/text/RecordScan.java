package io.forebay.format.json.text;

import io.forebay.format.kit.block.RecordEnd;
import io.forebay.format.kit.bytes.Words;

/**
 * Where a record ends that may be wrong, or too long to be looked at as a whole. It starts at its first byte.
 *
 * <p>An object or array ends behind the bracket that closes it. Strings and brackets are followed as they are; a string
 * ends at the end of its line at the latest, and a bracket that closes nothing that is open is passed over. It also
 * ends before a line that begins with a bracket where no value can begin: not behind a colon in an object, not behind a
 * comma or an open bracket in an array. So well-formed text ends where it should, and of damaged text nothing that may
 * be nested is taken for a row. Other text ends with its line, or before a bracket outside of quotes.
 */
public final class RecordScan implements RecordEnd {
    private static final int MAX_DEPTH = JsonTokens.MAX_DEPTH;

    /** What a square bracket lacks to be a curly one. */
    private static final long CASES = Words.repeat((byte) 0x20);

    private static final long OPEN = Words.repeat((byte) '{');
    private static final long CLOSE = Words.repeat((byte) '}');
    private static final long QUOTES = Words.repeat((byte) '"');

    private enum State {
        START,
        RECORD,
        OTHER
    }

    /** Of the innermost open brackets: those of objects have their bit set. */
    private final long[] objects = new long[MAX_DEPTH / 64 + 1];

    private State state = State.START;
    private long depth;
    private boolean quoted;
    private boolean escaped;

    /** The last byte that is no white space, and the newlines behind it, where the last call ended. */
    private byte last;

    private long newlines;
    private boolean lineStart;

    /** The newlines between the record's text and its end. */
    private long newlinesBehind;

    @Override
    public int find(byte[] bytes, int from, int to) {
        int at = from;
        if (state == State.START && at < to) {
            state = open(bytes[at]) ? State.RECORD : State.OTHER;
            if (state == State.RECORD) {
                push(bytes[at++] == '{');
            }
        }
        newlinesBehind = 0;
        int end = state == State.OTHER ? otherEnd(bytes, at, to) : recordEnd(bytes, at, to, from);
        if (end < 0) {
            look(bytes, from, to);
            newlinesBehind = newlines;
        }
        return end;
    }

    private int otherEnd(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            if (next == '\n' || (open(next) && !quoted)) {
                return at;
            }
            quoted = quoted != (next == '"' && !escaped);
            escaped = next == '\\' && !escaped;
        }
        return -1;
    }

    private int recordEnd(byte[] bytes, int from, int to, int start) {
        int at = from;
        while (at < to) {
            if (quoted) {
                at = inString(bytes, at, to);
                continue;
            }
            byte next = bytes[at];
            switch (next) {
                case '"' -> quoted = true;
                case '{', '[' -> {
                    if ((at > start ? bytes[at - 1] == '\n' : lineStart) && startsRecord(bytes, start, at)) {
                        newlinesBehind = newlines;
                        return at;
                    }
                    push(next == '{');
                    at = behindOpen(bytes, at + 1, to);
                    continue;
                }
                case '}', ']' -> {
                    pop(next == '}');
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                default -> {
                    at = behindOthers(bytes, at + 1, to);
                    continue;
                }
            }
            at++;
        }
        return -1;
    }

    /** Passes over open brackets that are too deep to be told apart, eight at a time. */
    private int behindOpen(byte[] bytes, int from, int to) {
        int at = from;
        while (depth >= MAX_DEPTH && at + 8 <= to && (Words.load(bytes, at) | CASES) == OPEN) {
            depth += 8;
            at += 8;
        }
        return at;
    }

    /** The place of the next quote or bracket, or one before it. */
    private static int behindOthers(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = Words.load(bytes, at);
            long curly = word | CASES;
            long stops = Words.matches(curly, OPEN) | Words.matches(curly, CLOSE) | Words.matches(word, QUOTES);
            if (stops != 0) {
                return at + Words.first(stops);
            }
        }
        return at;
    }

    /** The place behind the string or its line, or {@code to}. */
    private int inString(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (!escaped && at + 8 <= to) {
                long stops = JsonTokens.stops(Words.load(bytes, at));
                if (stops == 0) {
                    at += 8;
                    continue;
                }
                at += Words.first(stops);
            }
            byte next = bytes[at++];
            if (next == '\n' || (next == '"' && !escaped)) {
                quoted = false;
                escaped = false;
                return at;
            }
            escaped = next == '\\' && !escaped;
        }
        return to;
    }

    /** Whether the bracket at {@code at}, the first byte of its line, begins another record. */
    private boolean startsRecord(byte[] bytes, int from, int at) {
        look(bytes, from, at);
        boolean value = depth > MAX_DEPTH
                ? last == ':' || last == ',' || open(last)
                : inObject() ? last == ':' : last == ',' || last == '[';
        return !value;
    }

    /** Looks back from {@code to} for the last byte that is no white space. */
    private void look(byte[] bytes, int from, int to) {
        lineStart = to > from ? bytes[to - 1] == '\n' : lineStart;
        int at = to - 1;
        long passed = 0;
        while (at >= from && JsonTokens.white(bytes[at])) {
            passed += bytes[at] == '\n' ? 1 : 0;
            at--;
        }
        if (at >= from) {
            last = bytes[at];
            newlines = 0;
        }
        newlines += passed;
    }

    private static boolean open(byte value) {
        return value == '{' || value == '[';
    }

    private boolean inObject() {
        int innermost = (int) (depth - 1);
        return (objects[innermost >> 6] >>> innermost & 1) != 0;
    }

    private void push(boolean object) {
        if (depth < MAX_DEPTH) {
            long bit = 1L << depth;
            int word = (int) depth >> 6;
            objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        }
        depth++;
    }

    private void pop(boolean object) {
        if (depth > MAX_DEPTH || inObject() == object) {
            depth--;
        }
    }

    @Override
    public long newlinesBehind() {
        return newlinesBehind;
    }

    @Override
    public String reason() {
        return state == State.OTHER
                ? "More than 4 MB that are no JSON object or array"
                : "JSON object or array longer than 4 MB (4194304 bytes); a bracket or quote may not be closed";
    }
}
