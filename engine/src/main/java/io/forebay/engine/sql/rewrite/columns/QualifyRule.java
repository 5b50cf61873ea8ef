package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Item;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code SELECT … QUALIFY condition} becomes a query over one that has the condition as a column more. SOURCE: Redshift
 * Database Developer Guide, "QUALIFY clause".
 */
final class QualifyRule implements ColumnRule {
    private static final String KEPT = "forebay_kept";

    /** @param inside the expression and its name, as the inner query lists it */
    private record Listed(String inside, String name, @Nullable Item item) {}

    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        List<Select> selects = Select.all(tokens);
        for (int i = selects.size() - 1; i >= 0; i--) {
            if (selects.get(i).qualify() >= 0) {
                wrap(tokens, columns, selects.get(i), edits);
                return true;
            }
        }
        return false;
    }

    private static void wrap(List<Token> tokens, Columns columns, Select select, Edits edits) {
        List<Listed> listed = listed(tokens, columns, select);
        boolean distinct = Near.word(tokens, select.start() + 1, "distinct");
        String outer = listed.stream().map(one -> TableName.quote(one.name())).collect(Collectors.joining(", "));
        String inner = listed.stream().map(Listed::inside).collect(Collectors.joining(", "));
        edits.replace(
                tokens.get(select.start()),
                tokens.get(select.from() - 1),
                "SELECT " + (distinct ? "DISTINCT " : "") + outer + " FROM (SELECT " + inner + ", ("
                        + condition(tokens, columns, select) + ") AS " + KEPT);
        edits.replace(
                tokens.get(select.qualify()), tokens.get(select.order() - 1), ") AS forebay_qualified WHERE " + KEPT);
        order(tokens, select, listed, edits);
    }

    private static List<Listed> listed(List<Token> tokens, Columns columns, Select select) {
        List<Listed> listed = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (Item item : select.items(tokens)) {
            if (item.star()) {
                List<Columns.Star> all = columns.star(select, item)
                        .orElseThrow(() -> Mistake.notSupported(
                                tokens.get(select.qualify()).start(),
                                "QUALIFY beside * needs columns that are known; write the columns"));
                all.forEach(column -> add(listed, names, Texts.column(column), column.name(), item));
            } else {
                String name = item.name() == null ? called(tokens, item) : item.name();
                add(listed, names, Texts.of(tokens, item.start(), item.expressionEnd()), name, item);
            }
        }
        if (names.values().stream().anyMatch(count -> count > 1)) {
            throw Mistake.notSupported(
                    tokens.get(select.qualify()).start(),
                    "two columns beside QUALIFY have the same name; give them names of their own with AS");
        }
        return listed;
    }

    private static void add(
            List<Listed> listed, Map<String, Integer> names, String expression, String name, Item item) {
        names.merge(name, 1, Integer::sum);
        listed.add(new Listed(expression + " AS " + TableName.quote(name), name, item));
    }

    /** A call is named after its function, as ever. */
    private static String called(List<Token> tokens, Item item) {
        Token first = tokens.get(item.start());
        return first.isName() && Near.symbol(tokens, item.start() + 1, "(") ? first.value() : "?column?";
    }

    /** An alias in the condition is its expression, unless a column has the name. */
    private static String condition(List<Token> tokens, Columns columns, Select select) {
        List<String> visible = columns.visible(select).orElse(List.of());
        Map<String, Item> aliases = new HashMap<>();
        for (Item item : select.items(tokens)) {
            if (item.alias() != null && !visible.contains(item.alias())) {
                aliases.put(item.alias(), item);
            }
        }
        List<String> words = new ArrayList<>();
        for (int i = select.qualify() + 1; i < select.order(); i++) {
            Item meant =
                    LateralAliasRule.used(tokens, i) ? aliases.get(tokens.get(i).value()) : null;
            words.add(
                    meant == null
                            ? tokens.get(i).text()
                            : "(" + Texts.of(tokens, meant.start(), meant.expressionEnd()) + ")");
        }
        return String.join(" ", words);
    }

    /** What ORDER BY names of the list is a name of the outer query now. */
    private static void order(List<Token> tokens, Select select, List<Listed> listed, Edits edits) {
        if (!Near.word(tokens, select.order(), "order")) {
            return;
        }
        for (int[] key : Select.split(tokens, select.order() + 2, select.end())) {
            int end = key[0];
            while (end < key[1] && !tokens.get(end).isAny("asc", "desc", "nulls", "limit", "offset", "fetch", "for")) {
                end++;
            }
            String text = Texts.of(tokens, key[0], end);
            boolean qualified = Near.symbol(tokens, end - 2, ".");
            for (Listed one : listed) {
                Item item = one.item();
                boolean same = item != null
                        && !item.star()
                        && text.equals(Texts.of(tokens, item.start(), item.expressionEnd()));
                boolean named =
                        qualified && one.name().equals(tokens.get(end - 1).value());
                if (end > key[0] && (same || named)) {
                    edits.replace(tokens.get(key[0]), tokens.get(end - 1), TableName.quote(one.name()));
                    break;
                }
            }
        }
    }
}
