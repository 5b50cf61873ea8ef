package io.forebay.format.json.path;

import io.forebay.format.json.text.JsonTokens;
import io.forebay.format.kit.schema.ColumnName;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import java.util.ArrayList;
import java.util.List;

/**
 * One expression of a JSONPaths file: {@code $.a.b[0]} or {@code $['a']['b'][0]}. SOURCE: Amazon Redshift Database
 * Developer Guide, "Using a JSONPaths file".
 */
public record JsonPath(List<Step> steps) {
    /** The whole document. */
    public static final JsonPath ROOT = new JsonPath(List.of());

    /** No document is nested deeper. */
    private static final int MAX_STEPS = JsonTokens.MAX_DEPTH;

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** @param name of a member; "" for an element @param index of an element, from 0; -1 for a member */
    public record Step(String name, int index) {
        public boolean isElement() {
            return index >= 0;
        }
    }

    /** A name for a column of its values: that of the last member, with the numbers of elements; "" without a member. */
    public String columnName() {
        int named = steps.size() - 1;
        StringBuilder numbers = new StringBuilder();
        while (named >= 0 && steps.get(named).isElement()) {
            numbers.insert(0, "_" + steps.get(named--).index());
        }
        return named < 0 ? "" : ColumnName.fold(steps.get(named).name()) + numbers;
    }

    /** @throws ForebayException BAD_OPTIONS for what is no path, and for both notations in one file */
    public static List<JsonPath> parseAll(List<String> texts) {
        List<JsonPath> paths = new ArrayList<>();
        boolean dots = false;
        boolean brackets = false;
        for (String text : texts) {
            Parser parser = new Parser(text);
            paths.add(parser.parse());
            dots |= parser.dots;
            brackets |= parser.brackets;
            if (dots && brackets) {
                throw bad("Invalid JSONPath format: '" + text
                        + "' mixes bracket and dot notation in one JSONPaths file: use one of them");
            }
        }
        return paths;
    }

    private static ForebayException bad(String message) {
        return new ForebayException(FormatError.BAD_OPTIONS, message);
    }

    private static final class Parser {
        private static final int MAX_INDEX_DIGITS = 9;

        private final String text;
        private int at;
        private boolean dots;
        private boolean brackets;

        Parser(String text) {
            this.text = text;
        }

        JsonPath parse() {
            if (!text.startsWith("$")) {
                throw invalid("it must start with $");
            }
            at = 1;
            List<Step> steps = new ArrayList<>();
            while (at < text.length()) {
                steps.add(step());
                if (steps.size() > MAX_STEPS) {
                    throw invalid("it has more than " + MAX_STEPS + " steps");
                }
            }
            return new JsonPath(steps);
        }

        private Step step() {
            if (text.charAt(at) == '.') {
                dots = true;
                return dotName();
            }
            if (text.startsWith("['", at)) {
                brackets = true;
                return bracketName();
            }
            if (text.charAt(at) == '[') {
                return index();
            }
            throw invalid("'.' or '[' is expected at character " + (at + 1));
        }

        private Step dotName() {
            int end = at + 1;
            while (end < text.length() && ".[]'".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return name(at + 1, end, end);
        }

        private Step bracketName() {
            int end = text.indexOf("']", at + 2);
            if (end < 0) {
                throw invalid("['…'] is not closed");
            }
            return name(at + 2, end, end + 2);
        }

        private Step name(int from, int to, int next) {
            String name = text.substring(from, to);
            if (name.isEmpty() || name.equals("*")) {
                throw invalid("a name is expected at character " + (from + 1));
            }
            at = next;
            return new Step(name, -1);
        }

        private Step index() {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            int digits = end - at - 1;
            if (digits == 0 || digits > MAX_INDEX_DIGITS || end == text.length() || text.charAt(end) != ']') {
                throw invalid("[n] with a whole number from 0 is expected at character " + (at + 1));
            }
            Step step = new Step("", Integer.parseInt(text.substring(at + 1, end)));
            at = end + 1;
            return step;
        }

        private RuntimeException invalid(String why) {
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            return bad("Invalid JSONPath format: '" + shown + "': " + why);
        }
    }
}
