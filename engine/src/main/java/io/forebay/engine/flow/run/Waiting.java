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
            // no more than is refused below, or the calendar's end is passed
            long wait = seconds == null ? 0 : Math.min(seconds(seconds, seen), Limits.WAIT + 1);
            due = scope.now().plusSeconds(wait);
        }
        if (Duration.between(scope.now(), due).getSeconds() > Limits.WAIT) {
            throw StateFailure.told("Wait state delay is too long.");
        }
        return due;
    }

    private static long seconds(NumberField field, Scope scope) {
        Path path = field.path();
        if (path == null) {
            long seconds = field.integer(scope);
            JsonataExpression expression = field.expression();
            if (seconds < 0 && expression != null) {
                throw expression.unexpected("integer", field.read(scope));
            }
            return seconds;
        }
        JsonNode value = read(path, "SecondsPath", scope);
        String shown = path.text() + " == " + Json.plain(value);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw StateFailure.told("The SecondsPath parameter cannot be parsed as a long value: " + shown);
        }
        if (value.longValue() < 0) {
            throw StateFailure.told("The SecondsPath parameter references a negative value: " + shown);
        }
        return value.longValue();
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
            return Timestamps.find(value)
                    .orElseThrow(() -> StateFailure.told(wrong("TimestampPath", path.text(), value)));
        }
        if (expression != null) {
            return instant(expression, scope);
        }
        JsonNode constant = field.constant();
        return constant == null ? scope.now() : Timestamps.find(constant).orElse(scope.now());
    }

    private static Instant instant(JsonataExpression expression, Scope scope) {
        JsonNode value = expression.value(scope);
        if (!value.isTextual()) {
            throw expression.unexpected("string", value);
        }
        return Timestamps.find(value)
                .orElseThrow(() -> StateFailure.query(wrong("Timestamp", expression.text(), value), "Timestamp"));
    }

    private static String wrong(String field, String source, JsonNode value) {
        return "The " + field
                + " parameter does not reference a valid ISO-8601 extended offset date-time format string: " + source
                + " == " + Json.plain(value);
    }
}
