package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * The types of SUM and AVG: BIGINT of SMALLINT and INTEGER, whole means of whole numbers. The library is told the
 * argument, from whose type it chooses; it is not worked out twice. SOURCE: Amazon Redshift Database Developer Guide,
 * "SUM", "AVG".
 */
final class NumericAggregateRule implements RewriteRule {
    private static final String[] AGGREGATES = {
        "sum",
        "avg",
        "min",
        "max",
        "count",
        "any_value",
        "stddev",
        "stddev_samp",
        "stddev_pop",
        "variance",
        "var_samp",
        "var_pop",
        "median",
        "listagg",
        "percentile_cont",
        "percentile_disc",
        "approximate",
        "over",
        "row_number",
        "rank"
    };

    private final PartRewriter parts;

    NumericAggregateRule(PartRewriter parts) {
        this.parts = parts;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean aggregate = tokens.get(i).isAny("sum", "avg") && Near.called(tokens, i);
            if (aggregate && !Near.word(tokens, i - 2, "pivot") && !Near.word(tokens, i - 1, "pivot")) {
                rewrite(tokens, i, edits);
            }
        }
    }

    private void rewrite(List<Token> tokens, int at, Edits edits) {
        int close = Near.closing(tokens, at + 1);
        int first = Near.word(tokens, at + 2, "distinct", "all") ? at + 3 : at + 2;
        List<Token> argument = tokens.subList(first, close);
        boolean untyped = argument.size() == 1 && argument.get(0).kind() == Token.Kind.PARAMETER;
        if (argument.isEmpty() || untyped || argument.stream().anyMatch(token -> token.isAny(AGGREGATES))) {
            return;
        }
        int last = tail(tokens, close);
        String value = parts.rewrite(argument, edits);
        boolean mean = tokens.get(at).is("avg");
        String witness = "NULL";
        if (mean) {
            String behind = last > close ? " " + parts.rewrite(tokens.subList(close + 1, last + 1), edits) : "";
            witness = "SUM(" + value + ")" + behind;
        }
        edits.insert(tokens.get(at).start(), "forebay_type." + (mean ? "avg_as(" : "sum_as("));
        edits.insert(tokens.get(last).end(), ", " + value + ", " + witness + ")");
    }

    /** The place of the last token of FILTER (…) and OVER (…) behind a call. */
    private static int tail(List<Token> tokens, int close) {
        int last = close;
        if (Near.word(tokens, last + 1, "filter") && Near.symbol(tokens, last + 2, "(")) {
            last = Near.closing(tokens, last + 2);
        }
        if (Near.word(tokens, last + 1, "over")) {
            last = Near.symbol(tokens, last + 2, "(") ? Near.closing(tokens, last + 2) : last + 2;
        }
        return last;
    }
}
