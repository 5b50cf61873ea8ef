package io.forebay.engine.sql.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks the secrets in SQL text, whether or not it can be parsed: what every text must pass before it is logged, stored
 * or shown. It looks at names and quotes only, also inside strings, bodies and comments, and in doubt blanks too much.
 */
public final class Redaction {
    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final Pattern NAME = Pattern.compile(
            "(?<![a-z0-9_$])(?:credentials|(?:aws_)?access_key_id|(?:aws_)?secret_access_key|(?:aws_)?session_token"
                    + "|master_symmetric_key|kms_key_id|password|passwd|pwd|secret|token|key_id)(?![a-z0-9_$])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?<![a-z0-9$])((?:aws_)?(?:access_key_id|secret_access_key|session_token)|master_symmetric_key|kms_key_id"
                    + "|password|passwd|pwd|secret|token|key_id)(\\s*=\\s*)[^\\s;'\"&,)*]++",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_ADDRESS = Pattern.compile("://[^\\s'\":/@]++:[^\\s'\"@]++@");
    private static final Pattern ROLE = Pattern.compile("aws_iam_role=[^;']*+");
    private static final Pattern TAG = Pattern.compile("\\$\\w*+\\$");

    private final String sql;
    private final StringBuilder redacted = new StringBuilder();
    private int at;

    private Redaction(String sql) {
        this.sql = sql;
    }

    /** The text with {@code ***} for every secret. */
    public static String redact(String sql) {
        String named = new Redaction(sql).named();
        String assigned = ASSIGNED.matcher(named).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
        return IN_ADDRESS.matcher(assigned).replaceAll(Matcher.quoteReplacement("://" + MASK + "@"));
    }

    /** Blanks each string that follows the name of a secret. */
    private String named() {
        Matcher names = NAME.matcher(sql);
        int from = 0;
        while (from <= sql.length() && names.find(from)) {
            at = valueStart(names.start(), names.end());
            redacted.append(sql, from, at);
            if (at > names.end() || !quoteAt(names.start() - 1)) {
                value();
            }
            from = at;
        }
        return redacted.append(sql, from, sql.length()).toString();
    }

    /** A name that is itself in quotes has a value only behind a colon or an equals sign; else this is the name's end. */
    private int valueStart(int start, int end) {
        if (!quoteAt(start - 1) || !quoteAt(end)) {
            return skipNoise(end);
        }
        int i = end + run(end, sql.charAt(end));
        while (i < sql.length() && Lexer.blank(sql.charAt(i))) {
            i++;
        }
        boolean assigned = i < sql.length() && (sql.charAt(i) == ':' || sql.charAt(i) == '=');
        return assigned ? skipNoise(i) : end;
    }

    private boolean quoteAt(int i) {
        return i >= 0 && i < sql.length() && (sql.charAt(i) == '\'' || sql.charAt(i) == '"');
    }

    /** What may stand between a name and its value: blanks, comments, AS, TO, =, parentheses. */
    private int skipNoise(int start) {
        int i = start;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i);
                i = end < 0 ? sql.length() : end + 2;
            } else if (c == '=' || c == ':' || c == '(' || Lexer.blank(c)) {
                i++;
            } else if (word(i, "as") || word(i, "to")) {
                i += 2;
            } else {
                break;
            }
        }
        boolean escapes =
                i + 1 < sql.length() && (sql.charAt(i) == 'e' || sql.charAt(i) == 'E') && sql.charAt(i + 1) == '\'';
        return escapes ? i + 1 : i;
    }

    private boolean word(int i, String word) {
        boolean found = sql.regionMatches(true, i, word, 0, word.length());
        int end = i + word.length();
        return found && (end >= sql.length() || !wordCharacter(sql.charAt(end)));
    }

    private static boolean wordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void value() {
        if (at >= sql.length()) {
            return;
        }
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '$') {
            dollar();
        }
    }

    /**
     * A string whose quotes may be doubled because it stands inside other strings: it ends with the first run of quotes
     * that is no escaped quote at the same depth.
     */
    private void quoted(char quote) {
        int opening = run(at, quote);
        int start = at + opening;
        int end = start;
        while (end < sql.length()) {
            int run = run(end, quote);
            if (run > 0 && run % (2 * opening) != 0) {
                break;
            }
            end += Math.max(1, run);
        }
        String content = sql.substring(start, end);
        boolean shown = ROLE.matcher(content).matches() || content.equals(MASK);
        redacted.append(sql, at, start).append(shown ? content : MASK);
        at = end + (end < sql.length() ? run(end, quote) : 0);
        redacted.append(sql, end, at);
    }

    private int run(int start, char quote) {
        int end = start;
        while (end < sql.length() && sql.charAt(end) == quote) {
            end++;
        }
        return end - start;
    }

    private void dollar() {
        Matcher tag = TAG.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            return;
        }
        String quotes = tag.group().toLowerCase(Locale.ROOT);
        int close = sql.toLowerCase(Locale.ROOT).indexOf(quotes, tag.end());
        redacted.append(tag.group()).append(MASK);
        if (close >= 0) {
            redacted.append(tag.group());
        }
        at = close < 0 ? sql.length() : close + quotes.length();
    }
}
