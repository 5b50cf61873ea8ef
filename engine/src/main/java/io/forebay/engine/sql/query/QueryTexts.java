package io.forebay.engine.sql.query;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The queries and changes of rows that a statement is made of, for a parser that reads nothing else: what is behind EXPLAIN,
 * the query of a view or a table that is made, a MERGE as a query that names the same relations.
 */
public final class QueryTexts {
    /** What a query inside an expression starts with, and what one that starts with FROM may stand behind. */
    private static final Set<String> QUERY = Set.of(
            "select",
            "with",
            "table",
            "pivot",
            "unpivot",
            "describe",
            "desc",
            "show",
            "summarize",
            "union",
            "intersect",
            "except");

    private final String sql;
    private final List<Token> tokens;

    private QueryTexts(String sql) {
        SqlText text = SqlText.of(sql);
        this.sql = text.masked();
        this.tokens = text.tokens();
    }

    /** Characters that stand in a part as they stand in the statement. */
    private record Same(int part, int statement, int length) {}

    /** @param same what of it is as it was written */
    public record Part(String text, List<Same> same) {
        /** @return where a character of the part stands in the statement; -1 when it does not */
        public int at(int position) {
            return same.stream()
                    .filter(each -> position >= each.part() && position < each.part() + each.length())
                    .mapToInt(each -> each.statement() + position - each.part())
                    .findFirst()
                    .orElse(-1);
        }
    }

    /**
     * @param sql in the warehouse's SQL
     * @throws io.forebay.spi.ForebayException NOT_ALLOWED for a MERGE whose relations cannot be told
     */
    public static List<Part> of(String sql) {
        return new QueryTexts(sql).parts();
    }

    private List<Part> parts() {
        int first = 0;
        while (Near.word(tokens, first, "explain", "analyze")) {
            first++;
        }
        if (Near.word(tokens, first, "create")) {
            int as = top(first, "as");
            return as < 0 ? List.of() : List.of(from(as + 1));
        }
        int merge = top(first, "merge");
        if (Near.word(tokens, first, "merge")) {
            return merge(first);
        }
        if (merge >= 0 && Near.word(tokens, merge + 1, "into")) {
            throw untold(tokens.get(merge));
        }
        return List.of(from(first));
    }

    private Part from(int token) {
        int start = token < tokens.size() ? tokens.get(token).start() : sql.length();
        String text = text(token, tokens.size());
        return new Part(text, List.of(new Same(0, start, text.length() + 1)));
    }

    /** Without a semicolon at its end. */
    private String text(int from, int to) {
        int end = to;
        while (end > from && tokens.get(end - 1).isSymbol(";")) {
            end--;
        }
        return end <= from
                ? ""
                : sql.substring(tokens.get(from).start(), tokens.get(end - 1).end());
    }

    /** The first such word outside of all parentheses, -1 without one. */
    private int top(int from, String word) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{")) {
                depth++;
            } else if (token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}")) {
                depth--;
            } else if (depth == 0 && token.is(word) && !Near.partOfName(tokens, i)) {
                return i;
            }
        }
        return -1;
    }

    /** {@code MERGE INTO a USING b ON c WHEN …} as the query {@code SELECT 1 FROM a, b WHERE c} and what it does to a. */
    private List<Part> merge(int first) {
        int using = top(first, "using");
        int on = using < 0 ? -1 : top(using, "on");
        int when = on < 0 ? -1 : top(on, "when");
        if (when < 0 || !Near.word(tokens, first + 1, "into")) {
            throw untold(tokens.get(first));
        }
        List<Part> parts = new ArrayList<>();
        String target = text(first + 2, using);
        parts.add(joined(List.of("SELECT 1 FROM ", "\n, ", "\nWHERE (", "\n)"), List.of(first + 2, using, on, when)));
        for (int i = when; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (queries(i)) {
                throw untold(token);
            }
            if (token.isAny("update", "delete") && Near.word(tokens, i - 1, "then")) {
                parts.add(new Part(token.is("update") ? update(target) : "DELETE FROM " + target, List.of()));
            } else if (token.is("insert") && Near.word(tokens, i - 1, "then")) {
                parts.add(new Part("INSERT INTO " + bare(first + 2, using) + " DEFAULT VALUES", List.of()));
            }
        }
        return parts;
    }

    /** @param ends of the three pieces of the statement between the four texts: each starts behind the one before it */
    private Part joined(List<String> texts, List<Integer> ends) {
        StringBuilder joined = new StringBuilder(texts.get(0));
        List<Same> same = new ArrayList<>();
        for (int i = 0; i + 1 < texts.size(); i++) {
            int from = i == 0 ? ends.get(0) : ends.get(i) + 1;
            String piece = text(from, ends.get(i + 1));
            same.add(new Same(joined.length(), tokens.get(from).start(), piece.length()));
            joined.append(piece).append(texts.get(i + 1));
        }
        return new Part(joined.toString(), same);
    }

    private static String update(String target) {
        return "UPDATE " + target + " SET a = DEFAULT";
    }

    /** The target's name without its alias. */
    private String bare(int from, int to) {
        int end = from + 1;
        while (end + 1 < to && tokens.get(end).isSymbol(".")) {
            end += 2;
        }
        return text(from, end);
    }

    /** A query in what a MERGE does would be one that nobody has looked at. */
    private boolean queries(int at) {
        Token token = tokens.get(at);
        return token.kind() == Token.Kind.WORD && QUERY.contains(token.value()) && !Near.symbol(tokens, at - 1, ".")
                || token.is("from") && Near.symbol(tokens, at - 1, "(");
    }

    private static io.forebay.spi.ForebayException untold(Token token) {
        return Mistake.notAllowed(
                token.start(),
                "permission denied: it cannot be told which relations this MERGE reads; put its queries behind USING");
    }
}
