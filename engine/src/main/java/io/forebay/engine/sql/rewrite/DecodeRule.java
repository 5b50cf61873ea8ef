package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * {@code DECODE(x, search, result, …, default)} becomes a CASE; NULL is equal to NULL. SOURCE: Amazon Redshift Database
 * Developer Guide, "DECODE".
 */
final class DecodeRule implements RewriteRule {
    private final PartRewriter parts;

    DecodeRule(PartRewriter parts) {
        this.parts = parts;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("decode") && Near.called(tokens, i)) {
                Arguments arguments = Arguments.of(tokens, i + 1);
                if (arguments.count() >= 3) {
                    rewrite(tokens, i, arguments, edits);
                }
            }
        }
    }

    private void rewrite(List<Token> tokens, int at, Arguments arguments, Edits edits) {
        String when = " WHEN (" + parts.rewrite(arguments.get(0), edits) + ") IS NOT DISTINCT FROM (";
        edits.replace(tokens.get(at), tokens.get(arguments.commas().get(0)), "(CASE" + when);
        for (int i = 1; i < arguments.commas().size(); i++) {
            boolean behindSearch = i % 2 == 1;
            boolean last = i == arguments.commas().size() - 1;
            String between = behindSearch ? ") THEN " : last ? " ELSE " : when;
            edits.replace(tokens.get(arguments.commas().get(i)), between);
        }
        edits.replace(tokens.get(arguments.close()), " END)");
    }
}
