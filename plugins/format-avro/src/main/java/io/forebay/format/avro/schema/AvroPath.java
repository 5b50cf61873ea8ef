package io.forebay.format.avro.schema;

import io.forebay.format.kit.schema.ColumnName;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import java.util.ArrayList;
import java.util.List;

/**
 * A path to a value: {@code $.a.b[0]} or {@code $['a']['b'][0]}; {@code $} alone is the whole record. The names of inner
 * types are no part of it. SOURCE: Amazon Redshift Database Developer Guide, "COPY from JSON format" and "COPY from Avro
 * format".
 */
public final class AvroPath {
    /** A field or a key of a map (a name), or an item of an array (a number). */
    sealed interface Step {
        record Name(String name) implements Step {}

        /** @param number from 0 */
        record Item(int number) implements Step {}
    }

    private final String path;
    private int at = 1;
    private boolean dots;
    private boolean brackets;

    private AvroPath(String path) {
        this.path = path;
    }

    /** @throws ForebayException BAD_OPTIONS for what is no path, and for both notations together */
    static List<List<Step>> parseAll(List<String> paths) {
        List<List<Step>> all = new ArrayList<>();
        boolean dots = false;
        boolean brackets = false;
        for (String path : paths) {
            AvroPath parser = new AvroPath(path);
            all.add(parser.steps());
            dots |= parser.dots;
            brackets |= parser.brackets;
        }
        if (dots && brackets) {
            throw new ForebayException(
                    FormatError.BAD_OPTIONS,
                    "Invalid JSONPath format: the paths mix bracket and dot notation; use one of them");
        }
        return all;
    }

    /**
     * Names for columns of the paths' values: that of the last name in each, with the numbers of items; "" for a path
     * without a name.
     *
     * @throws ForebayException BAD_OPTIONS as {@link #parseAll}
     */
    public static List<String> columnNames(List<String> paths) {
        return parseAll(paths).stream().map(AvroPath::columnName).toList();
    }

    private static String columnName(List<Step> steps) {
        StringBuilder numbers = new StringBuilder();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Name name) {
                return ColumnName.fold(name.name()) + numbers;
            }
            numbers.insert(0, "_" + ((Step.Item) steps.get(i)).number());
        }
        return "";
    }

    private List<Step> steps() {
        if (!path.startsWith("$")) {
            throw invalid();
        }
        List<Step> steps = new ArrayList<>();
        while (at < path.length()) {
            char first = path.charAt(at++);
            if (first == '.') {
                steps.add(dotted());
            } else if (first == '[') {
                steps.add(bracket());
            } else {
                throw invalid();
            }
        }
        return steps;
    }

    private Step dotted() {
        dots = true;
        int from = at;
        while (at < path.length() && ".[]'".indexOf(path.charAt(at)) < 0) {
            at++;
        }
        if (at == from) {
            throw invalid();
        }
        return new Step.Name(path.substring(from, at));
    }

    private Step bracket() {
        if (at < path.length() && path.charAt(at) == '\'') {
            brackets = true;
            int close = path.indexOf("']", at + 1);
            if (close < 0) {
                throw invalid();
            }
            String name = path.substring(at + 1, close);
            at = close + 2;
            return new Step.Name(name);
        }
        int close = path.indexOf(']', at);
        if (close < 0) {
            throw invalid();
        }
        String digits = path.substring(at, close);
        at = close + 1;
        if (!digits.matches("[0-9]{1,9}")) {
            throw invalid();
        }
        return new Step.Item(Integer.parseInt(digits));
    }

    private ForebayException invalid() {
        return new ForebayException(
                FormatError.BAD_OPTIONS, "Invalid JSONPath format: \"" + path + "\" is no path such as $.a.b[0]");
    }
}
