package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers between two bounds. Unlike on AWS the bounds may have any size.
 *
 * @param least null for none, as is most
 * @param open whether the least one itself is not meant
 * @param below whether the most itself is not meant
 */
record NumericRange(@Nullable BigDecimal least, boolean open, @Nullable BigDecimal most, boolean below)
        implements Filter {
    static NumericRange read(JsonNode list, String place) {
        if (!list.isArray() || list.size() != 2 && list.size() != 4) {
            throw EventPattern.refused(place, "'numeric' must be a list such as [\"=\", 5] or [\">\", 0, \"<=\", 5]");
        }
        String first = operator(list.get(0), place);
        BigDecimal bound = number(list.get(1), place);
        if (list.size() == 2) {
            return switch (first) {
                case "=" -> new NumericRange(bound, false, bound, false);
                case ">", ">=" -> new NumericRange(bound, first.equals(">"), null, false);
                default -> new NumericRange(null, false, bound, first.equals("<"));
            };
        }
        String second = operator(list.get(2), place);
        BigDecimal most = number(list.get(3), place);
        if (!first.startsWith(">") || !second.startsWith("<")) {
            throw EventPattern.refused(
                    place, "a range of 'numeric' has > or >= first and < or <= then, not " + first + " and " + second);
        }
        if (bound.compareTo(most) >= 0) {
            throw EventPattern.refused(place, "the range of 'numeric' is empty: " + bound + " to " + most);
        }
        return new NumericRange(bound, first.equals(">"), most, second.equals("<"));
    }

    private static String operator(JsonNode node, String place) {
        return switch (node.asText()) {
            case "=", "<", "<=", ">", ">=" -> node.asText();
            default ->
                throw EventPattern.refused(
                        place, "'numeric' knows the operators = < <= > >=, not '" + node.asText() + "'");
        };
    }

    private static BigDecimal number(JsonNode node, String place) {
        if (!node.isNumber()) {
            throw EventPattern.refused(place, "a bound of 'numeric' must be a number, not " + node);
        }
        return node.decimalValue();
    }

    @Override
    public boolean accepts(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        int low = least == null ? 1 : number.compareTo(least);
        int high = most == null ? -1 : number.compareTo(most);
        return low >= (open ? 1 : 0) && high <= (below ? -1 : 0);
    }
}
