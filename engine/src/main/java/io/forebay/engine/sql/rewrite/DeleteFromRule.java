package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** DELETE t … without FROM, which Redshift allows, gets its FROM. */
final class DeleteFromRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean starts = i == 0
                    || Near.symbol(tokens, i - 1, "(")
                    || Near.symbol(tokens, i - 1, ")")
                    || Near.word(tokens, i - 1, "explain", "analyze", "verbose");
            boolean bare = tokens.get(i + 1).isName() && !tokens.get(i + 1).is("from");
            if (starts && bare && tokens.get(i).is("delete")) {
                edits.replace(tokens.get(i), "DELETE FROM");
            }
        }
    }
}
