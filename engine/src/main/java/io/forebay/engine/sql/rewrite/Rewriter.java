package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.Dialect;
import java.util.List;
import java.util.Set;

/** Checks SQL that is passed on, and carries it to the warehouse's dialect. */
public final class Rewriter {
    private final List<RewriteRule> rules;
    private final FunctionGuard functions;
    private final Set<String> refusedRelations;

    public Rewriter(Dialect dialect) {
        this.functions = new FunctionGuard(dialect);
        this.refusedRelations = Set.copyOf(dialect.refusedRelations());
        this.rules = List.of(
                new CurrentTimeRule(),
                new CastTypeRule(dialect),
                new TopRule(),
                new MinusRule(),
                new DeleteFromRule(),
                new FunctionNameRule(),
                new PlainSpellingRule());
    }

    /** Checks the tokens and adds the changes of all rules to those that were made already, which win. */
    public void apply(List<Token> tokens, Edits edits) {
        Brackets.check(tokens);
        functions.check(tokens);
        RelationGuard.check(tokens, refusedRelations);
        for (RewriteRule rule : rules) {
            rule.apply(tokens, edits);
        }
    }

    /** All of the tokens, checked and rewritten. */
    public Edits.Result rewrite(SqlText text, List<Token> tokens) {
        Edits edits = new Edits(text);
        apply(tokens, edits);
        return edits.apply(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
}
