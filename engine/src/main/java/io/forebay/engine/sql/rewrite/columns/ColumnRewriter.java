package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.PositionMap;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.SqlFeature;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies the rules until none finds anything. Thread-safe. */
public final class ColumnRewriter {
    private static final int MOST_CHANGES = 200;
    private static final int LONGEST = 4_000_000;

    private final List<ColumnRule> rules;

    public ColumnRewriter(Set<SqlFeature> lacks) {
        Map<SqlFeature, ColumnRule> known = new EnumMap<>(SqlFeature.class);
        known.put(SqlFeature.EXCLUDE, new ExcludeRule());
        known.put(SqlFeature.PIVOT, new PivotRule());
        known.put(SqlFeature.LATERAL_ALIASES, new LateralAliasRule());
        known.put(SqlFeature.QUALIFY, new QualifyRule());
        known.put(SqlFeature.RATIO_TO_REPORT, new RatioToReportRule());
        known.put(SqlFeature.SUPER_UNNESTING, new SuperUnnestRule());
        known.put(SqlFeature.CONNECT_BY, new ConnectByRule());
        known.put(SqlFeature.SUPER_PATHS, new SuperPathRule());
        known.keySet().retainAll(lacks);
        this.rules = List.copyOf(known.values());
    }

    /** SQL and the way back to what it was made of. */
    public record Rewritten(String sql, PositionMap positions) {}

    public Statement.Sql rewrite(Statement.Sql statement, Columns.Tables tables) {
        Rewritten rewritten = rewrite(statement.sql(), statement.positions(), tables);
        return rewritten.sql().equals(statement.sql())
                ? statement
                : statement.with(rewritten.sql(), rewritten.positions());
    }

    public Rewritten rewrite(String sql, PositionMap positions, Columns.Tables tables) {
        Rewritten now = new Rewritten(sql, positions);
        for (int changes = 0; !rules.isEmpty(); changes++) {
            Rewritten next = once(now, tables);
            if (next == now) {
                break;
            }
            if (changes >= MOST_CHANGES || next.sql().length() > LONGEST) {
                throw new ForebayException(
                        CommonError.STATEMENT_TOO_COMPLEX,
                        "the statement grows too long when its aliases are written out; split it into subqueries");
            }
            now = next;
        }
        return now;
    }

    private Rewritten once(Rewritten now, Columns.Tables tables) {
        SqlText text = SqlText.of(now.sql());
        Columns columns = new Columns(text.tokens(), tables);
        for (ColumnRule rule : rules) {
            Edits edits = new Edits(text);
            if (rule.apply(text.tokens(), columns, edits)) {
                Edits.Result result = edits.apply(0, now.sql().length());
                return new Rewritten(result.sql(), now.positions().then(result.positions()));
            }
        }
        return now;
    }
}
