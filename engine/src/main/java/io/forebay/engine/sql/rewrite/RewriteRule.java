package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * One small difference between Redshift's SQL and the warehouse's. A rule looks at tokens only, and changes as little as
 * it can: what no rule touches reaches the warehouse as it was written.
 */
interface RewriteRule {
    /** @param tokens of one statement or of a part of it, in order */
    void apply(List<Token> tokens, Edits edits);
}
