package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.NoSuchPath;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.NumberField;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.definition.TimeField;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import io.forebay.engine.flow.value.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a Wait state is over. The texts of its errors are those of the service. */
final class Waiting {
    private Waiting() {}

    static Instant due(State.Wait state, JsonNode selected, Scope scope) {
        Scope seen = scope.withInput(selected);
        TimeField timestamp = state.timestamp();
        Instant due;
        if (timestamp != null) {
            due = instant(timestamp, seen);
        } else {
            NumberField seconds = state.seconds();
            due = seconds == null ? scope.now() : scope.now().plusSeconds(seconds(seconds, seen));
        }
        if (Duration.between(scope.now(), due).getSeconds() > Limits.WAIT) {
            throw StateFailure.told("Wait state delay is too long.");
        }
        return due;
    }

    private static long seconds(NumberField field, Scope scope) {
        if (field.path() == null) {
            long seconds = field.integer(scope);
            if (seconds < 0) {
                JsonNode value = field.read(scope);
                throw field.expression() == null
                        ? StateFailure.told("A Wait state can't wait for " + seconds + " seconds")
                        : field.expression().unexpected("integer", value);
            }
            return limited(seconds);
        }
        JsonNode value = read(field.path(), "SecondsPath", scope);
        String shown = field.path().text() + " == " + Json.plain(value);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw StateFailure.told("The SecondsPath parameter cannot be parsed as a long value: " + shown);
        }
        if (value.longValue() < 0) {
            throw StateFailure.told("The SecondsPath parameter references a negative value: " + shown);
        }
        return limited(value.longValue());
    }

    private static long limited(long seconds) {
        if (seconds > Limits.WAIT) {
            throw StateFailure.told("Wait state delay is too long.");
        }
        return seconds;
    }

    private static JsonNode read(Path path, String field, Scope scope) {
        try {
            return path.read(scope);
        } catch (NoSuchPath e) {
            throw StateFailure.told("The " + field + " parameter does not reference an input value: " + path.text());
        }
    }

    private static Instant instant(TimeField field, Scope scope) {
        Path path = field.path();
        JsonataExpression expression = field.expression();
        if (path != null) {
            JsonNode value = read(path, "TimestampPath", scope);
            return find(value).orElseThrow(() -> StateFailure.told(wrong("TimestampPath", path.text(), value)));
        }
        if (expression != null) {
            return instant(expression, scope);
        }
        JsonNode constant = field.constant();
        return constant == null ? scope.now() : find(constant).orElse(scope.now());
    }

    private static Instant instant(JsonataExpression expression, Scope scope) {
        JsonNode value = expression.value(scope);
        if (!value.isTextual()) {
            throw expression.unexpected("string", value);
        }
        return find(value)
                .orElseThrow(() -> StateFailure.query(wrong("Timestamp", expression.text(), value), "Timestamp"));
    }

    private static String wrong(String field, String source, JsonNode value) {
        return "The " + field
                + " parameter does not reference a valid ISO-8601 extended offset date-time format string: " + source
                + " == " + Json.plain(value);
    }

    private static Optional<Instant> find(JsonNode value) {
        return value.isTextual() ? Timestamps.find(value.textValue()) : Optional.empty();
    }
}
