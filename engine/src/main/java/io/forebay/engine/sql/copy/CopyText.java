package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** The text of a COPY that may be stored: without comments, and with {@code ***} for what is secret. */
final class CopyText {
    private CopyText() {}

    /** @param tokens from COPY to the last parameter */
    static String of(SqlText text, List<Token> tokens) {
        Edits edits = new Edits(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (secret(tokens, i)) {
                edits.replace(tokens.get(i), "'" + Redaction.MASK + "'");
            }
        }
        return edits.apply(tokens.get(0).start(), tokens.get(tokens.size() - 1).end())
                .sql();
    }

    private static boolean secret(List<Token> tokens, int at) {
        if (!tokens.get(at).isString()) {
            return false;
        }
        int name = Near.word(tokens, at - 1, "as") ? at - 2 : at - 1;
        if (Near.word(tokens, name, "credentials")) {
            return !tokens.get(at).value().matches("aws_iam_role=[^;]*");
        }
        return Near.word(tokens, name, "access_key_id", "secret_access_key", "session_token", "master_symmetric_key");
    }
}
