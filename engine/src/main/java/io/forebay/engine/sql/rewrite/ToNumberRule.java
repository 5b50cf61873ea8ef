package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import java.util.List;
import java.util.Locale;

/** {@code TO_NUMBER(x, 'format')}: a third argument tells the library the type, whose digits the format counts. */
final class ToNumberRule implements RewriteRule {
    private static final int LARGEST = 38;

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("to_number") && Near.called(tokens, i)) {
                Arguments arguments = Arguments.of(tokens, i + 1);
                if (arguments.count() == 2
                        && arguments.get(1).size() == 1
                        && arguments.get(1).get(0).isString()) {
                    String type = type(arguments.get(1).get(0).value());
                    edits.insert(tokens.get(arguments.close()).start(), ", CAST(NULL AS " + type + ")");
                }
            }
        }
    }

    private static String type(String format) {
        String capitals = format.toUpperCase(Locale.ROOT).replace('D', '.');
        int point = capitals.indexOf('.');
        int scale = point < 0 ? 0 : digits(capitals.substring(point));
        int precision = Math.min(LARGEST, Math.max(1, digits(capitals)));
        return "DECIMAL(" + precision + "," + Math.min(scale, precision) + ")";
    }

    private static int digits(String format) {
        return (int) format.chars().filter(c -> c == '9' || c == '0').count();
    }
}
