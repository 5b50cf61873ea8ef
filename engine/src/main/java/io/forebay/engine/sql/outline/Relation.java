package io.forebay.engine.sql.outline;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a FROM reads.
 *
 * @param schema, table of a table, view or WITH query; the table is null for anything else
 * @param query the opening parenthesis of a query; -1 for anything else
 * @param alias what its columns are named after; null for a nameless query
 * @param columns the names that are given behind the alias
 * @param start, end its tokens with the alias
 * @param pivot of a PIVOT that stands behind it, else -1
 */
public record Relation(
        @Nullable String schema,
        @Nullable String table,
        int query,
        @Nullable String alias,
        List<String> columns,
        int start,
        int end,
        int pivot) {
    private static final String[] BEHIND = {
        "on",
        "using",
        "join",
        "inner",
        "left",
        "right",
        "full",
        "outer",
        "cross",
        "natural",
        "pivot",
        "unpivot",
        "tablesample",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "set",
        "when",
        "returning",
        "qualify",
        "window"
    };

    /** @param merged whether columns of two relations are one: NATURAL or USING */
    public record Joined(List<Relation> relations, boolean merged) {}

    /** The relations of one SELECT. */
    public static Joined of(List<Token> tokens, Select select) {
        List<Relation> relations = new ArrayList<>();
        boolean merged = false;
        int end = select.from() < 0 ? 0 : select.fromEnd(tokens);
        boolean expected = true;
        int i = select.from() + 1;
        while (select.from() >= 0 && i < end) {
            Token token = tokens.get(i);
            if (expected && !token.isAny("lateral", "only")) {
                Relation relation = read(tokens, i, end);
                relations.add(relation);
                i = relation.pivot() >= 0 ? pivotEnd(tokens, relation.pivot(), end) : relation.end();
                expected = false;
            } else if (token.isSymbol("(") && !expected) {
                i = Near.closing(tokens, i) + 1;
            } else {
                expected = expected || token.isSymbol(",") || token.is("join");
                merged |= token.isAny("using", "natural");
                i++;
            }
        }
        return new Joined(relations, merged);
    }

    private static Relation read(List<Token> tokens, int start, int end) {
        int i = start;
        String schema = null;
        String table = null;
        int query = -1;
        if (Near.symbol(tokens, i, "(")) {
            int inside = i;
            while (Near.symbol(tokens, inside, "(")) {
                inside++;
            }
            query = Near.word(tokens, inside, "select", "with", "values") ? i : -1;
            i = Near.closing(tokens, i) + 1;
        } else if (Near.name(tokens, i)) {
            table = tokens.get(i).value();
            for (i++; Near.symbol(tokens, i, ".") && Near.name(tokens, i + 1); i += 2) {
                schema = table;
                table = tokens.get(i + 1).value();
            }
            if (Near.symbol(tokens, i, "(")) {
                table = null;
                i = Near.closing(tokens, i) + 1;
            }
        } else {
            i++;
        }
        return named(tokens, new Relation(schema, table, query, table, List.of(), start, Math.min(i, end), -1), end);
    }

    private static Relation named(List<Token> tokens, Relation bare, int end) {
        int i = bare.end();
        int pivot = Near.word(tokens, i, "pivot") && Near.symbol(tokens, i + 1, "(") ? i : -1;
        int name = Near.word(tokens, i, "as") ? i + 1 : i;
        String alias = bare.alias();
        List<String> columns = new ArrayList<>();
        if (pivot < 0 && name < end && Near.name(tokens, name) && !Near.word(tokens, name, BEHIND)) {
            alias = tokens.get(name).value();
            i = name + 1;
            if (Near.symbol(tokens, i, "(")) {
                int close = Near.closing(tokens, i);
                for (int[] range : Select.split(tokens, i + 1, Math.min(close, end))) {
                    columns.add(tokens.get(range[0]).value());
                }
                i = close + 1;
            }
            pivot = Near.word(tokens, i, "pivot") && Near.symbol(tokens, i + 1, "(") ? i : -1;
        }
        return new Relation(
                bare.schema(), bare.table(), bare.query(), alias, columns, bare.start(), Math.min(i, end), pivot);
    }

    /** Behind PIVOT (…) and its alias. */
    public static int pivotEnd(List<Token> tokens, int pivot, int end) {
        int i = Near.closing(tokens, pivot + 1) + 1;
        if (Near.word(tokens, i, "as")) {
            return Math.min(i + 2, end);
        }
        return Math.min(Near.name(tokens, i) && !Near.word(tokens, i, BEHIND) ? i + 1 : i, end);
    }
}
