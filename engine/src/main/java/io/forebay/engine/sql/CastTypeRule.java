package io.forebay.engine.sql;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Dialect;
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
            "dec",
            "varchar",
            "character",
            "text");

    private final Dialect dialect;

    CastTypeRule(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 1; i < tokens.size(); i++) {
            boolean cast = Near.symbol(tokens, i - 1, "::") || castAs(tokens, i);
            if (cast
                    && tokens.get(i).kind() == Token.Kind.WORD
                    && FOREIGN.contains(tokens.get(i).value())) {
                type(tokens, i, edits);
            }
        }
    }

    private static boolean castAs(List<Token> tokens, int at) {
        if (!Near.word(tokens, at - 1, "as")) {
            return false;
        }
        int depth = 0;
        for (int i = at - 1; i > 0; i--) {
            depth += tokens.get(i).isSymbol(")") ? 1 : tokens.get(i).isSymbol("(") ? -1 : 0;
            if (depth < 0) {
                return Near.word(tokens, i - 1, "cast", "try_cast");
            }
        }
        return false;
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
