package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/**
 * {@code a SIMILAR TO 'pattern'}: a pattern of SQL becomes the regular expression that means the same. SOURCE: Amazon
 * Redshift Database Developer Guide, "SIMILAR TO": {@code %} and {@code _} as in LIKE, {@code | * + ? { } ( ) [ ]} as in
 * a regular expression, all else stands for itself; a backslash takes a character's meaning away.
 */
final class SimilarToRule implements RewriteRule {
    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 1; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("similar") && tokens.get(i + 1).is("to")) {
                Token pattern = tokens.get(i + 2);
                if (!pattern.isString() || Near.symbol(tokens, i + 3, "||")) {
                    throw Mistake.notSupported(
                            pattern.start(),
                            "SIMILAR TO takes a constant pattern here; use ~ with a regular expression");
                }
                boolean escape = Near.word(tokens, i + 3, "escape") && Near.string(tokens, i + 4);
                String mark = escape ? tokens.get(i + 4).value() : "\\";
                String expression = expression(pattern.value(), mark);
                edits.replace(pattern, escape ? tokens.get(i + 4) : pattern, "'" + expression.replace("'", "''") + "'");
            }
        }
    }

    static String expression(String pattern, String escape) {
        StringBuilder expression = new StringBuilder("(?s)");
        boolean set = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (!escape.isEmpty() && pattern.startsWith(escape, i) && i + escape.length() < pattern.length()) {
                i += escape.length();
                literal(pattern.charAt(i), expression);
            } else if (set) {
                set = c != ']';
                expression.append(c == '\\' || c == '[' ? "\\" + c : String.valueOf(c));
            } else if (c == '%') {
                expression.append(".*");
            } else if (c == '_') {
                expression.append('.');
            } else if (c == '[') {
                set = true;
                expression.append(c);
            } else if ("|*+?{}()".indexOf(c) >= 0) {
                expression.append(c);
            } else {
                literal(c, expression);
            }
        }
        return expression.toString();
    }

    private static void literal(char c, StringBuilder expression) {
        if ("\\.^$|*+?{}()[]".indexOf(c) >= 0) {
            expression.append('\\');
        }
        expression.append(c);
    }
}
