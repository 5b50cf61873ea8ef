package io.forebay.server.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that psql prints after a statement without rows; the driver keeps the server's own to itself. */
final class CommandTag {
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern JOB_CREATE = Pattern.compile("\\bJOB\\s+CREATE\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> COUNTED = Set.of("UPDATE", "DELETE", "MERGE");
    private static final Set<String> WITH_OBJECT = Set.of("CREATE", "ALTER", "DROP", "TRUNCATE");
    private static final Set<String> BETWEEN = Set.of("OR", "REPLACE", "TEMP", "TEMPORARY", "LOCAL", "EXTERNAL");
    private static final int FIRST_WORDS = 6;

    private CommandTag() {}

    /** @param count the rows that it touched, or less than 0 when it counts none */
    static String of(String sql, long count) {
        List<String> words = Arrays.stream(
                        COMMENT.matcher(sql).replaceAll(" ").strip().split("[\\s(]+", FIRST_WORDS))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
        String first = words.get(0);
        if (first.equals("INSERT")) {
            return "INSERT 0 " + Math.max(count, 0);
        }
        if (COUNTED.contains(first)) {
            return first + " " + Math.max(count, 0);
        }
        if (first.equals("COPY")) {
            return copy(sql, words);
        }
        return WITH_OBJECT.contains(first) ? first + object(words) : first;
    }

    private static String copy(String sql, List<String> words) {
        if (words.size() > 2 && words.get(1).equals("JOB")) {
            return words.get(2) + " COPY JOB";
        }
        return JOB_CREATE.matcher(sql).find() ? "CREATE COPY JOB" : "COPY";
    }

    private static String object(List<String> words) {
        return words.stream()
                .skip(1)
                .filter(word -> !BETWEEN.contains(word))
                .findFirst()
                .map(word -> " " + word)
                .orElse("");
    }
}
