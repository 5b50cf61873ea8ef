package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Map;

/**
 * {@code DATEDIFF(part, a, b)}: the date part is a word, not a value. Both count the boundaries that are crossed. SOURCE:
 * Amazon Redshift Database Developer Guide, "DATEDIFF function", "Date parts for date or timestamp functions".
 */
final class DateDiffRule implements RewriteRule {
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("millennia", "millennium"),
            Map.entry("centuries", "century"),
            Map.entry("decades", "decade"),
            Map.entry("years", "year"),
            Map.entry("y", "year"),
            Map.entry("yr", "year"),
            Map.entry("yrs", "year"),
            Map.entry("qtr", "quarter"),
            Map.entry("qtrs", "quarter"),
            Map.entry("quarters", "quarter"),
            Map.entry("mon", "month"),
            Map.entry("mons", "month"),
            Map.entry("months", "month"),
            Map.entry("w", "week"),
            Map.entry("weeks", "week"),
            Map.entry("d", "day"),
            Map.entry("days", "day"),
            Map.entry("h", "hour"),
            Map.entry("hr", "hour"),
            Map.entry("hrs", "hour"),
            Map.entry("hours", "hour"),
            Map.entry("m", "minute"),
            Map.entry("min", "minute"),
            Map.entry("mins", "minute"),
            Map.entry("minutes", "minute"),
            Map.entry("s", "second"),
            Map.entry("sec", "second"),
            Map.entry("secs", "second"),
            Map.entry("seconds", "second"),
            Map.entry("ms", "millisecond"),
            Map.entry("msec", "millisecond"),
            Map.entry("msecs", "millisecond"),
            Map.entry("milliseconds", "millisecond"),
            Map.entry("us", "microsecond"),
            Map.entry("usec", "microsecond"),
            Map.entry("usecs", "microsecond"),
            Map.entry("microseconds", "microsecond"));

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean calls = tokens.get(i).isAny("datediff", "date_diff") && Near.called(tokens, i);
            if (calls && Near.symbol(tokens, i + 3, ",") && tokens.get(i + 2).kind() == Token.Kind.WORD) {
                String part = tokens.get(i + 2).value();
                edits.replace(tokens.get(i), "date_diff");
                edits.replace(
                        tokens.get(i + 2), "'" + PARTS.getOrDefault(part, part).replace("'", "''") + "'");
            }
        }
    }
}
