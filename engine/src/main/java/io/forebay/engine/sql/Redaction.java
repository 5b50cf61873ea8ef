package io.forebay.engine.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks the secrets in SQL text, whether or not it can be parsed: what every text must pass before it is logged, stored
 * or shown. In doubt it blanks too much: the content of a string that is never closed is blanked to the end.
 */
public final class Redaction {
    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final String BLANK = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*+";
    private static final String STRING =
            "(?:[eE]?'(?:[^']|'')*+(?:'|\\z)|(\\$\\w*\\$).*?(?:\\2|\\z)|\"(?:[^\"]|\"\")*+(?:\"|\\z))";
    private static final Pattern NAMED = Pattern.compile(
            "((?<![a-z0-9_$])(?:credentials|access_key_id|secret_access_key|session_token|master_symmetric_key"
                    + "|password|aws_access_key_id|aws_secret_access_key|aws_session_token)\\b" + BLANK
                    + "(?:(?:as|=|:=|to)" + BLANK + ")?)" + STRING,
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INSIDE = Pattern.compile(
            "((?:aws_access_key_id|aws_secret_access_key|aws_session_token|secret_access_key|session_token"
                    + "|master_symmetric_key|(?<![a-z0-9_])token|password|pwd)\\s*=\\s*)(?!'|\")[^;'\"\\s&,)]+",
            Pattern.CASE_INSENSITIVE);

    private Redaction() {}

    /** The text with {@code ***} for every secret. */
    public static String redact(String sql) {
        String inside = INSIDE.matcher(sql).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        return NAMED.matcher(inside).replaceAll(match -> {
            String shown = match.group();
            String role = roleOnly(shown);
            return Matcher.quoteReplacement(role != null ? shown : match.group(1) + "'" + MASK + "'");
        });
    }

    private static @org.jspecify.annotations.Nullable String roleOnly(String credentials) {
        Matcher matcher = ROLE.matcher(credentials);
        return matcher.find() ? matcher.group() : null;
    }

    private static final Pattern ROLE = Pattern.compile("'aws_iam_role=[^;']*'\\z");
}
