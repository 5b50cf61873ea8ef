package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code DATE '20240305'} and {@code '20240305 10:00'::timestamp}: dashes for a warehouse that wants them, and no time of
 * day in a DATE. SOURCE: Amazon Redshift Database Developer Guide, "Date, time, and timestamp literals".
 */
final class CompactDateRule implements RewriteRule {
    private static final Pattern COMPACT = Pattern.compile("\\s*(\\d{4})(\\d{2})(\\d{2})([ T].*)?");
    private static final String[] TYPES = {"date", "timestamp", "timestamptz"};

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.STRING && token.value().length() >= 8) {
                String type = type(tokens, i);
                if (!type.isEmpty()) {
                    dash(token, type.equals("date"), edits);
                }
            }
        }
    }

    /** Writes a text that begins with eight digits as a date with dashes. @param day whether a time is to be left out */
    static void dash(Token text, boolean day, Edits edits) {
        Matcher compact = COMPACT.matcher(text.value());
        if (compact.matches()) {
            String time = compact.group(4) == null || day ? "" : compact.group(4);
            edits.replace(
                    text,
                    "'" + compact.group(1) + "-" + compact.group(2) + "-" + compact.group(3) + time.replace("'", "''")
                            + "'");
        }
    }

    private static String type(List<Token> tokens, int at) {
        if (Near.word(tokens, at - 1, TYPES) && !Near.symbol(tokens, at - 2, ".")) {
            return tokens.get(at - 1).value();
        }
        boolean cast = Near.symbol(tokens, at + 1, "::")
                || (Near.word(tokens, at + 1, "as") && Near.symbol(tokens, at - 1, "("));
        return cast && Near.word(tokens, at + 2, TYPES) ? tokens.get(at + 2).value() : "";
    }
}
