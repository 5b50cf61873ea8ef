package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON as a form, and the parameters of a URL. SOURCE: the Step Functions Developer Guide, "Call HTTPS APIs". */
final class FormBody {
    /** How the members of a list are named. */
    enum Lists {
        INDICES,
        REPEAT,
        COMMAS,
        BRACKETS
    }

    private final Lists lists;
    private final List<String> pairs = new ArrayList<>();

    private FormBody(Lists lists) {
        this.lists = lists;
    }

    /** @throws TaskFailure States.Runtime when it is no object */
    static String of(JsonNode body, Lists lists) throws TaskFailure {
        if (!body.isObject()) {
            throw TaskFailure.runtime("A RequestBody that is URL_ENCODED must be an object.");
        }
        FormBody form = new FormBody(lists);
        body.fields().forEachRemaining(member -> form.add(member.getKey(), member.getValue()));
        return String.join("&", form.pairs);
    }

    private void add(String name, JsonNode value) {
        if (value.isObject()) {
            value.fields().forEachRemaining(member -> add(name + "[" + member.getKey() + "]", member.getValue()));
        } else if (value.isArray() && lists == Lists.COMMAS) {
            pair(name, String.join(",", texts(value)));
        } else if (value.isArray()) {
            int place = 0;
            for (JsonNode each : value) {
                add(name + suffix(place++), each);
            }
        } else {
            pair(name, text(value));
        }
    }

    private String suffix(int place) {
        return switch (lists) {
            case INDICES -> "[" + place + "]";
            case BRACKETS -> "[]";
            default -> "";
        };
    }

    private void pair(String name, String value) {
        pairs.add(encoded(name) + "=" + encoded(value));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Of one value, or of a list of them. */
    static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(each -> texts.add(text(each)));
        return texts;
    }

    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : Json.text(value);
    }
}
