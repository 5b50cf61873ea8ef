package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.outline.Item;
import io.forebay.engine.sql.outline.Relation;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the columns of a SELECT that its author has not named, as Redshift does: {@code count} for {@code count(*)}. */
final class OutputNameRule implements RewriteRule {
    /** Deeper queries keep the names that the warehouse gives: nobody writes them. */
    private static final int DEEPEST = 200;

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        int[] depths = depths(tokens);
        for (Select select : Select.all(tokens)) {
            int depth = depths[select.start()];
            if (depth <= DEEPEST) {
                boolean outermost = depth == 0 || depth == select.start();
                for (Item item : select.items(tokens)) {
                    name(tokens, select, item, outermost, edits);
                }
            }
        }
    }

    /** How many brackets are open before each token. */
    private static int[] depths(List<Token> tokens) {
        int[] depths = new int[tokens.size()];
        int depth = 0;
        for (int i = 0; i < depths.length; i++) {
            depths[i] = depth;
            Token token = tokens.get(i);
            depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
        }
        return depths;
    }

    /** @param outermost whether nothing but opening parentheses, or WITH queries, stand before its SELECT */
    private static void name(List<Token> tokens, Select select, Item item, boolean outermost, Edits edits) {
        if (item.star() || item.alias() != null) {
            return;
        }
        int end = item.end();
        String name = plain(tokens, item.start(), end)
                ? path(tokens, select, item.start(), end)
                : OutputName.of(tokens, item.start(), end);
        if (name != null && (outermost || !name.equals(OutputName.NONE))) {
            edits.insert(tokens.get(end - 1).end(), " AS " + TableName.quote(name));
        }
    }

    private static boolean plain(List<Token> tokens, int start, int end) {
        for (int i = start; i < end; i++) {
            boolean part = (i - start) % 2 == 0
                    ? tokens.get(i).isName()
                    : tokens.get(i).isSymbol(".");
            if (!part) {
                return false;
            }
        }
        return end - start > 1 || !(tokens.get(start).kind() == Token.Kind.WORD && OutputName.value(tokens.get(start)));
    }

    /** A column has its name; only a path into one may need it written. */
    private static @Nullable String path(List<Token> tokens, Select select, int start, int end) {
        if (end - start < 3) {
            return null;
        }
        String first = tokens.get(start).value();
        boolean column = end - start == 3
                && Relation.of(tokens, select).relations().stream()
                        .anyMatch(relation -> first.equals(relation.alias()));
        return column ? null : tokens.get(end - 1).value();
    }
}
