package io.forebay.engine.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;

/** What a target is given of an event. Thread-safe. SOURCE: the EventBridge API reference, "Target". */
public interface InputShape {
    int LONGEST = 8192;

    /**
     * Of a target's members Input, InputPath and InputTransformer, at most one of which may be there; without any the
     * target is given the whole event. Input may also be JSON itself in place of a text of it.
     *
     * @throws ForebayException INVALID_PARAMETER
     */
    static InputShape of(JsonNode target) {
        List<String> given = List.of("Input", "InputPath", "InputTransformer").stream()
                .filter(target::hasNonNull)
                .toList();
        if (given.size() > 1) {
            throw refused("a target has only one of " + String.join(" and ", given));
        }
        if (given.isEmpty()) {
            return (event, reserved) -> Json.text(event);
        }
        JsonNode value = target.get(given.get(0));
        return switch (given.get(0)) {
            case "Input" -> constant(value);
            case "InputPath" -> path(value);
            default -> InputTransformer.read(value);
        };
    }

    /**
     * A text of JSON.
     *
     * @throws ForebayException INVALID_PARAMETER when it would be none, or a path finds nothing
     */
    String apply(JsonNode event, Reserved reserved);

    private static InputShape constant(JsonNode value) {
        String text = Json.plain(value);
        if (text.length() > LONGEST) {
            throw refused("Input has " + text.length() + " characters; " + LONGEST + " are allowed");
        }
        check(text, "Input");
        return (event, reserved) -> text;
    }

    private static InputShape path(JsonNode value) {
        EventPath path = EventPath.read(value, "InputPath");
        return (event, reserved) -> path.find(event)
                .map(Json::text)
                .orElseThrow(() -> refused("InputPath " + path.text() + " finds nothing in the event"));
    }

    /** @throws ForebayException INVALID_PARAMETER when it is no JSON */
    static void check(String text, String title) {
        try {
            Json.parse(text);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at character " + e.getLocation().getCharOffset();
            throw refused(title + " is no JSON" + place + ": " + e.getOriginalMessage());
        }
    }

    static ForebayException refused(String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "Input of the target: " + why + ".");
    }
}
