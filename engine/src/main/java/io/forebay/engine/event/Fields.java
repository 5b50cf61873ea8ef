package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of a pattern: all of its fields must match, and one of each $or. */
final class Fields implements Matcher {
    private static final String OR = "$or";

    private final Map<String, Matcher> members = new LinkedHashMap<>();
    private final List<Fields> alternatives = new ArrayList<>();

    private Fields() {}

    static Fields read(JsonNode pattern, String place) {
        if (!pattern.isObject()) {
            throw EventPattern.refused(place, "an object is expected");
        }
        if (pattern.isEmpty()) {
            throw EventPattern.refused(place, "empty objects are not allowed");
        }
        Fields fields = new Fields();
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            String inner = place.isEmpty() ? name : place + "." + name;
            if (name.equals(OR) && isOr(value)) {
                for (int each = 0; each < value.size(); each++) {
                    fields.alternatives.add(read(value.get(each), inner + "[" + each + "]"));
                }
            } else if (value.isObject()) {
                fields.members.put(name, read(value, inner));
            } else if (value.isArray()) {
                fields.members.put(name, Values.read(value, inner));
            } else {
                throw EventPattern.refused(inner, "an array of values, or an object, is expected");
            }
        }
        return fields;
    }

    /** Else it is a field of that name, as it was before there was an or. */
    private static boolean isOr(JsonNode value) {
        if (!value.isArray() || value.size() < 2) {
            return false;
        }
        for (JsonNode each : value) {
            if (!each.isObject() || each.properties().stream().anyMatch(member -> Filter.named(member.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean match(List<JsonNode> all, JsonNode one) {
        if (one.isArray()) {
            List<JsonNode> elements = flat(List.of(one));
            if (!elements.isEmpty()) {
                return elements.stream().anyMatch(each -> match(all, each));
            }
        }
        for (Map.Entry<String, Matcher> member : members.entrySet()) {
            if (!member.getValue().match(inside(all, member.getKey()), inside(one, member.getKey()))) {
                return false;
            }
        }
        return alternatives.isEmpty() || alternatives.stream().anyMatch(each -> each.match(all, one));
    }

    private static JsonNode inside(JsonNode node, String name) {
        return node.isObject() ? node.path(name) : MissingNode.getInstance();
    }

    private static List<JsonNode> inside(List<JsonNode> nodes, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : flat(nodes)) {
            if (each.has(name)) {
                found.add(each.get(name));
            }
        }
        return found;
    }

    /** Elements in place of arrays, of arrays in arrays too. */
    static List<JsonNode> flat(List<JsonNode> nodes) {
        List<JsonNode> flat = new ArrayList<>();
        for (JsonNode each : nodes) {
            if (each.isArray()) {
                List<JsonNode> elements = new ArrayList<>();
                each.forEach(elements::add);
                flat.addAll(flat(elements));
            } else if (!each.isMissingNode()) {
                flat.add(each);
            }
        }
        return flat;
    }
}
