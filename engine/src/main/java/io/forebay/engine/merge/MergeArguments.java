package io.forebay.engine.merge;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import java.util.List;

/** The arguments of a CALL as they are written: {@code 'text'} or {@code name => 'text'}. */
final class MergeArguments {
    private MergeArguments() {}

    static List<MergeArgument> parse(List<String> written) {
        return written.stream().map(MergeArguments::one).toList();
    }

    private static MergeArgument one(String written) {
        List<Token> tokens = SqlText.of(written).tokens();
        String name = null;
        int at = 0;
        if (tokens.size() > 2 && tokens.get(0).isName()) {
            int value = Near.symbol(tokens, 1, "=>") || Near.symbol(tokens, 1, ":=")
                    ? 2
                    : Near.symbol(tokens, 1, "=") && Near.symbol(tokens, 2, ">") ? 3 : 0;
            name = value == 0 ? null : tokens.get(0).value();
            at = value;
        }
        Token value = tokens.get(at);
        if (tokens.size() != at + 1 || !(value.isString() || value.is("null"))) {
            throw Mistake.syntax(0, "an argument of a merge is a text in quotes: 'value', or name => 'value'");
        }
        return new MergeArgument(name, value.isString() ? value.value() : null);
    }
}
