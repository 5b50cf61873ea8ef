package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** Rewrites a part of a statement that a rule writes once more elsewhere. */
interface PartRewriter {
    /** @param edits those of the whole statement, which are not changed */
    String rewrite(List<Token> part, Edits edits);
}
