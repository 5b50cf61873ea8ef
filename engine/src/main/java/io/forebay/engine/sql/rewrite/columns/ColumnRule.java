package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** One feature that is written otherwise, one place at a time: what changes is read anew before the next. */
interface ColumnRule {
    /** @return whether something was changed */
    boolean apply(List<Token> tokens, Columns columns, Edits edits);
}
