package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.outline.Relation;
import io.forebay.engine.sql.outline.Select;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code FROM t, t.orders AS o AT i}: a row for each element of the array. What is no array is one element, NULL none.
 * SOURCE: Amazon Redshift Database Developer Guide, "Unnesting queries".
 */
final class SuperUnnestRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        Set<String> outer = new HashSet<>();
        for (Select select : Select.all(tokens)) {
            Set<String> before = new HashSet<>(outer);
            for (Relation relation : Relation.of(tokens, select).relations()) {
                int end = path(tokens, relation.start());
                if (end > relation.start() + 1
                        && before.contains(tokens.get(relation.start()).value())) {
                    unnest(tokens, relation, end, edits);
                    return true;
                }
                if (relation.alias() != null) {
                    before.add(relation.alias());
                }
            }
            outer.addAll(before);
        }
        return false;
    }

    /** Behind {@code a.b[0].c}; the start itself where no path begins. */
    private static int path(List<Token> tokens, int start) {
        if (!Near.name(tokens, start)) {
            return start;
        }
        int i = start + 1;
        while (true) {
            if (Near.symbol(tokens, i, ".") && Near.name(tokens, i + 1)) {
                i += 2;
            } else if (Near.symbol(tokens, i, "[") && Near.symbol(tokens, i + 2, "]")) {
                i += 3;
            } else {
                return Near.symbol(tokens, i, "(") ? start : i;
            }
        }
    }

    private static void unnest(List<Token> tokens, Relation relation, int end, Edits edits) {
        String path = Texts.of(tokens, relation.start(), end).replace(" ", "");
        int last = end;
        String name = tokens.get(end - 1).isName() ? tokens.get(end - 1).value() : "element";
        if (Near.word(tokens, last, "as") && Near.name(tokens, last + 1)) {
            name = tokens.get(last + 1).value();
            last += 2;
        } else if (relation.end() > end && Near.name(tokens, end)) {
            name = tokens.get(end).value();
            last++;
        }
        String index = "";
        if (Near.word(tokens, last, "at") && Near.name(tokens, last + 1)) {
            index = ", unnest(range(len(v))) AS "
                    + TableName.quote(tokens.get(last + 1).value());
            last += 2;
        }
        String array = "CASE WHEN " + path + " IS NULL OR json_type(" + path + ") = 'NULL' THEN CAST([] AS JSON[])"
                + " WHEN json_type(" + path + ") = 'ARRAY' THEN CAST(" + path + " AS JSON[]) ELSE [" + path + "] END";
        edits.replace(
                tokens.get(relation.start()),
                tokens.get(last - 1),
                "LATERAL (SELECT unnest(v) AS " + TableName.quote(name) + index + " FROM (SELECT " + array
                        + " AS v) AS forebay_array) AS " + TableName.quote(name));
    }
}
