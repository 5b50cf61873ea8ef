package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** {@code POSITION(a IN b)} and {@code SUBSTRING(a FROM b FOR c)}: commas instead of the words. */
final class WordArgumentRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            if (Near.called(tokens, i) && tokens.get(i).isAny("position", "substring")) {
                Arguments arguments = Arguments.of(tokens, i + 1);
                if (tokens.get(i).is("position") && arguments.word("in") > 0) {
                    edits.replace(tokens.get(i), "forebay_fn.charindex");
                    edits.replace(tokens.get(arguments.word("in")), ",");
                } else if (tokens.get(i).is("substring") && arguments.word("from") > 0) {
                    edits.replace(tokens.get(arguments.word("from")), ",");
                    if (arguments.word("for") > 0) {
                        edits.replace(tokens.get(arguments.word("for")), ",");
                    }
                }
            }
        }
    }
}
