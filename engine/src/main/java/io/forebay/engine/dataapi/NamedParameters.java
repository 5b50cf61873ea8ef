package io.forebay.engine.dataapi;

import io.forebay.engine.sql.PositionMap;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code :name} in a statement becomes {@code $1}, {@code $2} …: never in texts, names in quotes, comments and casts. */
final class NamedParameters {
    /**
     * @param values in the order of their numbers
     * @param used the names that the statement has
     * @param positions lead from the text with numbers to the user's
     */
    record Bound(String sql, List<String> values, Set<String> used, PositionMap positions) {}

    private NamedParameters() {}

    /** @throws DataApiException when the statement names one that is not given */
    static Bound bind(String sql, List<Parameter> parameters) {
        Map<String, String> given = new HashMap<>();
        parameters.forEach(each -> given.put(each.name(), each.value()));
        SqlText text = SqlText.of(sql);
        List<Token> tokens = text.tokens();
        Edits edits = new Edits(text);
        List<String> values = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        Set<String> used = new LinkedHashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token name = tokens.get(i + 1);
            if (!tokens.get(i).isSymbol(":") || tokens.get(i).end() != name.start() || !isName(name)) {
                continue;
            }
            String value = given.get(name.text());
            if (value == null) {
                if (!parameters.isEmpty() && name.kind() == Token.Kind.WORD) {
                    throw DataApiException.validation("Parameter " + name.text() + " is not given.");
                }
                continue;
            }
            int number = numbers.computeIfAbsent(name.text(), any -> {
                values.add(value);
                return values.size();
            });
            used.add(name.text());
            edits.replace(tokens.get(i), name, "$" + number);
        }
        Edits.Result result = edits.apply(0, sql.length());
        return new Bound(result.sql(), values, used, result.positions());
    }

    private static boolean isName(Token token) {
        return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER;
    }
}
