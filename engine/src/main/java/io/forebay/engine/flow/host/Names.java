package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;

/**
 * Members as a state machine writes them: each begins with a capital, whatever the service's own do. SOURCE: the Step
 * Functions Developer Guide, "AWS SDK service integrations".
 */
final class Names {
    private Names() {}

    static JsonNode capital(JsonNode value) {
        if (value instanceof ArrayNode array) {
            ArrayNode all = Json.array();
            array.forEach(each -> all.add(capital(each)));
            return all;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode all = Json.object();
            object.fields().forEachRemaining(member -> all.set(capital(member.getKey()), capital(member.getValue())));
            return all;
        }
        return value;
    }

    static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
