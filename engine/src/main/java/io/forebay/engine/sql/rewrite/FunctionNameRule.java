package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;

/** Functions that only have another name, such as NVL and LEN. */
final class FunctionNameRule implements RewriteRule {
    private final Map<String, String> names;

    /** @param names of Redshift's functions and of the warehouse's, in lower case */
    FunctionNameRule(Map<String, String> names) {
        this.names = names;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            String name = names.get(tokens.get(i).value());
            if (name != null
                    && tokens.get(i).kind() == Token.Kind.WORD
                    && Near.called(tokens, i)
                    && !FunctionGuard.namesTable(tokens, i)
                    && !ofQuery(tokens, i)) {
                edits.replace(tokens.get(i), name);
            }
        }
    }

    /** {@code ARRAY(SELECT …)} is PostgreSQL's array of a query's rows, and no function. */
    private static boolean ofQuery(List<Token> tokens, int at) {
        return tokens.get(at).is("array") && Near.word(tokens, at + 2, "select", "with");
    }
}
