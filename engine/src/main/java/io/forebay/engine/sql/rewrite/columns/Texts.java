package io.forebay.engine.sql.rewrite.columns;

import io.forebay.engine.sql.outline.Columns;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Tokens as text again. */
final class Texts {
    private Texts() {}

    static String of(List<Token> tokens, int from, int to) {
        return tokens.subList(from, to).stream().map(Token::text).collect(Collectors.joining(" "));
    }

    static String column(Columns.Star column) {
        return TableName.quote(column.relation()) + "." + TableName.quote(column.name());
    }
}
