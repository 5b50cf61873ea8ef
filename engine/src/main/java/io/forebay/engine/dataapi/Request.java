package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation's members, each checked where it is read; members that are not known are passed over. Names of parameters may
 * have capitals, as a state machine writes them.
 */
final class Request {
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z_]+");

    private final JsonNode members;

    Request(JsonNode members) {
        if (!members.isObject()) {
            throw DataApiException.validation("The request is no JSON object.");
        }
        this.members = members;
    }

    @Nullable
    String text(String name) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw DataApiException.validation(name + " must be a string.");
        }
        return value.textValue();
    }

    @Nullable
    String text(String name, int most) {
        String value = text(name);
        if (value != null && (value.isEmpty() || value.length() > most)) {
            throw DataApiException.validation(name + " must have 1 to " + most + " characters.");
        }
        return value;
    }

    @Nullable
    String text(String name, int most, Pattern pattern) {
        String value = text(name, most);
        if (value != null && !pattern.matcher(value).matches()) {
            throw DataApiException.validation(name + " must satisfy the pattern " + pattern.pattern());
        }
        return value;
    }

    String required(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw DataApiException.validation(name + " is required.");
        }
        return value;
    }

    /** One of some words; the first of them when it is not given. */
    String word(String name, String... words) {
        String value = text(name);
        if (value != null && !List.of(words).contains(value)) {
            throw DataApiException.validation(name + " must be one of " + String.join(", ", words) + ".");
        }
        return value == null ? words[0] : value;
    }

    boolean flag(String name, boolean fallback) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw DataApiException.validation(name + " must be true or false.");
        }
        return value.booleanValue();
    }

    /** Null when it is not given. */
    @Nullable
    Integer number(String name, int least, int most) {
        JsonNode value = members.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            throw DataApiException.validation(name + " must be a whole number from " + least + " to " + most + ".");
        }
        return value.intValue();
    }

    List<String> texts(String name, int most) {
        JsonNode list = members.get(name);
        if (list == null || !list.isArray() || list.isEmpty() || list.size() > most) {
            throw DataApiException.validation(name + " must have 1 to " + most + " strings.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw DataApiException.validation(name + " must have strings only.");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    List<Parameter> parameters() {
        JsonNode list = members.get("Parameters");
        List<Parameter> parameters = new ArrayList<>();
        if (list == null || list.isNull()) {
            return parameters;
        }
        if (!list.isArray() || list.isEmpty()) {
            throw DataApiException.validation("Parameters must have at least one member.");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode each : list) {
            String name = member(each, "name");
            String value = member(each, "value");
            if (name == null || !NAME.matcher(name).matches()) {
                throw DataApiException.validation("A parameter's name must satisfy the pattern " + NAME.pattern());
            }
            if (value == null || value.isEmpty()) {
                throw DataApiException.validation("The value of parameter " + name + " must not be empty.");
            }
            if (!names.add(name)) {
                throw DataApiException.validation("Parameter " + name + " is given twice.");
            }
            parameters.add(new Parameter(name, value));
        }
        return parameters;
    }

    private static @Nullable String member(JsonNode parameter, String name) {
        JsonNode value = parameter.has(name)
                ? parameter.get(name)
                : parameter.get(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
