package io.forebay.format.avro.schema;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the columns of a load want of a record: a tree of steps. Not changed once it is built. */
public final class Wanted {
    private final List<Integer> columns = new ArrayList<>();
    private final Map<String, Wanted> names = new LinkedHashMap<>();
    private final TreeMap<Integer, Wanted> items = new TreeMap<>();
    private boolean ignoreCase;

    private Wanted() {}

    /**
     * @param arguments {@code auto}, {@code auto ignorecase}, or {@code paths} and a path for each column
     * @param columns their names
     * @throws ForebayException BAD_OPTIONS
     */
    public static Wanted of(List<String> arguments, List<String> columns) {
        String how = arguments.isEmpty() ? "auto" : arguments.get(0);
        return switch (how) {
            case "auto" -> names(columns, false);
            case "auto ignorecase" -> names(columns, true);
            case "paths" -> paths(arguments.subList(1, arguments.size()), columns.size());
            default ->
                throw new ForebayException(
                        FormatError.BAD_OPTIONS,
                        "AVRO takes 'auto', 'auto ignorecase' or the URI of a JSONPaths file, not '" + how + "'");
        };
    }

    private static Wanted names(List<String> columns, boolean ignoreCase) {
        Wanted root = new Wanted();
        root.ignoreCase = ignoreCase;
        for (int column = 0; column < columns.size(); column++) {
            root.names
                    .computeIfAbsent(columns.get(column), name -> new Wanted())
                    .columns
                    .add(column);
        }
        return root;
    }

    private static Wanted paths(List<String> paths, int columns) {
        if (paths.size() != columns) {
            throw new ForebayException(
                    FormatError.BAD_OPTIONS,
                    "Number of jsonpaths and the number of columns should match. JSONPath size: " + paths.size()
                            + ", Number of columns in table or column list: " + columns);
        }
        Wanted root = new Wanted();
        List<List<AvroPath.Step>> parsed = AvroPath.parseAll(paths);
        for (int column = 0; column < columns; column++) {
            Wanted at = root;
            for (AvroPath.Step step : parsed.get(column)) {
                at = step instanceof AvroPath.Step.Name name
                        ? at.names.computeIfAbsent(name.name(), key -> new Wanted())
                        : at.items.computeIfAbsent(((AvroPath.Step.Item) step).number(), key -> new Wanted());
            }
            at.columns.add(column);
        }
        return root;
    }

    /** The names of the fields of a record that nobody wants, in its order. */
    public List<String> unwanted(Type record) {
        List<String> fields = names(record);
        Wanted[] wanted = fields(fields);
        List<String> unwanted = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == null) {
                unwanted.add(fields.get(i));
            }
        }
        return unwanted;
    }

    static List<String> names(Type record) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < record.parts(); i++) {
            names.add(new String(record.name(i), StandardCharsets.UTF_8));
        }
        return names;
    }

    /** The columns that take the value itself. */
    List<Integer> columns() {
        return columns;
    }

    Map<Integer, Wanted> items() {
        return items;
    }

    Map<String, Wanted> names() {
        return names;
    }

    /** What is wanted of the fields of a record, by their number; null for a field that nobody wants. */
    Wanted[] fields(List<String> fields) {
        Wanted[] wanted = new Wanted[fields.size()];
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> inAnyCase = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            numbers.putIfAbsent(fields.get(i), i);
            if (ignoreCase) {
                inAnyCase.putIfAbsent(fields.get(i).toLowerCase(Locale.ROOT), i);
            }
        }
        names.forEach((name, want) -> {
            Integer exact = numbers.get(name);
            Integer field = exact == null ? inAnyCase.get(name.toLowerCase(Locale.ROOT)) : exact;
            if (field != null) {
                wanted[field] = wanted[field] == null ? want : both(wanted[field], want);
            }
        });
        return wanted;
    }

    /** Two columns whose names differ in case alone want the same field. */
    private static Wanted both(Wanted one, Wanted other) {
        Wanted both = new Wanted();
        both.columns.addAll(one.columns);
        both.columns.addAll(other.columns);
        return both;
    }
}
