package io.forebay.warehouse.duckdb.functions;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Redshift's regular expressions, POSIX and with {@code p} PCRE, by Java's. SOURCE: Amazon Redshift Database Developer
 * Guide, "POSIX operators", "REGEXP_COUNT" and the pages beside it.
 */
final class Expressions {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private Expressions() {}

    /** @param flags {@code c}, {@code i}, {@code e}, {@code p} */
    static Pattern compile(String pattern, String flags) {
        int options = 0;
        for (char flag : flags.toCharArray()) {
            switch (flag) {
                case 'i' -> options |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'c' -> options &= ~(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                case 'e', 'p' -> {}
                default ->
                    throw FunctionError.invalid("the parameter '" + flag + "' of a regular expression is not"
                            + " known; there are c, e, i and p");
            }
        }
        try {
            return Pattern.compile(java(single(pattern)), options);
        } catch (PatternSyntaxException e) {
            throw FunctionError.invalid(
                    "the regular expression \"" + pattern + "\" cannot be read: " + e.getDescription());
        }
    }

    /**
     * Redshift's texts need two backslashes for one, and so all of its documentation writes two; where each comes with
     * another, one of them is meant.
     */
    private static String single(String pattern) {
        String without = pattern.replace("\\\\", "");
        return without.indexOf('\\') >= 0 ? pattern : pattern.replace("\\\\", "\\");
    }

    /** Java reads {@code [}, {@code &&} and POSIX's classes inside brackets otherwise. */
    private static String java(String pattern) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                java.append(c).append(pattern.charAt(++i));
            } else if (c == '[') {
                i = bracket(pattern, i, java);
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }

    private static int bracket(String pattern, int open, StringBuilder java) {
        int i = open + 1;
        java.append('[');
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            java.append('^');
            i++;
        }
        boolean first = true;
        while (i < pattern.length() && (first || pattern.charAt(i) != ']')) {
            char c = pattern.charAt(i);
            int end = c == '[' && pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            if (end > 0) {
                String name = pattern.substring(i + 2, end);
                java.append(CLASSES.getOrDefault(name, "\\p{" + name + "}"));
                i = end + 2;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                java.append(c).append(pattern.charAt(i + 1));
                i += 2;
            } else {
                java.append(c == '[' || c == '&' || c == ']' ? "\\" + c : String.valueOf(c));
                i++;
            }
            first = false;
        }
        java.append(']');
        return i;
    }

    /** A text and its matches from a position on. */
    private static final class Search implements TextFunction {
        private final Action action;
        private final int flags;
        private String key = "";
        private Pattern pattern = Pattern.compile("");

        /** @param flags at which argument they are */
        Search(Action action, int flags) {
            this.action = action;
            this.flags = flags;
        }

        @Override
        public String apply(String[] arguments) {
            String wanted = arguments[flags] + "\0" + arguments[1];
            if (!wanted.equals(key)) {
                pattern = compile(arguments[1], arguments[flags]);
                key = wanted;
            }
            int position = Integer.parseInt(arguments[2]);
            if (position < 1) {
                throw FunctionError.invalid("the position in a text is " + position + "; it counts from 1");
            }
            String text = arguments[0];
            int characters = text.codePointCount(0, text.length());
            int start = position > characters ? text.length() : text.offsetByCodePoints(0, position - 1);
            Matcher matcher = pattern.matcher(text);
            matcher.region(start, text.length()).useAnchoringBounds(false).useTransparentBounds(true);
            return action.apply(matcher, text, arguments);
        }
    }

    private interface Action {
        String apply(Matcher matcher, String text, String[] arguments);
    }

    /** {@code (text, pattern, position, flags)}. */
    static TextFunction count() {
        return new Search(
                (matcher, text, arguments) -> {
                    int count = 0;
                    while (matcher.find()) {
                        count++;
                    }
                    return String.valueOf(count);
                },
                3);
    }

    /** {@code (text, pattern, position, occurrence, flags)}. */
    static TextFunction substr() {
        return new Search(
                (matcher, text, arguments) -> {
                    boolean group = arguments[4].indexOf('e') >= 0 && matcher.groupCount() > 0;
                    if (!nth(matcher, arguments[3])) {
                        return "";
                    }
                    String found = group ? matcher.group(1) : matcher.group();
                    return found == null ? "" : found;
                },
                4);
    }

    /** {@code (text, pattern, position, occurrence, option, flags)}. */
    static TextFunction instr() {
        return new Search(
                (matcher, text, arguments) -> {
                    boolean group = arguments[5].indexOf('e') >= 0 && matcher.groupCount() > 0;
                    if (!nth(matcher, arguments[3])) {
                        return "0";
                    }
                    int number = group ? 1 : 0;
                    int found = arguments[4].equals("0") ? matcher.start(number) : matcher.end(number);
                    return found < 0 ? "0" : String.valueOf(text.codePointCount(0, found) + 1);
                },
                5);
    }

    /** {@code (text, pattern, position, replacement, flags)}. */
    static TextFunction replace() {
        return new Search(
                (matcher, text, arguments) -> {
                    StringBuilder result = new StringBuilder();
                    int from = 0;
                    while (matcher.find()) {
                        result.append(text, from, matcher.start());
                        expand(matcher, arguments[3], result);
                        from = matcher.end();
                    }
                    return result.append(text, from, text.length()).toString();
                },
                4);
    }

    private static boolean nth(Matcher matcher, String occurrence) {
        int wanted = Integer.parseInt(occurrence);
        if (wanted < 1) {
            throw FunctionError.invalid("the occurrence of a match is " + wanted + "; it counts from 1");
        }
        for (int i = 0; i < wanted; i++) {
            if (!matcher.find()) {
                return false;
            }
        }
        return true;
    }

    /** {@code $1} is what the first group has found; {@code \\$} is a plain dollar. */
    private static void expand(Matcher matcher, String replacement, StringBuilder out) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            boolean more = i + 1 < replacement.length();
            if (c == '\\' && more) {
                out.append(replacement.charAt(++i));
            } else if (c == '$' && more && Character.isDigit(replacement.charAt(i + 1))) {
                int group = replacement.charAt(++i) - '0';
                String found = group <= matcher.groupCount() ? matcher.group(group) : null;
                out.append(found == null ? "" : found);
            } else {
                out.append(c);
            }
        }
    }
}
