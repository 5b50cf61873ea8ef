package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.data.ReferencePath;
import io.forebay.engine.flow.data.Template;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of one object of a definition: reads each as what it must be, and reports what is not. */
final class Fields {
    private final ObjectNode object;
    private final String pointer;
    private final Problems problems;

    Fields(ObjectNode object, String pointer, Problems problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    ObjectNode object() {
        return object;
    }

    String pointer() {
        return pointer;
    }

    Problems problems() {
        return problems;
    }

    String at(String name) {
        return Problems.at(pointer, name);
    }

    boolean has(String name) {
        return object.has(name);
    }

    @Nullable
    JsonNode find(String name) {
        return object.get(name);
    }

    void bad(String name, String message) {
        problems.schema(at(name), message);
    }

    /** Of the whole object. */
    void bad(String message) {
        problems.schema(pointer, message);
    }

    void require(String... names) {
        List<String> absent = new ArrayList<>();
        for (String name : names) {
            if (!object.has(name)) {
                absent.add(name);
            }
        }
        if (!absent.isEmpty()) {
            bad("These fields are required: " + absent);
        }
    }

    void allow(Set<String> names, String owner) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                bad(name, "Field '" + name + "' is not supported in " + owner);
            }
        });
    }

    void oneOf(String first, String second) {
        if (object.has(first) && object.has(second)) {
            bad("Only one of the fields '" + first + "' and '" + second + "' may be there");
        }
    }

    @Nullable
    String text(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            bad(name, "The value of '" + name + "' must be a STRING");
            return null;
        }
        return value.textValue();
    }

    Optional<Fields> fields(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return fields(value, at(name), "The value of '" + name + "' must be an OBJECT");
    }

    /** The objects of an array. */
    List<Fields> list(String name) {
        JsonNode value = object.get(name);
        List<Fields> list = new ArrayList<>();
        if (value == null) {
            return list;
        }
        if (!value.isArray()) {
            bad(name, "The value of '" + name + "' must be an ARRAY");
            return list;
        }
        for (int place = 0; place < value.size(); place++) {
            fields(value.get(place), at(name) + "/" + place, "An element of '" + name + "' must be an OBJECT")
                    .ifPresent(list::add);
        }
        return list;
    }

    /** The objects of an array that must be there. */
    List<Fields> filled(String name) {
        require(name);
        if (object.has(name) && object.path(name).isEmpty()) {
            bad(name, "The value of '" + name + "' must be a non-empty ARRAY");
        }
        return list(name);
    }

    private Optional<Fields> fields(JsonNode value, String where, String message) {
        if (value instanceof ObjectNode inner) {
            return Optional.of(new Fields(inner, where, problems));
        }
        problems.schema(where, message);
        return Optional.empty();
    }

    boolean flag(String name) {
        JsonNode value = object.get(name);
        if (value != null && !value.isBoolean()) {
            bad(name, "The value of '" + name + "' must be a BOOLEAN");
        }
        return value != null && value.asBoolean();
    }

    /** A whole number. */
    int number(String name, int least, int most, int otherwise) {
        JsonNode value = object.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            bad(name, "The value of '" + name + "' must be a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.intValue();
    }

    Selection selection(String name) {
        JsonNode value = object.get(name);
        if (value == null) {
            return Selection.ALL;
        }
        return value.isNull()
                ? new Selection(null)
                : compile(name, Path::compile).map(Selection::new).orElse(Selection.ALL);
    }

    Placement placement() {
        JsonNode value = object.get("ResultPath");
        if (value == null) {
            return Placement.ALL;
        }
        return value.isNull()
                ? new Placement(null)
                : compile("ResultPath", ReferencePath::compile)
                        .map(Placement::new)
                        .orElse(Placement.ALL);
    }

    /** A path to a single node. */
    Optional<Path> single(String name) {
        return compile(name, text -> {
            Path path = Path.compile(text);
            if (!path.single()) {
                throw new BadSyntax("The path '" + text + "' is not a reference path to a single node");
            }
            return path;
        });
    }

    <T> Optional<T> compile(String name, Function<String, T> compiler) {
        String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(compiler.apply(text));
        } catch (BadSyntax e) {
            bad(name, e.reason());
            return Optional.empty();
        }
    }

    /** A template of the state's language. */
    @Nullable
    Expression template(String name, Language language) {
        JsonNode value = object.get(name);
        if (value == null) {
            return null;
        }
        return language == Language.JSONATA
                ? Template.ofJsonata(value, name, at(name), problems)
                : Template.ofPaths(value, at(name), problems);
    }

    /** A value for each variable. */
    @Nullable
    Expression assign(Language language) {
        return fields("Assign").isEmpty() ? null : template("Assign", language);
    }

    /** All of it as a template. */
    Expression whole(Language language, String field) {
        return language == Language.JSONATA
                ? Template.ofJsonata(object, field, pointer, problems)
                : Template.ofPaths(object, pointer, problems);
    }

    /** As a number, at a path in {@code namePath}, or of JSONata. The bounds are of numbers that are written here. */
    @Nullable
    NumberField numberOrPath(String name, Language language, double least, double most) {
        JsonNode value = object.get(name);
        String pathName = name + "Path";
        oneOf(name, pathName);
        if (value == null) {
            return language == Language.JSONATA || !object.has(pathName)
                    ? null
                    : single(pathName)
                            .map(path -> new NumberField(pathName, null, path, null))
                            .orElse(null);
        }
        if (language == Language.JSONATA && value.isTextual() && JsonataExpression.is(value.textValue())) {
            return compile(name, text -> JsonataExpression.compile(text, name))
                    .map(expression -> new NumberField(name, null, null, expression))
                    .orElse(null);
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            bad(name, "The value of '" + name + "' must be a number from " + plain(least) + " to " + plain(most));
            return null;
        }
        if (!value.isIntegralNumber() && !name.endsWith("Percentage")) {
            bad(name, "The value of '" + name + "' must be a whole number");
            return null;
        }
        return new NumberField(name, value, null, null);
    }

    private static String plain(double number) {
        return Json.text(Json.mapper().getNodeFactory().numberNode((long) number));
    }
}
