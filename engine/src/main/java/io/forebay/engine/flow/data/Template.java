package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of a definition with expressions in it. With JSONPath they are the values of members whose names end in
 * {@code .$}, with JSONata the strings between <code>{%</code> and <code>%}</code>; all else stands for itself.
 */
public final class Template {
    private static final String MARK = ".$";

    private Template() {}

    /** A payload template: Parameters, ResultSelector, ItemSelector, Assign and the like. */
    public static Expression ofPaths(JsonNode tree, String pointer, Problems problems) {
        if (tree.isObject()) {
            Map<String, Expression> members = new LinkedHashMap<>();
            boolean[] constant = {true};
            tree.fields().forEachRemaining(member -> {
                String name = member.getKey();
                String below = Problems.at(pointer, name);
                boolean marked = name.endsWith(MARK);
                String plain = marked ? name.substring(0, name.length() - MARK.length()) : name;
                if (marked && tree.has(plain)) {
                    problems.schema(below, "The field '" + plain + "' is there twice: with and without '.$'");
                }
                Expression value = marked
                        ? marked(name, member.getValue(), below, problems)
                        : ofPaths(member.getValue(), below, problems);
                constant[0] &= value instanceof Constant;
                members.put(plain, value);
            });
            return constant[0] ? new Constant(tree) : new Members(members);
        }
        return tree.isArray()
                ? elements(tree, (element, place) -> ofPaths(element, pointer + "/" + place, problems))
                : new Constant(tree);
    }

    private static Expression marked(String name, JsonNode value, String pointer, Problems problems) {
        if (!value.isTextual()) {
            problems.schema(
                    pointer,
                    "The value for the field '" + name
                            + "' must be a STRING that contains a JSONPath or an intrinsic function expression");
            return new Constant(value);
        }
        try {
            return pathOrCall(name, value.textValue());
        } catch (BadSyntax e) {
            problems.schema(
                    pointer,
                    "The value for the field '" + name
                            + "' must be a valid JSONPath or a valid intrinsic function call: " + e.reason());
            return new Constant(value);
        }
    }

    /**
     * @param name of the field that has it
     * @throws BadSyntax when it is neither
     */
    public static Expression pathOrCall(String name, String text) {
        return new Marked(name, text.startsWith("$") ? Path.compile(text)::read : IntrinsicParser.parse(text));
    }

    /** @param field the place of the tree, as in {@code Output} */
    public static Expression ofJsonata(JsonNode tree, String field, String pointer, Problems problems) {
        if (tree.isObject()) {
            Map<String, Expression> members = new LinkedHashMap<>();
            tree.fields()
                    .forEachRemaining(member -> members.put(
                            member.getKey(),
                            ofJsonata(
                                    member.getValue(),
                                    field + "/" + member.getKey(),
                                    Problems.at(pointer, member.getKey()),
                                    problems)));
            boolean constant = members.values().stream().allMatch(Constant.class::isInstance);
            return constant ? new Constant(tree) : new Members(members);
        }
        if (tree.isArray()) {
            return elements(
                    tree,
                    (element, place) -> ofJsonata(element, field + "[" + place + "]", pointer + "/" + place, problems));
        }
        if (!tree.isTextual() || !tree.textValue().startsWith("{%")) {
            return new Constant(tree);
        }
        try {
            if (!JsonataExpression.is(tree.textValue())) {
                throw new BadSyntax("A string that begins with '{%' must end with '%}'");
            }
            return JsonataExpression.compile(tree.textValue(), field);
        } catch (BadSyntax e) {
            problems.schema(pointer, e.reason());
            return new Constant(tree);
        }
    }

    private interface Element {
        Expression compile(JsonNode element, int place);
    }

    private static Expression elements(JsonNode tree, Element compiler) {
        List<Expression> elements = new ArrayList<>();
        for (int place = 0; place < tree.size(); place++) {
            elements.add(compiler.compile(tree.get(place), place));
        }
        boolean constant = elements.stream().allMatch(Constant.class::isInstance);
        return constant ? new Constant(tree) : new Elements(elements);
    }

    private record Constant(JsonNode tree) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            return tree;
        }
    }

    private record Members(Map<String, Expression> members) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            ObjectNode object = Json.object();
            members.forEach((name, member) -> object.set(name, member.value(scope)));
            return object;
        }
    }

    private record Elements(List<Expression> elements) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            ArrayNode array = Json.array();
            elements.forEach(element -> array.add(element.value(scope)));
            return array;
        }
    }

    private record Marked(String name, Expression inner) implements Expression {
        @Override
        public JsonNode value(Scope scope) {
            try {
                return inner.value(scope);
            } catch (NoSuchPath e) {
                throw e.failure(name, scope.input());
            }
        }
    }
}
