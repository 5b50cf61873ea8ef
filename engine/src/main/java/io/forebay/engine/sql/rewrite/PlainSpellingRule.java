package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.List;

/**
 * Spells plainly what another lexer might read otherwise: {@code $$…$$} and {@code E'…'} become {@code '…'}, a name with
 * {@code $} and a {@code #name} get double quotes.
 */
final class PlainSpellingRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (Token token : tokens) {
            switch (token.kind()) {
                case ESCAPE_STRING, DOLLAR_STRING -> edits.replace(token, quote(token.value()));
                case WORD -> word(token, edits);
                default -> {}
            }
        }
    }

    private static void word(Token token, Edits edits) {
        if (token.value().startsWith("#") || token.value().indexOf('$') >= 0) {
            edits.replace(token, TableName.quote(token.value()));
        }
    }

    private static String quote(String content) {
        return "'" + content.replace("'", "''") + "'";
    }
}
