package io.forebay.engine.procedure;

import io.forebay.engine.sql.procedure.Fragment;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that need no warehouse: a constant, a variable, and two whole numbers that are added, subtracted or compared.
 * A loop's counter is of this kind, and a statement for each step would take most of the loop's time.
 */
final class Simple {
    private static final int MOST_DIGITS = 9;

    private Simple() {}

    /** Null when the warehouse is to say it. */
    static @Nullable Value value(Frame frame, Fragment fragment) {
        List<Token> tokens = fragment.sql().tokens();
        if (tokens.size() == 1) {
            return operand(frame, tokens.get(0));
        }
        if (tokens.size() != 3 || tokens.get(1).kind() != Token.Kind.SYMBOL) {
            return null;
        }
        Value left = operand(frame, tokens.get(0));
        Value right = left == null ? null : operand(frame, tokens.get(2));
        Long first = left == null ? null : integer(left);
        Long second = right == null ? null : integer(right);
        return first == null || second == null
                ? null
                : combined(first, tokens.get(1).text(), second);
    }

    private static @Nullable Long integer(Value value) {
        return value.type().kind() == TypeKind.INTEGER && value.value() instanceof Long number ? number : null;
    }

    private static @Nullable Value operand(Frame frame, Token token) {
        if (token.kind() == Token.Kind.NUMBER) {
            boolean digits =
                    token.text().length() <= MOST_DIGITS && token.text().chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? new Value(Long.parseLong(token.text()), Value.INTEGER) : null;
        }
        if (token.kind() == Token.Kind.STRING) {
            return Value.text(token.value());
        }
        if (token.kind() != Token.Kind.PARAMETER && !token.isName()) {
            return null;
        }
        Frame.Found found = frame.find(List.of(token.value()));
        if (found != null) {
            return found.value();
        }
        return switch (token.kind() == Token.Kind.WORD ? token.value() : "") {
            case "true" -> Value.bool(true);
            case "false" -> Value.bool(false);
            case "null" -> new Value(null, ColumnType.of(TypeKind.OTHER));
            default -> null;
        };
    }

    private static @Nullable Value combined(long left, String operator, long right) {
        return switch (operator) {
            case "+" -> sum(left + right);
            case "-" -> sum(left - right);
            case "<" -> Value.bool(left < right);
            case "<=" -> Value.bool(left <= right);
            case ">" -> Value.bool(left > right);
            case ">=" -> Value.bool(left >= right);
            case "=" -> Value.bool(left == right);
            case "<>", "!=" -> Value.bool(left != right);
            default -> null;
        };
    }

    /** What is out of range the warehouse refuses in its own words. */
    private static @Nullable Value sum(long sum) {
        return sum == (int) sum ? new Value(sum, Value.INTEGER) : null;
    }
}
