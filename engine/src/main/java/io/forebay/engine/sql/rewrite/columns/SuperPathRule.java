package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Relation;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * {@code r.column.member[0].member} becomes {@code r.column['member'][0]['member']}. Only what cannot be a column's name is
 * taken for a path: with an index in it, or with a part more than a relation's name and a column's. SOURCE: Redshift
 * Database Developer Guide, "Navigation" of semistructured data.
 */
final class SuperPathRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        List<Relation> relations = Select.all(tokens).stream()
                .flatMap(select -> Relation.of(tokens, select).relations().stream())
                .toList();
        for (int i = 0; i < tokens.size(); i++) {
            int at = i;
            boolean begins = tokens.get(i).isName()
                    && Near.symbol(tokens, i + 1, ".")
                    && !Near.symbol(tokens, i - 1, ".")
                    && !Near.symbol(tokens, i - 1, "]")
                    && relations.stream().noneMatch(relation -> relation.start() == at);
            if (begins && path(tokens, i, relations, edits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean path(List<Token> tokens, int start, List<Relation> relations, Edits edits) {
        int parts = 1;
        int end = start + 1;
        while (Near.symbol(tokens, end, ".") && Near.name(tokens, end + 1)) {
            parts++;
            end += 2;
        }
        int column = columnPart(tokens, start, relations);
        boolean indexed = index(tokens, end);
        boolean members = parts > column + 1;
        boolean membersBehind = indexed && Near.symbol(tokens, end + 3, ".");
        boolean call = Near.symbol(tokens, end, "(") || Near.symbol(tokens, end, ".");
        if (call || (!members && !membersBehind) || (!indexed && column == 0)) {
            return false;
        }
        StringBuilder path = new StringBuilder();
        for (int part = column + 1; part < parts; part++) {
            path.append(member(tokens.get(start + 2 * part)));
        }
        int i = end;
        while (true) {
            if (index(tokens, i)) {
                path.append('[').append(tokens.get(i + 1).text()).append(']');
                i += 3;
            } else if (i > end && Near.symbol(tokens, i, ".") && Near.name(tokens, i + 1)) {
                path.append(member(tokens.get(i + 1)));
                i += 2;
            } else {
                break;
            }
        }
        edits.replace(tokens.get(start + 2 * column + 1), tokens.get(i - 1), path.toString());
        return true;
    }

    private static boolean index(List<Token> tokens, int at) {
        return Near.symbol(tokens, at, "[")
                && at + 2 < tokens.size()
                && tokens.get(at + 1).kind() == Token.Kind.NUMBER
                && Near.symbol(tokens, at + 2, "]");
    }

    private static String member(Token name) {
        return "['" + name.value().replace("'", "''") + "']";
    }

    /** Which part of the name is the column: 0 for the first, 1 behind a relation's alias, 2 behind its schema and name. */
    private static int columnPart(List<Token> tokens, int start, List<Relation> relations) {
        String first = tokens.get(start).value();
        String second = tokens.get(start + 2).value();
        for (Relation relation : relations) {
            if (first.equals(relation.schema()) && second.equals(relation.table())) {
                return 2;
            }
        }
        return relations.stream().anyMatch(relation -> first.equals(relation.alias())) ? 1 : 0;
    }
}
