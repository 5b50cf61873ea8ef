package io.forebay.engine.flow.data;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.BadSyntax;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression between <code>{%</code> and <code>%}</code>. There is no input document: everything is reached by
 * {@code $states} and variables. Any failure is a {@code States.QueryEvaluationError}. Thread-safe.
 */
public final class JsonataExpression implements Expression {
    /** An expression that does not end is stopped; milliseconds. */
    private static final long LONGEST = 10_000;

    private static final int DEEPEST = 400;

    private final String text;
    private final String field;
    private final Jsonata compiled;
    private final List<String> functions;
    private final boolean loops;

    private JsonataExpression(String text, String field, Jsonata compiled) {
        this.text = text;
        this.field = field;
        this.compiled = compiled;
        this.functions = JsonataFunctions.usedBy(text);
        this.loops = text.contains("function") || text.contains("λ");
    }

    public static boolean is(String text) {
        return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
    }

    /**
     * @param text with its marks
     * @param field its place, as in {@code Output/result}
     * @throws BadSyntax when it is none
     */
    public static JsonataExpression compile(String text, String field) {
        String inner = text.substring(2, text.length() - 2).strip();
        try {
            Jsonata compiled = Jsonata.jsonata(inner);
            compiled.setOutputConvertNulls(false);
            compiled.setValidateInput(false);
            return new JsonataExpression(inner, field, compiled);
        } catch (RuntimeException e) {
            throw new BadSyntax("The JSONata expression '" + inner + "' is not valid: " + e.getMessage());
        }
    }

    public String text() {
        return text;
    }

    @Override
    public JsonNode value(Scope scope) {
        Object found = evaluate(scope);
        if (found == null) {
            throw failure("returned nothing (undefined).");
        }
        return JavaValues.tree(found).orElseThrow(() -> failure("returned an unsupported result type."));
    }

    /** A failure of the service's text about a value that is not of the type that its field wants. */
    public StateFailure unexpected(String wanted, JsonNode value) {
        return failure("returned an unexpected result type. Expected '" + wanted + "', but was '" + type(value)
                + "' for value: " + Json.text(value));
    }

    /** A failure about a number that its field does not take. */
    public StateFailure outside(String value, long least, long most) {
        return failure("returned a value that is not between " + least + " and " + most + ": " + value);
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case NULL -> "null";
            default -> "object";
        };
    }

    private @Nullable Object evaluate(Scope scope) {
        Jsonata.Frame frame = compiled.createFrame();
        frame.bind("states", scope.states());
        frame.bind("eval", (Object) null);
        scope.variables().each((name, value) -> {
            if (text.contains("$" + name)) {
                Object java = JavaValues.of(value);
                frame.bind(name, java == null ? Jsonata.NULL_VALUE : java);
            }
        });
        functions.forEach(name -> JsonataFunctions.bind(name, frame, scope));
        if (loops) {
            frame.setRuntimeBounds(LONGEST, DEEPEST);
        }
        try {
            return compiled.evaluate(null, frame);
        } catch (JException e) {
            String code = e.getError();
            boolean coded = code != null && code.matches("[A-Z]\\d{4}");
            throw failure("threw an error during evaluation. " + (coded ? code + ": " : "") + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            throw failure("threw an error during evaluation. " + e.getMessage());
        }
    }

    private StateFailure failure(String what) {
        return StateFailure.query(
                "The JSONata expression '" + text + "' specified for the field '" + field + "' " + what, field);
    }
}
