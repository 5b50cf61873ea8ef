package io.forebay.engine.sql.rewrite;

import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;

/** {@code CONVERT(type, x)} becomes a cast; a text that is longer than its type is cut. */
final class ConvertRule implements RewriteRule {
    private final Dialect dialect;

    ConvertRule(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void apply(List<Token> tokens, Edits edits) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("convert") && Near.called(tokens, i)) {
                Arguments arguments = Arguments.of(tokens, i + 1);
                if (arguments.count() == 2) {
                    rewrite(tokens, i, arguments, edits);
                }
            }
        }
    }

    private void rewrite(List<Token> tokens, int at, Arguments arguments, Edits edits) {
        ColumnType type;
        try {
            type = TypeParser.parse(new TokenStream(SqlText.of(""), arguments.get(0)));
        } catch (ForebayException e) {
            // Not a type of Redshift's: the warehouse says what it thinks of it.
            return;
        }
        boolean cuts = (type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.CHAR) && type.length() > 0;
        edits.replace(tokens.get(at), tokens.get(arguments.commas().get(0)), (cuts ? "left(" : "") + "CAST(");
        edits.replace(
                tokens.get(arguments.close()),
                " AS " + dialect.typeName(type) + ")" + (cuts ? ", " + type.length() + ")" : ""));
    }
}
