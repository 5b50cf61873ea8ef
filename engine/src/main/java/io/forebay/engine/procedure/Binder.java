package io.forebay.engine.procedure;

import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts parameters where a fragment of SQL names variables. A variable wins over a column of its name, as in Redshift; it is
 * left alone where only a column, a table, an alias, a type or a function can stand, which Redshift would call an error.
 */
final class Binder {
    /** SQL with {@code $1} … and what they stand for. */
    record Bound(String sql, List<@Nullable Object> values) {}

    private final Frame frame;
    private final Fragment fragment;
    private final List<Token> tokens;
    private final Places places;
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private Binder(Frame frame, Fragment fragment) {
        this.frame = frame;
        this.fragment = fragment;
        this.tokens = fragment.sql().tokens();
        this.places = new Places(tokens);
    }

    /** @param prefix put in front, such as {@code SELECT } */
    static Bound bind(Frame frame, Fragment fragment, String prefix) {
        return new Binder(frame, fragment).run(prefix);
    }

    private Bound run(String prefix) {
        sql.append(prefix);
        int from = 0;
        int first = places.first();
        for (int i = 0; i < tokens.size(); i++) {
            places.step(i);
            Token token = tokens.get(i);
            boolean candidate =
                    i >= first && (token.kind() == Token.Kind.PARAMETER || (token.isName() && places.takesValue(i)));
            int length = candidate ? replace(i, from) : 0;
            if (length > 0) {
                for (int skipped = 1; skipped < length; skipped++) {
                    places.step(i + skipped);
                }
                i += length - 1;
                from = tokens.get(i).end();
            }
        }
        sql.append(fragment.text(), from, fragment.text().length());
        return new Bound(sql.toString(), values);
    }

    /** How many tokens were replaced. */
    private int replace(int at, int from) {
        List<String> parts = parts(at);
        Frame.Found found = frame.find(parts);
        if (found == null) {
            if (tokens.get(at).kind() == Token.Kind.PARAMETER) {
                throw new ForebayException(
                        CommonError.UNDEFINED_OBJECT,
                        "there is no parameter " + tokens.get(at).text());
            }
            return 0;
        }
        sql.append(fragment.text(), from, tokens.get(at).start());
        Value value = found.value();
        if (value != null) {
            boolean bare = Near.word(tokens, at - 1, "top");
            append(
                    String.join(".", parts.subList(0, found.length())),
                    value,
                    bare ? "" : Conversion.castName(value.type()));
        } else {
            whole((Variable.Row) found.variable(), parts, found.length(), at);
        }
        return found.length() * 2 - 1;
    }

    /** The name that starts here, with what follows behind dots. */
    private List<String> parts(int at) {
        List<String> parts = new ArrayList<>();
        parts.add(tokens.get(at).value());
        for (int i = at + 1; Near.symbol(tokens, i, ".") && parts.size() < 3; i += 2) {
            boolean star = Near.symbol(tokens, i + 1, "*");
            if (!star && !Near.name(tokens, i + 1)) {
                break;
            }
            parts.add(star ? "*" : tokens.get(i + 1).value());
        }
        return parts;
    }

    /** {@code row.*}, or a row that is asked whether it is NULL. */
    private void whole(Variable.Row row, List<String> parts, int length, int at) {
        if (parts.get(length - 1).equals("*")) {
            boolean more = false;
            for (var field : row.fields().entrySet()) {
                sql.append(more ? ", " : "");
                append(
                        row.name() + "." + field.getKey(),
                        field.getValue(),
                        Conversion.castName(field.getValue().type()));
                more = true;
            }
        } else if (Near.word(tokens, at + length * 2 - 1, "is")) {
            append("", new Value(row.allNull() ? null : Boolean.TRUE, Value.BOOLEAN), "boolean");
        } else {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED,
                    "record \"" + row.name() + "\" cannot stand in SQL as a whole; name its fields, or write "
                            + row.name() + ".*");
        }
    }

    /** @param type to cast to; empty for what takes nothing but a parameter, as TOP does */
    private void append(String name, Value value, String type) {
        int known = name.isEmpty() ? -1 : names.indexOf(name);
        if (known < 0) {
            names.add(name);
            values.add(value.value());
            known = values.size() - 1;
        }
        sql.append(type.isEmpty() ? "$" + (known + 1) : "CAST($" + (known + 1) + " AS " + type + ")");
    }
}
