package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath into the input ({@code $}), the context object ({@code $$}) or a variable ({@code $name}). A path that may
 * select several nodes gives an array, an empty one too when a part of the way is not there; that differs from the
 * library, whose error texts are otherwise those of the service. A path that names one node is walked without it.
 */
public final class Path {
    private static final Configuration LIBRARY = Configuration.builder()
            .jsonProvider(new NodeProvider())
            .mappingProvider(new JacksonMappingProvider(Json.mapper()))
            .options(Set.<Option>of())
            .build();

    private final String text;
    private final @Nullable String variable;
    private final boolean context;
    private final @Nullable List<Step> steps;
    private final JsonPath compiled;

    private Path(String text, @Nullable String variable, boolean context, String rest) {
        this.text = text;
        this.variable = variable;
        this.context = context;
        this.steps = Step.parse(rest).orElse(null);
        this.compiled = JsonPath.compile(rest);
    }

    /** @throws BadSyntax when it is none */
    public static Path compile(String text) {
        if (!text.startsWith("$")) {
            throw new BadSyntax("The path '" + text + "' does not begin with '$'");
        }
        if (open(text)) {
            throw new BadSyntax("The path '" + text + "' has a bracket that is not closed");
        }
        int end = Variable.end(text, 1);
        String name = text.substring(1, end);
        boolean context = text.startsWith("$$");
        try {
            if (context) {
                return new Path(text, null, true, text.substring(1));
            }
            return new Path(text, name.isEmpty() ? null : name, false, "$" + text.substring(end));
        } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new BadSyntax("The path '" + text + "' is not valid: " + e.getMessage());
        }
    }

    /** The library takes such paths. */
    private static boolean open(String text) {
        int depth = 0;
        char quote = 0;
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (quote != 0) {
                place += letter == '\\' ? 1 : 0;
                quote = letter == quote ? 0 : quote;
            } else if (depth > 0 && (letter == '\'' || letter == '"')) {
                quote = letter;
            } else if (letter == '[' || letter == ']') {
                depth += letter == '[' ? 1 : -1;
            }
        }
        return depth != 0 || quote != 0;
    }

    public String text() {
        return text;
    }

    /** Whether it is a reference path: it can only name one node. */
    public boolean single() {
        return steps != null;
    }

    /** Whether it begins at the input. */
    boolean ofInput() {
        return variable == null && !context;
    }

    List<Step> steps() {
        return steps == null ? List.of() : steps;
    }

    /** @throws NoSuchPath when it names one node that is not there */
    public JsonNode read(Scope scope) {
        return from(root(scope));
    }

    /** Null when it names one node that is not there. */
    public @Nullable JsonNode find(Scope scope) {
        if (variable != null && scope.variables().find(variable).isEmpty()) {
            return null;
        }
        return find(root(scope));
    }

    /** The same where the input, the context object or the variable is at hand. */
    public @Nullable JsonNode find(JsonNode root) {
        if (steps != null) {
            return walk(root, steps);
        }
        try {
            return from(root);
        } catch (NoSuchPath e) {
            return null;
        }
    }

    private JsonNode root(Scope scope) {
        if (variable != null) {
            return scope.variables()
                    .find(variable)
                    .orElseThrow(() -> new NoSuchPath(text, "No variable '" + variable + "' is assigned"));
        }
        return context ? scope.context() : scope.input();
    }

    private JsonNode from(JsonNode root) {
        JsonNode walked = steps == null ? null : walk(root, steps);
        return walked != null ? walked : search(root);
    }

    private static @Nullable JsonNode walk(JsonNode root, List<Step> steps) {
        JsonNode node = root;
        for (Step step : steps) {
            node = step.from(node);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    private JsonNode search(JsonNode root) {
        try {
            Object found = compiled.read(root, LIBRARY);
            if (found instanceof JsonNode node) {
                return node;
            }
            return found == null ? NullNode.getInstance() : Json.mapper().valueToTree(found);
        } catch (PathNotFoundException e) {
            if (!compiled.isDefinite()) {
                return Json.array();
            }
            throw new NoSuchPath(text, message(e));
        } catch (JsonPathException | ClassCastException e) {
            throw new NoSuchPath(text, message(e));
        }
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? "No results" : e.getMessage();
    }
}
