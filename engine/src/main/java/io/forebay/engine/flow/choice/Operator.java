package io.forebay.engine.flow.choice;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Timestamps;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A comparison of two values. Values of other types than it compares are never an error: it does not hold. Source: Amazon
 * States Language, "Choice State", and what the service was seen to answer.
 */
record Operator(Family family, Relation relation) {
    enum Family {
        STRING("String", JsonNode::isTextual, Operator::strings),
        NUMERIC("Numeric", JsonNode::isNumber, Operator::numbers),
        BOOLEAN("Boolean", JsonNode::isBoolean, Operator::booleans),
        TIMESTAMP("Timestamp", Operator::timestamp, Operator::timestamps);

        private final String label;
        private final Predicate<JsonNode> type;
        private final BiFunction<JsonNode, JsonNode, OptionalInt> comparison;

        Family(String label, Predicate<JsonNode> type, BiFunction<JsonNode, JsonNode, OptionalInt> comparison) {
            this.label = label;
            this.type = type;
            this.comparison = comparison;
        }

        boolean takes(JsonNode value) {
            return type.test(value);
        }

        String label() {
            return label;
        }
    }

    enum Relation {
        EQUALS("Equals", order -> order == 0),
        LESS("LessThan", order -> order < 0),
        GREATER("GreaterThan", order -> order > 0),
        LESS_EQUALS("LessThanEquals", order -> order <= 0),
        GREATER_EQUALS("GreaterThanEquals", order -> order >= 0);

        private final String label;
        private final IntPredicate test;

        Relation(String label, IntPredicate test) {
            this.label = label;
            this.test = test;
        }
    }

    /** As in {@code NumericLessThan}. */
    static Optional<Operator> find(String name) {
        for (Family family : Family.values()) {
            for (Relation relation : Relation.values()) {
                boolean there = family != Family.BOOLEAN || relation == Relation.EQUALS;
                if (there && name.equals(family.label + relation.label)) {
                    return Optional.of(new Operator(family, relation));
                }
            }
        }
        return Optional.empty();
    }

    boolean holds(JsonNode left, JsonNode right) {
        OptionalInt order = family.comparison.apply(left, right);
        return order.isPresent() && relation.test.test(order.getAsInt());
    }

    private static OptionalInt strings(JsonNode left, JsonNode right) {
        return left.isTextual() && right.isTextual()
                ? OptionalInt.of(left.textValue().compareTo(right.textValue()))
                : OptionalInt.empty();
    }

    private static OptionalInt numbers(JsonNode left, JsonNode right) {
        return left.isNumber() && right.isNumber() ? OptionalInt.of(Json.compare(left, right)) : OptionalInt.empty();
    }

    private static OptionalInt booleans(JsonNode left, JsonNode right) {
        return left.isBoolean() && right.isBoolean()
                ? OptionalInt.of(Boolean.compare(left.booleanValue(), right.booleanValue()))
                : OptionalInt.empty();
    }

    private static OptionalInt timestamps(JsonNode left, JsonNode right) {
        Optional<Instant> first = Timestamps.find(left);
        Optional<Instant> second = Timestamps.find(right);
        return first.isPresent() && second.isPresent()
                ? OptionalInt.of(first.get().compareTo(second.get()))
                : OptionalInt.empty();
    }

    static boolean timestamp(JsonNode value) {
        return Timestamps.find(value).isPresent();
    }
}
