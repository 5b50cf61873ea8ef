package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.List;

/**
 * Names in double quotes are names without capitals, for a warehouse that would tell {@code "Emp"} from {@code emp}.
 * SOURCE: Redshift Database Developer Guide, "enable_case_sensitive_identifier" (off).
 */
final class NameCaseRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.QUOTED
                    && !TableName.quote(token.value()).equals(token.text())) {
                edits.replace(token, TableName.quote(token.value()));
            }
        }
    }
}
