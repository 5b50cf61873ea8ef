package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.PageToken;
import io.forebay.engine.flow.value.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What requests hold, and lists in pages. */
final class Requests {
    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    private Requests() {}

    static @Nullable String text(JsonNode request, String name) {
        JsonNode value = request.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw StatesException.validation(name + " must be a string.");
        }
        return value.textValue();
    }

    static String required(JsonNode request, String name) {
        String value = text(request, name);
        if (value == null || value.isEmpty()) {
            throw StatesException.validation(name + " is required.");
        }
        return value;
    }

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new StatesException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }

    static BigDecimal time(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    static <T> JsonNode page(JsonNode request, String name, List<T> all, Function<T, JsonNode> shown) {
        int most = request.path("maxResults").asInt(0);
        if (most < 0 || most > LONGEST_PAGE) {
            throw StatesException.validation("maxResults must be from 0 to " + LONGEST_PAGE + ".");
        }
        String token = text(request, "nextToken");
        int from = PageToken.find(token, name)
                .orElseThrow(() -> new StatesException("InvalidToken", "Invalid Token: '" + token + "'"));
        int to = Math.min(all.size(), from + (most == 0 ? PAGE : most));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(name);
        all.subList(Math.min(from, to), to).forEach(each -> list.add(shown.apply(each)));
        return to < all.size() ? answer.put("nextToken", PageToken.write(to, name)) : answer;
    }
}
