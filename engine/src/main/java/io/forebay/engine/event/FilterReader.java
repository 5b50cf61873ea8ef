package io.forebay.engine.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Wildcard;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads one value of a field's list: what the field is to equal, or a filter. */
final class FilterReader {
    private final String place;

    private FilterReader(String place) {
        this.place = place;
    }

    static Filter read(JsonNode value, String place) {
        if (value.isArray()) {
            throw EventPattern.refused(place, "arrays in the list of values are not allowed");
        }
        if (!value.isObject()) {
            return each -> Json.same(each, value);
        }
        return new FilterReader(place).filter(value);
    }

    private ForebayException refused(String why) {
        return EventPattern.refused(place, why);
    }

    private Filter filter(JsonNode object) {
        Map.Entry<String, JsonNode> member = only(object);
        JsonNode value = member.getValue();
        return switch (member.getKey()) {
            case "prefix" -> text(affix(member.getKey(), value, true));
            case "suffix" -> text(affix(member.getKey(), value, false));
            case "equals-ignore-case" -> text(string("equals-ignore-case", value)::equalsIgnoreCase);
            case "wildcard" -> text(wildcard(value)::matches);
            case "numeric" -> NumericRange.read(value, place);
            case "cidr" -> text(AddressBlock.read(string("cidr", value), place)::holds);
            case "anything-but" -> anythingBut(value);
            default ->
                throw refused("there is no filter '" + member.getKey() + "'; there are " + new TreeSet<>(Filter.NAMES));
        };
    }

    private Map.Entry<String, JsonNode> only(JsonNode object) {
        if (object.size() != 1) {
            throw refused("a filter has exactly one name, this has " + object.size());
        }
        return object.properties().iterator().next();
    }

    private static Filter text(Predicate<String> accepts) {
        return value -> value.isTextual() && accepts.test(value.textValue());
    }

    private Predicate<String> affix(String name, JsonNode value, boolean front) {
        boolean ignoreCase = value.isObject();
        JsonNode wanted = value;
        if (ignoreCase) {
            Map.Entry<String, JsonNode> member = only(value);
            if (!member.getKey().equals("equals-ignore-case")) {
                throw refused("'" + name + "' takes a string or 'equals-ignore-case', not '" + member.getKey() + "'");
            }
            wanted = member.getValue();
        }
        String affix = string(name, wanted);
        return text ->
                text.regionMatches(ignoreCase, front ? 0 : text.length() - affix.length(), affix, 0, affix.length());
    }

    private Wildcard wildcard(JsonNode value) {
        String text = string("wildcard", value);
        try {
            Wildcard wildcard = Wildcard.of(text);
            if (text.replaceAll("\\\\.", "x").contains("**")) {
                throw new BadSyntax("has two wildcards next to each other");
            }
            return wildcard;
        } catch (BadSyntax e) {
            throw refused("'wildcard' " + text + " " + e.reason());
        }
    }

    private String string(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw refused("'" + name + "' must be a string");
        }
        return value.textValue();
    }

    private Filter anythingBut(JsonNode value) {
        if (value.isObject()) {
            return butFilter(value);
        }
        List<JsonNode> but = value.isArray() ? list(value) : List.of(value);
        boolean strings = but.stream().allMatch(JsonNode::isTextual);
        boolean numbers = but.stream().allMatch(JsonNode::isNumber);
        if (but.isEmpty() || !strings && !numbers) {
            throw refused("'anything-but' must be a string, a number, a list of either, or a filter of strings");
        }
        return each -> but.stream().noneMatch(one -> Json.same(each, one));
    }

    private Filter butFilter(JsonNode object) {
        Map.Entry<String, JsonNode> member = only(object);
        String name = member.getKey();
        Function<JsonNode, Predicate<String>> one =
                switch (name) {
                    case "prefix", "suffix" ->
                        value -> {
                            if (value.isTextual() && value.textValue().isEmpty()) {
                                throw refused("'" + name + "' must not be empty in 'anything-but'");
                            }
                            return affix(name, value, name.equals("prefix"));
                        };
                    case "equals-ignore-case" -> value -> string(name, value)::equalsIgnoreCase;
                    case "wildcard" -> value -> wildcard(value)::matches;
                    default ->
                        throw refused("'anything-but' takes prefix, suffix, equals-ignore-case or wildcard, not '"
                                + name + "'");
                };
        JsonNode value = member.getValue();
        List<Predicate<String>> but = new ArrayList<>();
        (value.isArray() ? list(value) : List.of(value)).forEach(each -> but.add(one.apply(each)));
        if (but.isEmpty()) {
            throw refused("empty arrays are not allowed");
        }
        return each -> !each.isTextual() || but.stream().noneMatch(test -> test.test(each.textValue()));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
