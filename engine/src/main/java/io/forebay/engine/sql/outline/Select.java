package io.forebay.engine.sql.outline;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * One SELECT, by the places of its words in the statement's tokens; -1 for a clause that it has not.
 *
 * @param start of SELECT
 * @param list where its list of columns begins
 * @param from of FROM
 * @param qualify of QUALIFY
 * @param order of the first of ORDER BY, LIMIT, OFFSET, FETCH and FOR, or of WHERE where there is no FROM, else {@code
 *     end}
 * @param end behind its last token
 */
public record Select(int start, int list, int from, int qualify, int order, int end) {
    private static final String[] SETS = {"union", "except", "intersect", "minus"};

    /** All of a statement, in the order of their first words. */
    public static List<Select> all(List<Token> tokens) {
        List<Select> found = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("select") && !Near.partOfName(tokens, i) && !Near.word(tokens, i - 1, "as", "then")) {
                found.add(at(tokens, i));
            } else if (tokens.get(i).is("select") && Near.word(tokens, i - 1, "as") && definesHere(tokens, i)) {
                found.add(at(tokens, i));
            }
        }
        return found;
    }

    /** CREATE TABLE … AS SELECT and CREATE VIEW … AS SELECT, where AS gives no name. */
    private static boolean definesHere(List<Token> tokens, int at) {
        return Near.word(tokens, 0, "create") && at + 1 < tokens.size();
    }

    static Select at(List<Token> tokens, int start) {
        int from = -1;
        int qualify = -1;
        int order = -1;
        int depth = 0;
        int i = start + 1;
        for (; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth < 0 || (depth == 0 && (token.isAny(SETS) && setFollows(tokens, i) || token.isSymbol(";")))) {
                break;
            }
            if (depth > 0 || Near.partOfName(tokens, i) || Near.word(tokens, i - 1, "as")) {
                continue;
            }
            if (from < 0 && token.is("from") && !Near.word(tokens, i - 1, "distinct")) {
                from = i;
                order = -1;
            } else if (from < 0 && order < 0 && behindList(tokens, i)) {
                order = i;
            } else if (qualify < 0 && token.is("qualify") && from >= 0) {
                qualify = i;
            } else if (order < 0 && from >= 0 && tail(tokens, i)) {
                order = i;
            }
        }
        return new Select(start, list(tokens, start), from, qualify, order < 0 ? i : order, i);
    }

    private static boolean setFollows(List<Token> tokens, int at) {
        int next = Near.word(tokens, at + 1, "all", "distinct") ? at + 2 : at + 1;
        while (Near.symbol(tokens, next, "(")) {
            next++;
        }
        return Near.word(tokens, next, "select", "values", "with");
    }

    /** What ends the list of a SELECT without FROM. */
    private static boolean behindList(List<Token> tokens, int at) {
        return Near.word(tokens, at, "where", "having")
                || (Near.word(tokens, at, "group") && Near.word(tokens, at + 1, "by"))
                || tail(tokens, at);
    }

    private static boolean tail(List<Token> tokens, int at) {
        return Near.word(tokens, at, "limit", "offset", "fetch", "for")
                || (Near.word(tokens, at, "order") && Near.word(tokens, at + 1, "by"));
    }

    private static int list(List<Token> tokens, int start) {
        int list = Near.word(tokens, start + 1, "distinct", "all") ? start + 2 : start + 1;
        if (list == start + 2 && Near.word(tokens, list, "on") && Near.symbol(tokens, list + 1, "(")) {
            return Near.closing(tokens, list + 1) + 1;
        }
        return list;
    }

    static boolean opens(Token token) {
        return token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{");
    }

    static boolean closes(Token token) {
        return token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}");
    }

    /** Where the list of columns ends. */
    public int listEnd() {
        return from >= 0 ? from : order;
    }

    /** Where the relations end. */
    public int fromEnd(List<Token> tokens) {
        int depth = 0;
        for (int i = from + 1; i < order; i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth == 0
                    && token.isAny("where", "group", "having", "qualify", "window", "connect", "start")
                    && !Near.partOfName(tokens, i)
                    && !Near.word(tokens, i - 1, "as")) {
                return i;
            }
        }
        return order;
    }

    /** The items of its list. */
    public List<Item> items(List<Token> tokens) {
        List<Item> items = new ArrayList<>();
        for (int[] range : split(tokens, list, listEnd())) {
            items.add(Item.of(tokens, range[0], range[1]));
        }
        return items;
    }

    /** The ranges between commas outside of brackets. */
    public static List<int[]> split(List<Token> tokens, int from, int to) {
        List<int[]> ranges = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                if (start < i) {
                    ranges.add(new int[] {start, i});
                }
                start = i + 1;
            }
        }
        if (start < to) {
            ranges.add(new int[] {start, to});
        }
        return ranges;
    }
}
