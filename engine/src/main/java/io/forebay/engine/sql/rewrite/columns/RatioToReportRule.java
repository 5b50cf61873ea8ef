package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** {@code RATIO_TO_REPORT(x) OVER (PARTITION BY y)}: x over its sum in the partition; NULL where that is 0. */
final class RatioToReportRule implements ColumnRule {
    @Override
    public boolean apply(List<Token> tokens, Columns columns, Edits edits) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("ratio_to_report") && Near.called(tokens, i)) {
                int close = Near.closing(tokens, i + 1);
                if (Near.word(tokens, close + 1, "over") && Near.symbol(tokens, close + 2, "(")) {
                    int end = Near.closing(tokens, close + 2);
                    if (end < tokens.size()) {
                        String value = Texts.of(tokens, i + 2, close);
                        edits.replace(
                                tokens.get(i),
                                tokens.get(close),
                                "(CAST((" + value + ") AS FLOAT8) / NULLIF(SUM(" + value + ")");
                        edits.insert(tokens.get(end).end(), ", 0))");
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
