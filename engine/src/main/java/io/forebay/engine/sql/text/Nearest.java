package io.forebay.engine.sql.text;

import java.util.Collection;
import java.util.Optional;

/** The known word that a misspelt one most resembles. */
public final class Nearest {
    private Nearest() {}

    /** The closest candidate with at most a third of its letters wrong; in doubt the first. Case is not looked at. */
    static Optional<String> find(String word, Collection<String> candidates) {
        String wanted = Lexer.fold(word);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(wanted, Lexer.fold(candidate));
            int limit = Math.min(3, candidate.length() / 3);
            if (distance <= limit && distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code ; did you mean X?}, or nothing. */
    public static String hint(String word, Collection<String> candidates) {
        return find(word, candidates)
                .map(found -> "; did you mean " + found + "?")
                .orElse("");
    }

    /** Letters to insert, drop, replace or swap with the next. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = cell(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cell(int[][] d, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
