package io.forebay.engine.flow.choice;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Problems;
import io.forebay.engine.flow.value.StateFailure;
import io.forebay.engine.flow.value.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compiles the rules of Choice states. What is wrong with them goes to the problems. */
public final class Conditions {
    private static final Condition NEVER = scope -> false;
    /** What a rule has besides its question. */
    private static final Set<String> BESIDES = Set.of("Next", "Comment", "Assign", "Output", "Variable", "Condition");

    private static final Map<String, Predicate<JsonNode>> TYPES = Map.of(
            "IsNull", JsonNode::isNull,
            "IsNumeric", JsonNode::isNumber,
            "IsString", JsonNode::isTextual,
            "IsBoolean", JsonNode::isBoolean,
            "IsTimestamp", Operator::timestamp);

    private Conditions() {}

    /** Of a state with JSONata. */
    public static Condition ofJsonata(JsonNode rule, String pointer, Problems problems) {
        JsonNode text = rule.get("Condition");
        if (text == null) {
            problems.schema(pointer, "These fields are required: [Condition]");
            return NEVER;
        }
        String at = pointer + "/Condition";
        if (text.isBoolean()) {
            return scope -> text.booleanValue();
        }
        if (!text.isTextual() || !JsonataExpression.is(text.textValue())) {
            problems.schema(at, "The value of 'Condition' must be a boolean or a JSONata expression in '{% %}'");
            return NEVER;
        }
        try {
            JsonataExpression expression = JsonataExpression.compile(text.textValue(), "Condition");
            return scope -> {
                JsonNode value = expression.value(scope);
                if (!value.isBoolean()) {
                    throw expression.unexpected("boolean", value);
                }
                return value.booleanValue();
            };
        } catch (BadSyntax e) {
            problems.schema(at, e.reason());
            return NEVER;
        }
    }

    /** Of a state with JSONPath. */
    public static Condition ofPaths(JsonNode rule, String pointer, Problems problems) {
        List<String> operators = new ArrayList<>();
        rule.fieldNames().forEachRemaining(name -> {
            if (!BESIDES.contains(name)) {
                operators.add(name);
            }
        });
        if (operators.size() != 1) {
            problems.schema(pointer, "A choice rule must have exactly one operator, but has " + operators);
            return NEVER;
        }
        String name = operators.get(0);
        String at = Problems.at(pointer, name);
        JsonNode value = rule.path(name);
        switch (name) {
            case "And":
                return Condition.and(nested(value, at, problems));
            case "Or":
                return Condition.or(nested(value, at, problems));
            case "Not":
                Condition inner = inner(value, at, problems);
                return scope -> !inner.holds(scope);
            default:
                return test(rule, name, value, pointer, problems);
        }
    }

    private static List<Condition> nested(JsonNode rules, String pointer, Problems problems) {
        List<Condition> conditions = new ArrayList<>();
        if (!rules.isArray() || rules.isEmpty()) {
            problems.schema(pointer, "The value must be a non-empty array of choice rules");
            return conditions;
        }
        for (int place = 0; place < rules.size(); place++) {
            conditions.add(inner(rules.get(place), pointer + "/" + place, problems));
        }
        return conditions;
    }

    private static Condition inner(JsonNode rule, String pointer, Problems problems) {
        if (!rule.isObject()) {
            problems.schema(pointer, "A choice rule must be an object");
            return NEVER;
        }
        for (String field : List.of("Next", "Assign", "Output")) {
            if (rule.has(field)) {
                problems.schema(
                        pointer + "/" + field, "The field '" + field + "' is only supported in a top-level rule");
            }
        }
        return ofPaths(rule, pointer, problems);
    }

    private static Condition test(JsonNode rule, String name, JsonNode value, String pointer, Problems problems) {
        String at = Problems.at(pointer, name);
        Optional<Path> variable = variable(rule, pointer, problems);
        Optional<Operator> operator = Operator.find(name);
        Optional<Operator> ofPath =
                name.endsWith("Path") ? Operator.find(name.substring(0, name.length() - 4)) : Optional.empty();
        if (operator.isPresent()) {
            Operator compared = operator.get();
            if (!compared.family().takes(value)) {
                problems.schema(
                        at,
                        "The value of '" + name + "' must be a "
                                + compared.family().label());
            }
            return variable.<Condition>map(path -> scope -> compared.holds(read(path, scope), value))
                    .orElse(NEVER);
        }
        if (ofPath.isPresent()) {
            Optional<Path> other = path(value, at, problems);
            return variable.isEmpty() || other.isEmpty() ? NEVER : compare(ofPath.get(), variable.get(), other.get());
        }
        if (name.equals("StringMatches")) {
            if (!value.isTextual()) {
                problems.schema(at, "The value of 'StringMatches' must be a String");
            }
            return variable.<Condition>map(path -> scope -> matches(read(path, scope), value.asText()))
                    .orElse(NEVER);
        }
        return type(variable, name, value, at, problems);
    }

    private static Condition compare(Operator operator, Path left, Path right) {
        return scope -> operator.holds(read(left, scope), read(right, scope));
    }

    private static boolean matches(JsonNode text, String pattern) {
        try {
            Wildcard compiled = Wildcard.of(pattern);
            return text.isTextual() && compiled.matches(text.textValue());
        } catch (BadSyntax e) {
            throw StateFailure.runtime("The pattern '" + pattern + "' of StringMatches " + e.reason());
        }
    }

    private static Condition type(Optional<Path> variable, String name, JsonNode value, String at, Problems problems) {
        Predicate<JsonNode> type = TYPES.get(name);
        if (type == null && !name.equals("IsPresent")) {
            problems.schema(at, "The field '" + name + "' is not supported in a choice rule");
            return NEVER;
        }
        if (!value.isBoolean()) {
            problems.schema(at, "The value of '" + name + "' must be a Boolean");
        }
        boolean wanted = value.asBoolean();
        if (variable.isEmpty()) {
            return NEVER;
        }
        Path path = variable.get();
        if (type == null) {
            return scope -> (path.find(scope) != null) == wanted;
        }
        return scope -> type.test(read(path, scope)) == wanted;
    }

    private static Optional<Path> variable(JsonNode rule, String pointer, Problems problems) {
        JsonNode variable = rule.get("Variable");
        if (variable == null) {
            problems.schema(pointer, "These fields are required: [Variable]");
            return Optional.empty();
        }
        return path(variable, pointer + "/Variable", problems);
    }

    private static Optional<Path> path(JsonNode text, String pointer, Problems problems) {
        try {
            if (text.isTextual()) {
                return Optional.of(Path.compile(text.textValue()));
            }
            problems.schema(pointer, "The value must be a STRING that contains a JSONPath");
        } catch (BadSyntax e) {
            problems.schema(pointer, e.reason());
        }
        return Optional.empty();
    }

    private static JsonNode read(Path path, Scope scope) {
        JsonNode value = path.find(scope);
        if (value == null) {
            throw StateFailure.runtime("Invalid path '" + path.text()
                    + "': The choice state's condition path references an invalid value.");
        }
        return value;
    }
}
