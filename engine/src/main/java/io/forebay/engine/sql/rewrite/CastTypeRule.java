package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Dialect;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Type names in casts that the warehouse lacks or means otherwise: SUPER, VARBYTE, NVARCHAR, VARCHAR(MAX), a FLOAT of 8
 * bytes, a bare DECIMAL of scale 0.
 */
final class CastTypeRule implements RewriteRule {
    private static final Set<String> FOREIGN = Set.of(
            "super",
            "varbyte",
            "varbinary",
            "binary",
            "nvarchar",
            "nchar",
            "national",
            "bpchar",
            "float",
            "decimal",
            "numeric",
            "dec");

    private final Dialect dialect;

    CastTypeRule(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        Deque<Boolean> casts = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(")) {
                casts.push(Near.word(tokens, i - 1, "cast", "try_cast"));
            } else if (token.isSymbol(")")) {
                casts.poll();
            } else if (token.kind() == Token.Kind.WORD && (FOREIGN.contains(token.value()) || longest(tokens, i))) {
                boolean named = Near.word(tokens, i - 1, "as") && Boolean.TRUE.equals(casts.peek());
                if (named || Near.symbol(tokens, i - 1, "::")) {
                    type(tokens, i, edits);
                }
            }
        }
    }

    private static boolean longest(List<Token> tokens, int at) {
        int length = Near.word(tokens, at + 1, "varying") ? at + 2 : at + 1;
        return tokens.get(at).isAny("varchar", "character", "char")
                && Near.symbol(tokens, length, "(")
                && Near.word(tokens, length + 1, "max");
    }

    private void type(List<Token> tokens, int at, Edits edits) {
        TokenStream stream = new TokenStream(SqlText.of(""), tokens.subList(at, tokens.size()));
        try {
            String name = dialect.typeName(TypeParser.parse(stream));
            edits.replace(tokens.get(at), stream.previous(), name);
        } catch (ForebayException e) {
            // Not a type of Redshift's: the warehouse says what it thinks of it.
            return;
        }
    }
}
