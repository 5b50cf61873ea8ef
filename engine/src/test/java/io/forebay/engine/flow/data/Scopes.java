package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Chance;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problem;
import io.forebay.engine.flow.value.Problems;
import java.time.Instant;
import java.util.List;

/** What expressions see in tests. */
final class Scopes {
    private Scopes() {}

    static Scope of(String input) {
        JsonNode context = Json.parseOwn("{\"Execution\":{\"Id\":\"e\"}}");
        Variables variables = Variables.NONE.with(Json.parseOwn("{\"v\":{\"a\":[1,2]},\"n\":null}"));
        return new Scope(
                Json.parseOwn(input), () -> context, variables, Chance.of(5), Instant.parse("2026-01-02T03:04:05Z"));
    }

    /** The value of one template field. */
    static String paths(String value, String input) {
        Problems problems = new Problems();
        JsonNode template = Json.object().put("x.$", value);
        Expression expression = Template.ofPaths(template, "", problems);
        List<Problem> found = problems.list();
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(found.toString());
        }
        return Json.text(expression.value(of(input)).path("x"));
    }

    static String jsonata(String value, String input) {
        JsonataExpression expression = JsonataExpression.compile("{% " + value + " %}", "Output/x");
        return Json.text(expression.value(of(input)));
    }
}
