package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The values that a field may have; one of them is enough. Objects are no values: only what is in them is. */
final class Values implements Matcher {
    private final List<Filter> filters = new ArrayList<>();
    private boolean absent;

    private Values() {}

    static Values read(JsonNode list, String place) {
        if (list.isEmpty()) {
            throw EventPattern.refused(place, "empty arrays are not allowed");
        }
        Values values = new Values();
        for (JsonNode each : list) {
            if (each.isObject() && each.size() == 1 && each.has("exists")) {
                values.exists(each.get("exists"), place);
            } else {
                values.filters.add(FilterReader.read(each, place));
            }
        }
        return values;
    }

    private void exists(JsonNode wanted, String place) {
        if (!wanted.isBoolean()) {
            throw EventPattern.refused(place, "'exists' must be true or false");
        }
        if (wanted.booleanValue()) {
            filters.add(value -> true);
        } else {
            absent = true;
        }
    }

    @Override
    public boolean match(List<JsonNode> all, JsonNode one) {
        if (absent && leaves(all).isEmpty()) {
            return true;
        }
        List<JsonNode> leaves = leaves(List.of(one));
        return filters.stream().anyMatch(filter -> leaves.stream().anyMatch(filter::accepts));
    }

    private static List<JsonNode> leaves(List<JsonNode> nodes) {
        return Fields.flat(nodes).stream().filter(each -> !each.isObject()).toList();
    }
}
