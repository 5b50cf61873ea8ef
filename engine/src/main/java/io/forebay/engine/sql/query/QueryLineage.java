package io.forebay.engine.sql.query;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement.CreateTableAs.Source;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which result columns of a query are plain columns of one table. Only a single SELECT from a single table is looked at;
 * for all else the answer is empty.
 */
public final class QueryLineage {
    private static final int MAX_PARENTHESES = 8;
    private static final String[] NO_COLUMNS = {
        "null", "true", "false", "sysdate", "current_date", "current_timestamp", "current_user", "user", "not"
    };

    private final List<Token> tokens;

    private QueryLineage(List<Token> tokens) {
        this.tokens = tokens;
    }

    public static List<Source> find(List<Token> query) {
        List<Token> plain = query;
        for (int i = 0; i < MAX_PARENTHESES && wrapped(plain); i++) {
            plain = plain.subList(1, plain.size() - 1);
        }
        return new QueryLineage(plain).sources();
    }

    private static boolean wrapped(List<Token> query) {
        return query.size() > 2 && query.get(0).isSymbol("(") && Near.closing(query, 0) == query.size() - 1;
    }

    private List<Source> sources() {
        int from = outermost(0, "from");
        boolean several = outermost(0, "union", "except", "intersect", "minus", "join", "pivot", "unpivot") >= 0;
        if (!Near.word(tokens, 0, "select") || from < 0 || several) {
            return List.of();
        }
        int end = outermost(
                from + 1, "where", "group", "having", "order", "limit", "offset", "qualify", "window", "fetch");
        List<Token> relation = tokens.subList(from + 1, end < 0 ? tokens.size() : end);
        return relation(relation).isEmpty() ? List.of() : items(from, relation);
    }

    private int outermost(int start, String... words) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.isAny(words) && !Near.symbol(tokens, i - 1, ".")) {
                return i;
            }
        }
        return -1;
    }

    /** The words of the table's name, when the FROM clause is only a name with or without an alias. */
    private static List<Name> relation(List<Token> relation) {
        int parts = 0;
        int i = 0;
        while (Near.name(relation, i)) {
            parts++;
            i++;
            if (!Near.symbol(relation, i, ".")) {
                break;
            }
            i++;
        }
        if (parts == 0 || parts > 2) {
            return List.of();
        }
        Name name = parts == 1
                ? new Name(null, relation.get(0).value())
                : new Name(relation.get(0).value(), relation.get(2).value());
        int alias = Near.word(relation, i, "as") ? i + 1 : i;
        boolean end = alias == relation.size() || (alias + 1 == relation.size() && Near.name(relation, alias));
        return end ? List.of(name) : List.of();
    }

    private List<Source> items(int from, List<Token> relation) {
        Name table = relation(relation).get(0);
        String alias = relation.get(relation.size() - 1).value();
        List<Source> sources = new ArrayList<>();
        int start = Near.word(tokens, 1, "distinct", "all") ? 2 : 1;
        if (Near.word(tokens, start, "top")) {
            start += 2;
        }
        for (List<Token> item : split(tokens.subList(start, from))) {
            Source source = item(item, table, alias);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    private static List<List<Token>> split(List<Token> list) {
        List<List<Token>> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.size(); i++) {
            Token token = list.get(i);
            depth += token.isSymbol("(") || token.isSymbol("[")
                    ? 1
                    : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                items.add(list.subList(start, i));
                start = i + 1;
            }
        }
        items.add(list.subList(start, list.size()));
        return items;
    }

    private static @Nullable Source item(List<Token> item, Name table, String alias) {
        List<Token> column = item;
        boolean qualified = item.size() > 2
                && item.get(0).isName()
                && item.get(1).isSymbol(".")
                && (item.get(0).value().equals(alias) || item.get(0).value().equals(table.name()));
        if (qualified) {
            column = item.subList(2, item.size());
        }
        if (column.size() == 1 && column.get(0).isSymbol("*")) {
            return new Source("*", table, "*");
        }
        if (column.isEmpty() || !column.get(0).isName() || column.get(0).isAny(NO_COLUMNS)) {
            return null;
        }
        String name = column.get(0).value();
        boolean renamed =
                column.size() == 3 && column.get(1).is("as") && column.get(2).isName();
        boolean renamedShort = column.size() == 2 && column.get(1).isName();
        if (column.size() == 1) {
            return new Source(name, table, name);
        }
        return renamed || renamedShort
                ? new Source(column.get(column.size() - 1).value(), table, name)
                : null;
    }
}
