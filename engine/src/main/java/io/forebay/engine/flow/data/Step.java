package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a path that names one node: to a member, or to an element when there is no name. */
record Step(@Nullable String name, int index) {
    /** The steps after the dollar sign; empty when the path is not only of such. */
    static Optional<List<Step>> parse(String path) {
        List<Step> steps = new ArrayList<>();
        int place = 1;
        while (place < path.length()) {
            int end = path.charAt(place) == '.' ? dotted(path, place, steps) : bracketed(path, place, steps);
            if (end < 0) {
                return Optional.empty();
            }
            place = end;
        }
        return Optional.of(List.copyOf(steps));
    }

    private static int dotted(String path, int dot, List<Step> steps) {
        int end = dot + 1;
        while (end < path.length() && plain(path.charAt(end))) {
            end++;
        }
        if (end == dot + 1) {
            return -1;
        }
        steps.add(new Step(path.substring(dot + 1, end), -1));
        return end;
    }

    private static boolean plain(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || Character.isSurrogate(letter);
    }

    private static int bracketed(String path, int bracket, List<Step> steps) {
        int close = path.indexOf(']', bracket);
        if (path.charAt(bracket) != '[' || close < bracket + 2) {
            return -1;
        }
        char quote = path.charAt(bracket + 1);
        if (quote == '\'' || quote == '"') {
            int end = path.indexOf(quote, bracket + 2);
            if (end < 0 || end + 1 >= path.length() || path.charAt(end + 1) != ']') {
                return -1;
            }
            String name = path.substring(bracket + 2, end);
            if (name.isEmpty() || name.indexOf('\\') >= 0) {
                return -1;
            }
            steps.add(new Step(name, -1));
            return end + 2;
        }
        String digits = path.substring(bracket + 1, close);
        if (digits.length() > 9 || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return -1;
        }
        steps.add(new Step(null, Integer.parseInt(digits)));
        return close + 1;
    }

    /** Null when there is none. */
    @Nullable
    JsonNode from(JsonNode node) {
        if (name != null) {
            return node.isObject() ? node.get(name) : null;
        }
        return node.isArray() ? node.get(index) : null;
    }
}
