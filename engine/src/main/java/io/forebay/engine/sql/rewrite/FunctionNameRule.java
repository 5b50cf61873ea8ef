package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;

/** Functions that only have another name: NVL and LEN. */
final class FunctionNameRule implements RewriteRule {
    private static final Map<String, String> NAMES = Map.of("nvl", "coalesce", "len", "length");

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            String name = NAMES.get(tokens.get(i).value());
            if (name != null && tokens.get(i).kind() == Token.Kind.WORD && Near.called(tokens, i)) {
                edits.replace(tokens.get(i), name);
            }
        }
    }
}
