package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Set;

/**
 * Writes the ledger's schema before the names of its system views, for a warehouse that has views of the same names which
 * it would find first.
 */
final class SystemViewRule implements RewriteRule {
    static final Set<String> NAMES = Set.of(
            "sys_copy_job",
            "sys_copy_job_detail",
            "sys_copy_job_info",
            "svv_copy_job_integrations",
            "sys_load_history",
            "sys_load_detail",
            "sys_load_error_detail",
            "stl_load_commits",
            "stl_load_errors",
            "stl_loaderror_detail",
            "stv_inflight",
            "sys_unload_history",
            "sys_unload_detail",
            "stl_unload_log",
            "job_status");

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName()
                    && NAMES.contains(token.value())
                    && Near.relation(tokens, i)
                    && !Near.partOfName(tokens, i)) {
                edits.insert(token.start(), "forebay.");
            }
        }
    }
}
