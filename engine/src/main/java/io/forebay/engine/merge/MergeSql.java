package io.forebay.engine.merge;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL that the merges share. */
final class MergeSql {
    private MergeSql() {}

    static String name(String written, String parameter) {
        String name = written.strip();
        if (name.isEmpty()) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "a name is missing in " + parameter);
        }
        if (name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")) {
            return name.substring(1, name.length() - 1).replace("\"\"", "\"");
        }
        return TableName.folded(name);
    }

    static String quoted(String name) {
        return TableName.quote(name);
    }

    /** {@code "a", "b"}, each with what stands before it. */
    static String list(String before, List<String> names) {
        return joined(names, name -> before + quoted(name), ", ");
    }

    static String joined(List<String> names, Function<String, String> piece, String between) {
        return names.stream().map(piece).collect(Collectors.joining(between));
    }

    /** {@code l."a" = r."a" AND l."b" = r."b"}. */
    static String equal(String left, String right, List<String> names) {
        return joined(names, name -> left + quoted(name) + " = " + right + quoted(name), " AND ");
    }

    static String anyNull(String before, List<String> names) {
        return joined(names, name -> before + quoted(name) + " IS NULL", " OR ");
    }

    /** Refuses what is not a column of a table. */
    static List<String> require(Table table, List<String> names) {
        for (String name : names) {
            column(table, name);
        }
        return names;
    }

    static Column column(Table table, String name) {
        return table.find(name)
                .orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + table.name().name() + "\" does not exist"));
    }

    /**
     * What goes from the source into the target's columns: what {@code columns} says ({@code a, b AS c}), or else all
     * columns that both have.
     */
    static List<Carried> carried(MergeCall call, Table source, Table target, List<String> without) {
        List<Carried> carried = new ArrayList<>();
        String columns = call.optional("columns");
        if (columns == null) {
            for (Column column : target.columns()) {
                String name = column.name();
                if (!without.contains(name) && source.find(name).isPresent()) {
                    carried.add(new Carried(name, name));
                }
            }
            return carried;
        }
        for (String part : columns.split(",", -1)) {
            String[] sides = part.strip().split("(?i)\\s+as\\s+", 2);
            String from = name(sides[0], "columns");
            String into = name(sides[sides.length - 1], "columns");
            column(source, from);
            column(target, into);
            if (without.contains(into)) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "column \"" + into + "\" has a meaning of its own: leave it out");
            }
            carried.add(new Carried(from, into));
        }
        return carried;
    }

    /** @param from a column of the source @param into a column of the target */
    record Carried(String from, String into) {
        /** {@code s."a" AS "b"}. */
        String selected(String before) {
            return before + quoted(from) + " AS " + quoted(into);
        }
    }

    static String selected(String before, List<Carried> carried) {
        return carried.stream().map(each -> each.selected(before)).collect(Collectors.joining(", "));
    }
}
