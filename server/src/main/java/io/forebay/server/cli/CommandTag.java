package io.forebay.server.cli;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that psql prints after a statement without rows; the driver keeps the server's own to itself. */
final class CommandTag {
    private static final Pattern WORDS = Pattern.compile(
            "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*(\\w+)(?:\\s+(\\w+))?(?:\\s+(\\w+))?.*", Pattern.DOTALL);
    private static final Set<String> COUNTED = Set.of("UPDATE", "DELETE", "MERGE");
    private static final Set<String> OF_OBJECTS = Set.of("CREATE", "ALTER", "DROP", "COMMENT", "TRUNCATE");
    private static final Set<String> BETWEEN = Set.of("OR", "TEMP", "TEMPORARY", "LOCAL", "EXTERNAL", "REPLACE");

    private CommandTag() {}

    /** @param count the rows that it touched, or less than 0 when it counts none */
    static String of(String sql, long count) {
        Matcher words = WORDS.matcher(sql);
        if (!words.matches()) {
            return "";
        }
        String first = words.group(1).toUpperCase(Locale.ROOT);
        if (first.equals("INSERT")) {
            return "INSERT 0 " + Math.max(count, 0);
        }
        if (COUNTED.contains(first)) {
            return first + " " + Math.max(count, 0);
        }
        return OF_OBJECTS.contains(first) ? first + object(sql) : first;
    }

    private static String object(String sql) {
        String[] words = sql.strip().split("\\s+", 7);
        for (int i = 1; i < words.length; i++) {
            String word = words[i].toUpperCase(Locale.ROOT);
            if (!BETWEEN.contains(word)) {
                return word.matches("[A-Z]+") ? " " + word : "";
            }
        }
        return "";
    }
}
