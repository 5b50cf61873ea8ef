package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Item;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alias of an earlier item becomes that item's expression, unless a column has the name. SOURCE: Redshift Database
 * Developer Guide, "SELECT list", Usage notes.
 */
final class LateralAliasRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        List<Select> selects = Select.all(tokens);
        for (int i = selects.size() - 1; i >= 0; i--) {
            if (apply(tokens, columns, selects.get(i), edits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean apply(List<Token> tokens, Columns columns, Select select, Edits edits) {
        Map<String, Item> aliases = new HashMap<>();
        Optional<List<String>> visible = Optional.empty();
        for (Item item : select.items(tokens)) {
            for (int i = item.start(); i < item.expressionEnd() && !aliases.isEmpty(); i++) {
                if (subquery(tokens, i)) {
                    i = Near.closing(tokens, i);
                    continue;
                }
                Item meant = used(tokens, i) ? aliases.get(tokens.get(i).value()) : null;
                if (meant != null) {
                    visible = visible.isPresent()
                            ? visible
                            : Optional.of(columns.visible(select).orElse(List.of("")));
                    String name = tokens.get(i).value();
                    if (!visible.get().contains("") && !visible.get().contains(name)) {
                        edits.replace(
                                tokens.get(i), "(" + Texts.of(tokens, meant.start(), meant.expressionEnd()) + ")");
                        return true;
                    }
                }
            }
            if (item.alias() != null && !plain(tokens, item)) {
                aliases.put(item.alias(), item);
            }
        }
        return false;
    }

    /** An alias that only repeats its column's name. */
    private static boolean plain(List<Token> tokens, Item item) {
        return item.expressionEnd() - item.start() == 1
                && tokens.get(item.start()).value().equals(item.alias());
    }

    /** A query in parentheses has names of its own. */
    static boolean subquery(List<Token> tokens, int at) {
        return Near.symbol(tokens, at, "(") && Near.word(tokens, at + 1, "select", "with", "values");
    }

    static boolean used(List<Token> tokens, int at) {
        return tokens.get(at).isName()
                && !Near.partOfName(tokens, at)
                && !Near.symbol(tokens, at + 1, "(")
                && !Near.symbol(tokens, at - 1, "::")
                && !Near.word(tokens, at - 1, "as");
    }
}
