package io.forebay.engine.sql.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks the secrets in SQL text, whether or not it can be parsed: what every text must pass before it is logged, stored
 * or shown. It looks at names and quotes only, also inside strings, bodies, comments and what it blanks (a stray quote may
 * have turned inside out what is a string), and in doubt blanks too much.
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

    /** What is blanked may bring a name next to a value; a text that never comes to rest is blanked no further. */
    private static final int MOST_PASSES = 4;

    /** A run of characters to blank. */
    private record Secret(int from, int to) {}

    private final String sql;
    private final List<Secret> secrets = new ArrayList<>();
    private final Next lineEnd;
    private final Next commentEnd;

    private Redaction(String sql) {
        this.sql = sql;
        this.lineEnd = new Next(sql, "\n");
        this.commentEnd = new Next(sql, "*/");
    }

    /** The text with {@code ***} for every secret. */
    public static String redact(String sql) {
        String before = sql;
        String redacted = pass(sql);
        for (int passes = 1; passes < MOST_PASSES && !redacted.equals(before); passes++) {
            before = redacted;
            redacted = pass(before);
        }
        return redacted;
    }

    private static String pass(String sql) {
        String named = new Redaction(sql).named();
        String assigned = ASSIGNED.matcher(named).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
        return IN_ADDRESS.matcher(assigned).replaceAll(Matcher.quoteReplacement("://" + MASK + "@"));
    }

    /** Blanks each string that follows the name of a secret. */
    private String named() {
        Matcher names = NAME.matcher(sql);
        boolean all = false;
        while (!all && names.find()) {
            int at = valueStart(names.start(), names.end());
            if (at > names.end() || !quoteAt(names.start() - 1)) {
                all = value(at);
            }
        }
        return blanked();
    }

    private String blanked() {
        secrets.sort(Comparator.comparingInt(Secret::from));
        StringBuilder redacted = new StringBuilder();
        int done = -1;
        for (Secret secret : secrets) {
            if (secret.from() > done) {
                redacted.append(sql, Math.max(done, 0), secret.from()).append(MASK);
            }
            done = Math.max(done, secret.to());
        }
        return redacted.append(sql, Math.max(done, 0), sql.length()).toString();
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
                i = lineEnd.behind(i);
            } else if (sql.startsWith("/*", i)) {
                i = commentEnd.behind(i);
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

    /** Notes the value that starts here, if one does; whether all that follows is to be blanked. */
    private boolean value(int at) {
        if (at >= sql.length()) {
            return false;
        }
        char c = sql.charAt(at);
        return c == '\'' || c == '"' ? quoted(at, c) : c == '$' && dollar(at);
    }

    /**
     * A string whose quotes may be doubled because it stands inside other strings: it ends with the first run of quotes
     * that is no escaped quote at the same depth.
     */
    private boolean quoted(int at, char quote) {
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
        if (!content.equals(MASK) && !ROLE.matcher(content).matches()) {
            secrets.add(new Secret(start, end));
            return end == sql.length();
        }
        return false;
    }

    private int run(int start, char quote) {
        int end = start;
        while (end < sql.length() && sql.charAt(end) == quote) {
            end++;
        }
        return end - start;
    }

    private boolean dollar(int at) {
        Matcher tag = TAG.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            return false;
        }
        int close = indexOf(tag.group(), tag.end());
        secrets.add(new Secret(tag.end(), close < 0 ? sql.length() : close));
        return close < 0;
    }

    /** In any case of letters. */
    private int indexOf(String text, int from) {
        for (int i = from; i + text.length() <= sql.length(); i++) {
            if (sql.regionMatches(true, i, text, 0, text.length())) {
                return i;
            }
        }
        return -1;
    }

    /** Where a mark comes next; remembers the last answer, so that many names before one mark cost one search. */
    private static final class Next {
        private final String text;
        private final String mark;
        private int asked;
        private int found = -1;

        Next(String text, String mark) {
            this.text = text;
            this.mark = mark;
        }

        /** The place behind the first mark from here, or the end of the text. */
        int behind(int from) {
            if (from < asked || from > found) {
                int next = text.indexOf(mark, from);
                asked = from;
                found = next < 0 ? text.length() : next;
            }
            return Math.min(text.length(), found + mark.length());
        }
    }
}
