package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Locale;

/**
 * Refuses SELECT … FOR UPDATE and its kin, which Redshift has not: with them a reader of the ledger could hold its rows, and
 * keep jobs from their leases.
 */
final class LockGuard {
    private LockGuard() {}

    static void check(List<Token> tokens) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            boolean lock = tokens.get(i).is("for")
                    && !Near.partOfName(tokens, i)
                    && (Near.word(tokens, i + 1, "update", "share")
                            || (Near.word(tokens, i + 1, "no") && Near.word(tokens, i + 2, "key"))
                            || (Near.word(tokens, i + 1, "key") && Near.word(tokens, i + 2, "share")));
            if (lock) {
                throw Mistake.notSupported(
                        tokens.get(i).start(),
                        "FOR " + tokens.get(i + 1).text().toUpperCase(Locale.ROOT)
                                + " is not part of Redshift's SQL: of two transactions that change the same rows, one fails with 40001");
            }
        }
    }
}
