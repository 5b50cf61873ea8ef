package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * DATEADD, DATEDIFF, DATE_PART, DATE_TRUNC and EXTRACT: the date part is a word or a text, and names one function of the
 * library each. Dates that are written as a text, or are a parameter, are timestamps. SOURCE: Amazon Redshift Database
 * Developer Guide, "Date parts for date or timestamp functions".
 */
final class DatePartRule implements RewriteRule {
    private static final String LIBRARY = "forebay_fn.";
    private static final Map<String, String> FUNCTIONS = Map.of(
            "dateadd", "dateadd_",
            "date_add", "dateadd_",
            "datediff", "datediff_",
            "date_diff", "datediff_",
            "date_part", "part_",
            "pgdate_part", "part_",
            "date_trunc", "date_trunc_",
            "extract", "extract_");

    /** Parts that are read from a date and cannot be added to it. */
    private static final Set<String> READ =
            Set.of("dow", "doy", "epoch", "timezone", "timezone_hour", "timezone_minute");

    private static final Map<String, String> PARTS = parts(
            "millennium millennia mil mils",
            "century centuries c cent cents",
            "decade decades dec decs",
            "year years y yr yrs",
            "quarter quarters qtr qtrs",
            "month months mon mons",
            "week weeks w",
            "dow dayofweek dw weekday",
            "doy dayofyear dy yearday",
            "day days d",
            "hour hours h hr hrs",
            "minute minutes m min mins",
            "second seconds s sec secs",
            "millisecond milliseconds ms msec msecs msecond mseconds millisec millisecs millisecon",
            "microsecond microseconds us usec usecs usecond useconds microsec microsecs microsecon",
            "epoch",
            "timezone",
            "timezone_hour",
            "timezone_minute");

    private static Map<String, String> parts(String... lines) {
        Map<String, String> parts = new HashMap<>();
        for (String line : lines) {
            String[] names = line.split(" ", -1);
            for (String name : names) {
                parts.put(name, names[0]);
            }
        }
        return Map.copyOf(parts);
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            String function = FUNCTIONS.get(tokens.get(i).value());
            if (function != null && tokens.get(i).kind() == Token.Kind.WORD && Near.called(tokens, i)) {
                Token part = tokens.get(i + 2);
                boolean extracts = function.equals("extract_");
                boolean ends = extracts ? Near.word(tokens, i + 3, "from") : Near.symbol(tokens, i + 3, ",");
                if (ends && (part.isName() || part.isString())) {
                    edits.replace(
                            tokens.get(i),
                            tokens.get(i + 3),
                            LIBRARY + function + unit(tokens.get(i), part, function) + "(");
                    castDates(Arguments.of(tokens, i + 1), function, extracts, edits);
                }
            }
        }
    }

    private static String unit(Token call, Token part, String function) {
        String unit = PARTS.get(part.value().strip().toLowerCase(Locale.ROOT));
        boolean reads = function.equals("part_") || function.equals("extract_");
        if (unit == null || (!reads && READ.contains(unit))) {
            throw Mistake.at(
                    CommonError.INVALID_PARAMETER,
                    part.start(),
                    part.shown() + " is not a date part of " + call.text().toUpperCase(Locale.ROOT));
        }
        return unit;
    }

    private static void castDates(Arguments arguments, String function, boolean extracts, Edits edits) {
        if (extracts) {
            cast(arguments.tokens().subList(arguments.open() + 3, arguments.close()), edits);
            return;
        }
        for (int i = function.equals("dateadd_") ? 2 : 1; i < arguments.count(); i++) {
            cast(arguments.get(i), edits);
        }
    }

    private static void cast(List<Token> argument, Edits edits) {
        if (argument.size() == 1) {
            Token only = argument.get(0);
            if (only.isString() || only.kind() == Token.Kind.PARAMETER) {
                CompactDateRule.dash(only, false, edits);
                edits.insert(only.start(), "CAST(");
                edits.insert(only.end(), " AS TIMESTAMP)");
            }
        }
    }
}
