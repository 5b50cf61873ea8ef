package io.forebay.engine.sql.outline;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a SELECT's list.
 *
 * @param start, end its tokens, the end behind the last
 * @param expressionEnd behind its expression, where AS or the alias stands; {@code end} without one
 * @param alias the name that is written; null without one
 * @param name what its column is called: the alias, or the column's own name; null for other expressions
 * @param star whether it stands for all columns, of one relation or of all
 */
public record Item(int start, int end, int expressionEnd, @Nullable String alias, @Nullable String name, boolean star) {
    /** Words behind which a name is a part of the expression. */
    private static final String[] OPERATORS = {
        "and",
        "or",
        "not",
        "is",
        "in",
        "like",
        "ilike",
        "similar",
        "to",
        "between",
        "from",
        "distinct",
        "zone",
        "collate",
        "escape",
        "then",
        "else",
        "when",
        "case",
        "interval",
        "over",
        "isnull",
        "notnull",
        "any",
        "all",
        "some"
    };

    /** Words that end an expression and are no names. */
    private static final String[] VALUES = {"null", "true", "false", "end", "unknown", "nulls"};

    static Item of(List<Token> tokens, int start, int end) {
        int last = end - 1;
        if (star(tokens, start, end)) {
            return new Item(start, end, end, null, null, true);
        }
        if (end - start > 2 && Near.word(tokens, last - 1, "as") && Near.name(tokens, last)) {
            String alias = tokens.get(last).value();
            return new Item(start, end, last - 1, alias, alias, false);
        }
        if (end - start > 1 && aliasAt(tokens, start, last)) {
            String alias = tokens.get(last).value();
            return new Item(start, end, last, alias, alias, false);
        }
        return new Item(start, end, end, null, column(tokens, start, end), false);
    }

    private static boolean star(List<Token> tokens, int start, int end) {
        for (int i = start; i < end; i++) {
            if (tokens.get(i).isSymbol("*")) {
                return i == start || Near.symbol(tokens, i - 1, ".");
            }
            if (!tokens.get(i).isName() && !tokens.get(i).isSymbol(".")) {
                return false;
            }
        }
        return false;
    }

    private static boolean aliasAt(List<Token> tokens, int start, int last) {
        Token before = tokens.get(last - 1);
        boolean unit = before.isString() && last - 2 >= start && Near.word(tokens, last - 2, "interval");
        boolean value = before.isName() && !before.isAny(OPERATORS)
                || before.isString() && !unit
                || before.isSymbol(")")
                || before.isSymbol("]")
                || before.kind() == Token.Kind.NUMBER
                || before.kind() == Token.Kind.PARAMETER;
        return value
                && Near.name(tokens, last)
                && !Near.word(tokens, last, VALUES)
                && !Near.word(tokens, last, OPERATORS);
    }

    /** The last part of a plain column's name. */
    private static @Nullable String column(List<Token> tokens, int start, int end) {
        for (int i = start; i < end; i++) {
            boolean part = (i - start) % 2 == 0
                    ? tokens.get(i).isName()
                    : tokens.get(i).isSymbol(".");
            if (!part) {
                return null;
            }
        }
        Token last = tokens.get(end - 1);
        return last.isName() && !last.isAny("null", "true", "false") ? last.value() : null;
    }
}
