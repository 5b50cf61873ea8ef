package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import org.jspecify.annotations.Nullable;

/** A number that is written in the definition, lies at a path, or is what JSONata gives: one of the three. */
public record NumberField(
        String name, @Nullable JsonNode constant, @Nullable Path path, @Nullable JsonataExpression expression) {
    /** @throws StateFailure when there is no whole number */
    public long integer(Scope scope) {
        JsonNode value = read(scope);
        boolean whole = value.isNumber()
                && (value.isIntegralNumber()
                        || expression != null
                                && value.decimalValue().stripTrailingZeros().scale() <= 0);
        if (!whole || !value.canConvertToLong()) {
            throw bad("integer", value);
        }
        return value.longValue();
    }

    /** @throws StateFailure when there is no whole number within these bounds */
    public long integer(Scope scope, long least, long most) {
        long value = integer(scope);
        if (value < least || value > most) {
            throw outside(
                    String.valueOf(value),
                    least,
                    most,
                    "The " + name + " field refers to value " + value + " which is not between " + least + " and "
                            + most + ".");
        }
        return value;
    }

    /** A failure of what is written at a path, or of what JSONata gives. @param told of the first */
    public StateFailure outside(String value, long least, long most, String told) {
        return expression == null ? StateFailure.told(told) : expression.outside(value, least, most);
    }

    /** @throws StateFailure when there is no number */
    public double decimal(Scope scope) {
        JsonNode value = read(scope);
        if (!value.isNumber()) {
            throw bad("float", value);
        }
        return value.doubleValue();
    }

    public JsonNode read(Scope scope) {
        if (constant != null) {
            return constant;
        }
        if (path != null) {
            return path.read(scope);
        }
        if (expression == null) {
            throw new IllegalStateException(name + " has no value");
        }
        return expression.value(scope);
    }

    /** A failure of the service's text. @throws NoSuchPath never */
    private StateFailure bad(String wanted, JsonNode value) {
        if (expression != null) {
            return expression.unexpected(wanted.equals("float") ? "number" : wanted, value);
        }
        return StateFailure.told("The " + name + " field refers to value " + Json.text(value) + " which is not a valid "
                + wanted + ": " + (path == null ? "" : path.text()));
    }
}
