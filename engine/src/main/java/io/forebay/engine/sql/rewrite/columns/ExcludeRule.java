package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Item;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code * EXCLUDE (a, b)} becomes the columns that are left, the innermost query first. */
final class ExcludeRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        List<Select> selects = Select.all(tokens);
        for (int i = selects.size() - 1; i >= 0; i--) {
            for (Item item : selects.get(i).items(tokens)) {
                if (item.star() && Near.word(tokens, columns.starAt(item) + 1, "exclude", "except")) {
                    edits.replace(
                            tokens.get(item.start()),
                            tokens.get(item.end() - 1),
                            left(tokens, columns, selects.get(i), item));
                    return true;
                }
            }
        }
        return false;
    }

    private static String left(List<Token> tokens, Columns columns, Select select, Item item) {
        int exclude = columns.starAt(item) + 1;
        List<Columns.Star> all = columns.star(select, item)
                .orElseThrow(() -> Mistake.notSupported(
                        tokens.get(exclude).start(),
                        "the columns that EXCLUDE takes from are not known here; write the columns that are to stay"));
        List<Columns.Star> left = new ArrayList<>(all);
        for (int i = exclude + 1; i < item.end(); i++) {
            Token name = tokens.get(i);
            if (name.isName() && !left.removeIf(column -> TableName.same(column.name(), name.value()))) {
                throw Mistake.at(
                        CommonError.UNDEFINED_COLUMN,
                        name.start(),
                        "column \"" + name.value() + "\" of EXCLUDE does not exist");
            }
        }
        if (left.isEmpty()) {
            throw Mistake.syntax(tokens.get(exclude).start(), "EXCLUDE leaves no column");
        }
        return left.stream().map(Texts::column).collect(Collectors.joining(", "));
    }
}
