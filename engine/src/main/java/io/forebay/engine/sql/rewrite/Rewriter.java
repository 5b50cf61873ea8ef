package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.SqlFeature;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks SQL that is passed on, and carries it to the warehouse's dialect. */
public final class Rewriter {
    private final List<RewriteRule> rules;
    private final FunctionGuard functions;
    private final Set<String> refusedRelations;
    private final String rowId;
    private final CatalogRule catalog;

    public Rewriter(Dialect dialect) {
        this.functions = new FunctionGuard(dialect);
        this.refusedRelations = Set.copyOf(dialect.refusedRelations());
        this.catalog = new CatalogRule(dialect.catalogNames());
        this.rules = rules(dialect, catalog);
        this.rowId = dialect.rowId();
    }

    private List<RewriteRule> rules(Dialect dialect, CatalogRule catalog) {
        Map<SqlFeature, RewriteRule> known = new EnumMap<>(SqlFeature.class);
        known.put(SqlFeature.CURRENT_TIME, new CurrentTimeRule(dialect.localTime()));
        known.put(SqlFeature.TEXT_CASTS, new TextCastRule());
        known.put(SqlFeature.TYPE_NAMES, new CastTypeRule(dialect));
        known.put(SqlFeature.ORDERED_AGGREGATES, new OrderedAggregateRule());
        known.put(SqlFeature.NULLS_BEHIND, new NullsBehindRule());
        known.put(SqlFeature.SIMILAR_TO, new SimilarToRule());
        known.put(SqlFeature.OUTPUT_NAMES, new OutputNameRule());
        known.put(SqlFeature.TOP, new TopRule());
        known.put(SqlFeature.MINUS, new MinusRule());
        known.put(SqlFeature.DELETE_WITHOUT_FROM, new DeleteFromRule());
        known.put(SqlFeature.IGNORE_NULLS, new IgnoreNullsRule());
        known.put(SqlFeature.NAMELESS_QUERIES, new NamelessQueryRule());
        known.put(SqlFeature.SPELLINGS, new PlainSpellingRule());
        known.put(SqlFeature.NAMES_OF_ANY_CASE, new NameCaseRule());
        known.put(SqlFeature.SYSTEM_VIEWS, new SystemViewRule());
        known.keySet().retainAll(dialect.lacks());
        List<RewriteRule> rules = new ArrayList<>();
        if (dialect.lacks().contains(SqlFeature.FUNCTIONS)) {
            rules.add(new DecodeRule(this::part));
            rules.add(new ConvertRule(dialect));
            rules.add(new CompactDateRule());
            rules.add(new DatePartRule());
            rules.add(new WordArgumentRule());
            rules.add(new ToNumberRule());
            rules.add(new NumericAggregateRule(this::part));
        }
        rules.addAll(known.values());
        if (!dialect.functionNames().isEmpty()) {
            rules.add(new FunctionNameRule(dialect.functionNames()));
        }
        if (!dialect.catalogNames().isEmpty()) {
            rules.add(new CatalogSpellingRule(dialect.catalogNames()));
            rules.add(catalog);
        }
        if (!dialect.temporarySchema().equals(TemporarySchemaRule.NAME)) {
            rules.add(new TemporarySchemaRule(dialect.temporarySchema()));
        }
        return List.copyOf(rules);
    }

    /** The column that tells the rows of a table apart. */
    public String rowId() {
        return rowId;
    }

    /** Checks the tokens and adds the changes of all rules to those that were made already, which win. */
    public void apply(List<Token> tokens, Edits edits) {
        Brackets.check(tokens);
        functions.check(tokens);
        RelationGuard.check(tokens, refusedRelations, at -> catalog.replaces(tokens, at));
        LockGuard.check(tokens);
        for (RewriteRule rule : rules) {
            rule.apply(tokens, edits);
        }
    }

    private String part(List<Token> tokens, Edits edits) {
        Edits own = edits.fresh();
        rules.forEach(rule -> rule.apply(tokens, own));
        return own.apply(tokens.get(0).start(), tokens.get(tokens.size() - 1).end())
                .sql();
    }

    /** All of the tokens, checked and rewritten. */
    public Edits.Result rewrite(SqlText text, List<Token> tokens) {
        Edits edits = new Edits(text);
        apply(tokens, edits);
        return edits.apply(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
}
