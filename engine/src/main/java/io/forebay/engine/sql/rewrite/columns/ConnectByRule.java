package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Relation;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code START WITH root CONNECT BY PRIOR id = parent} as a recursive query over the same relation, which has a column
 * {@code level} more. SOURCE: Amazon Redshift Database Developer Guide, "CONNECT BY clause".
 */
final class ConnectByRule implements ColumnRule {
    private static final String[] BEHIND = {"group", "having", "qualify", "window", "where"};

    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        for (Select select : Select.all(tokens)) {
            int connect = clause(tokens, select, "connect", "by");
            if (connect >= 0) {
                rewrite(tokens, select, connect, columns, edits);
                return true;
            }
        }
        return false;
    }

    /** Where two words stand behind FROM, outside of brackets; -1 without them. */
    private static int clause(List<Token> tokens, Select select, String first, String second) {
        int depth = 0;
        for (int i = select.from() + 1; select.from() >= 0 && i < select.order(); i++) {
            depth += bracket(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(first) && Near.word(tokens, i + 1, second)) {
                return i;
            }
        }
        return -1;
    }

    private static int bracket(Token token) {
        return token.isSymbol("(") || token.isSymbol("[") ? 1 : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
    }

    private static void rewrite(List<Token> tokens, Select select, int connect, Columns columns, Edits edits) {
        List<Relation> relations = Relation.of(tokens, select).relations();
        Relation relation = relations.get(0);
        if (relations.size() != 1) {
            throw Mistake.notSupported(
                    tokens.get(connect).start(),
                    "CONNECT BY over several relations is not supported; join in a subquery");
        }
        int start = clause(tokens, select, "start", "with");
        int connectEnd = end(tokens, select, connect + 2, start);
        String name = relation.alias() == null ? "forebay_rows" : relation.alias();
        Set<String> known = new HashSet<>(columns.of(relation).orElse(List.of()));
        String source = Texts.of(tokens, relation.start(), relation.end());
        String named = relation.alias() == null ? source + " AS " + name : source;
        String root = start < 0 ? "" : " WHERE " + Texts.of(tokens, start + 2, end(tokens, select, start + 2, connect));
        String tree = "(WITH RECURSIVE forebay_tree AS (SELECT " + quote(name) + ".*, 1 AS level FROM " + named + root
                + " UNION ALL SELECT " + quote(name) + ".*, forebay_prior.level + 1 FROM " + named
                + " JOIN forebay_tree AS forebay_prior ON " + condition(tokens, connect + 2, connectEnd, name, known)
                + ") SELECT * FROM forebay_tree) AS " + quote(name);
        edits.replace(tokens.get(relation.start()), tokens.get(relation.end() - 1), tree);
        edits.replace(tokens.get(connect), tokens.get(connectEnd - 1), "");
        if (start >= 0) {
            edits.replace(tokens.get(start), tokens.get(end(tokens, select, start + 2, connect) - 1), "");
        }
    }

    private static int end(List<Token> tokens, Select select, int from, int other) {
        int depth = 0;
        for (int i = from; i < select.order(); i++) {
            depth += bracket(tokens.get(i));
            if (i == other || (depth == 0 && tokens.get(i).isAny(BEHIND))) {
                return i;
            }
        }
        return select.order();
    }

    private static String condition(List<Token> tokens, int from, int to, String name, Set<String> known) {
        StringBuilder condition = new StringBuilder();
        boolean prior = false;
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            boolean first = token.isName() && !Near.symbol(tokens, i - 1, ".");
            if (token.is("prior")) {
                prior = true;
            } else if (prior && first) {
                int last = i;
                while (Near.symbol(tokens, last + 1, ".")) {
                    last += 2;
                }
                condition
                        .append("forebay_prior.")
                        .append(quote(tokens.get(last).value()))
                        .append(' ');
                i = last;
                prior = false;
            } else if (first && known.contains(token.value()) && !Near.partOfName(tokens, i)) {
                condition.append(quote(name)).append('.').append(token.text()).append(' ');
            } else {
                condition.append(token.text()).append(' ');
            }
        }
        return condition.toString();
    }

    private static String quote(String name) {
        return TableName.quote(name);
    }
}
