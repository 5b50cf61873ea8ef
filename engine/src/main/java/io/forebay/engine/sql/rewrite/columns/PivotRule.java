package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Relation;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code relation PIVOT (aggregate FOR column IN (values))} becomes a query with one aggregate a value, grouped by the
 * columns that neither the aggregate nor FOR names. SOURCE: Redshift Database Developer Guide, "PIVOT and UNPIVOT examples".
 */
final class PivotRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        List<Select> selects = Select.all(tokens);
        for (int i = selects.size() - 1; i >= 0; i--) {
            Select select = selects.get(i);
            for (Relation relation : Relation.of(tokens, select).relations()) {
                if (relation.pivot() >= 0) {
                    turn(tokens, columns, select, relation, edits);
                    return true;
                }
            }
        }
        return false;
    }

    private static void turn(List<Token> tokens, Columns columns, Select select, Relation relation, Edits edits) {
        int open = relation.pivot() + 1;
        int close = Near.closing(tokens, open);
        int forWord = word(tokens, open + 1, close, "for");
        Token pivot = tokens.get(relation.pivot());
        boolean form = forWord > 0
                && Near.name(tokens, forWord + 1)
                && Near.word(tokens, forWord + 2, "in")
                && Near.symbol(tokens, forWord + 3, "(");
        if (!form) {
            throw Mistake.syntax(pivot.start(), "PIVOT needs an aggregate, FOR a column and IN (values)");
        }
        Relation bare = new Relation(
                relation.schema(),
                relation.table(),
                relation.query(),
                relation.alias(),
                relation.columns(),
                relation.start(),
                relation.end(),
                -1);
        Optional<List<String>> all = columns.of(bare);
        if (all.isEmpty() || all.get().contains("")) {
            throw Mistake.notSupported(
                    pivot.start(), "the columns of what PIVOT turns are not known; give them names in a subquery");
        }
        String column = tokens.get(forWord + 1).value();
        List<String> groups = new ArrayList<>(all.get());
        groups.remove(column);
        groups.removeAll(named(tokens, open + 1, forWord));
        edits.replace(
                tokens.get(relation.pivot()),
                tokens.get(Relation.pivotEnd(tokens, relation.pivot(), select.fromEnd(tokens)) - 1),
                grouped(groups) + ") AS " + TableName.quote(alias(tokens, select, close)));
        edits.insert(
                tokens.get(relation.start()).start(),
                "(SELECT " + list(tokens, open + 1, forWord, close, column, groups) + " FROM ");
    }

    private static String grouped(List<String> groups) {
        String names = groups.stream()
                .map(TableName::quote)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return names.isEmpty() ? "" : " GROUP BY " + names;
    }

    private static String alias(List<Token> tokens, Select select, int close) {
        int end = Relation.pivotEnd(tokens, matching(tokens, close) - 1, select.fromEnd(tokens));
        return end > close + 1 ? tokens.get(end - 1).value() : "forebay_pivot";
    }

    private static int matching(List<Token> tokens, int close) {
        int open = close - 1;
        while (open > 0 && !(Near.symbol(tokens, open, "(") && Near.closing(tokens, open) == close)) {
            open--;
        }
        return open;
    }

    private static int word(List<Token> tokens, int from, int to, String word) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth == 0 && tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }

    /** The names in the arguments of the aggregates. */
    private static Set<String> named(List<Token> tokens, int from, int to) {
        Set<String> names = new HashSet<>();
        int depth = 0;
        for (int i = from; i < to; i++) {
            depth += tokens.get(i).isSymbol("(") ? 1 : tokens.get(i).isSymbol(")") ? -1 : 0;
            if (depth > 0 && tokens.get(i).isName() && !Near.symbol(tokens, i + 1, "(")) {
                names.add(tokens.get(i).value());
            }
        }
        return names;
    }

    private static String list(
            List<Token> tokens, int from, int forWord, int close, String column, List<String> groups) {
        List<String> items = new ArrayList<>();
        groups.forEach(group -> items.add(TableName.quote(group)));
        for (int[] value : Select.split(tokens, forWord + 4, Near.closing(tokens, forWord + 3))) {
            int as = word(tokens, value[0], value[1], "as");
            int valueEnd = as < 0 ? value[1] : as;
            String name = as < 0
                    ? name(tokens, value[0], valueEnd)
                    : tokens.get(value[1] - 1).value();
            for (int[] aggregate : Select.split(tokens, from, forWord)) {
                int callEnd = Near.closing(tokens, aggregate[0] + 1) + 1;
                String suffix = callEnd < aggregate[1]
                        ? "_" + tokens.get(aggregate[1] - 1).value()
                        : "";
                items.add(Texts.of(tokens, aggregate[0], Math.min(callEnd, aggregate[1])) + " FILTER (WHERE "
                        + TableName.quote(column) + " = " + Texts.of(tokens, value[0], valueEnd) + ") AS "
                        + TableName.quote(name + suffix));
            }
        }
        if (close < 0 || items.size() == groups.size()) {
            throw Mistake.syntax(tokens.get(forWord).start(), "PIVOT needs values behind IN");
        }
        return String.join(", ", items);
    }

    private static String name(List<Token> tokens, int from, int to) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to; i++) {
            name.append(tokens.get(i).value());
        }
        return name.toString();
    }
}
