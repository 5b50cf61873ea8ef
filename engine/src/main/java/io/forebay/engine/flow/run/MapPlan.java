package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Expression;
import io.forebay.engine.flow.data.JsonataExpression;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.Distribution;
import io.forebay.engine.flow.definition.NumberField;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.definition.Tolerance;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import org.jspecify.annotations.Nullable;

/** What a Map tells when it starts: its items, or how to read them, how many at once, and how many may fail. */
final class MapPlan {
    private MapPlan() {}

    static ObjectNode of(State.Map state, Scope scope) {
        JsonNode effective = DataFlow.selected(state, scope);
        Scope seen = scope.withInput(effective);
        ObjectNode plan = Json.object();
        Distribution.Reader reader =
                state.findDistribution().map(Distribution::reader).orElse(null);
        if (reader == null) {
            JsonNode items = items(state, seen);
            plan.put("length", items.size());
            plan.set("items", items);
        } else {
            plan.put("length", 0);
            plan.set("reader", reader(reader, seen));
        }
        if (state.filters().parameters() != null) {
            plan.set("effective", effective);
        }
        tolerance(state.tolerance(), plan, seen);
        state.findDistribution().ifPresent(distribution -> distribute(distribution, plan, seen));
        return plan;
    }

    private static JsonNode items(State.Map state, Scope scope) {
        Expression expression = state.source().items();
        if (state.common().jsonata()) {
            JsonNode items = expression == null ? scope.input() : expression.value(scope);
            boolean members = items.isObject() && expression != null;
            if (items.isArray() || members) {
                return items;
            }
            throw expression instanceof JsonataExpression jsonata
                    ? jsonata.unexpected("array", items)
                    : StateFailure.query("Map state input must be an array but was: " + Json.text(items), "Items");
        }
        JsonNode items = state.source().path() == null
                ? scope.input()
                : state.source().path().read(scope);
        if (!items.isArray()) {
            String path =
                    state.source().path() == null ? "$" : state.source().path().text();
            throw StateFailure.runtime("Reference path \"" + path + "\" must point to array.");
        }
        return items;
    }

    private static void tolerance(Tolerance tolerance, ObjectNode plan, Scope scope) {
        plan.put("concurrency", positive(tolerance.concurrency(), "MaxConcurrency", scope));
        if (tolerance.count() != null) {
            plan.put("toleratedCount", positive(tolerance.count(), "ToleratedFailureCount", scope));
        }
        NumberField tolerated = tolerance.percentage();
        if (tolerated != null) {
            double percentage = tolerated.decimal(scope);
            if (percentage < 0 || percentage > 100) {
                throw tolerated.outside(
                        String.valueOf(percentage), 0, 100, "ToleratedFailurePercentage must be between 0 and 100.");
            }
            plan.put("toleratedPercentage", percentage);
        }
    }

    private static long positive(@Nullable NumberField field, String name, Scope scope) {
        if (field == null) {
            return 0;
        }
        long number = field.integer(scope);
        if (number < 0) {
            throw field.outside(String.valueOf(number), 0, Long.MAX_VALUE, name + " cannot be negative.");
        }
        return number;
    }

    private static ObjectNode reader(Distribution.Reader reader, Scope scope) {
        ObjectNode json = Json.object().put("resource", reader.resource());
        json.set("parameters", reader.parameters().value(scope));
        json.set("config", reader.config().value(scope));
        long most = reader.most() == null ? 0 : reader.most().integer(scope);
        if (most < 0) {
            throw new StateFailure(ErrorName.ITEM_READER, "field MaxItems must be positive");
        }
        return json.put("most", most);
    }

    private static void distribute(Distribution distribution, ObjectNode plan, Scope scope) {
        plan.put("distributed", true)
                .put("express", distribution.executionType().equals("EXPRESS"));
        Distribution.Batcher batcher = distribution.batcher();
        if (batcher != null) {
            ObjectNode json = plan.putObject("batcher");
            json.put("items", batcher.items() == null ? 0 : batcher.items().integer(scope, 1, Integer.MAX_VALUE));
            json.put("bytes", batcher.bytes() == null ? 0 : batcher.bytes().integer(scope, 1, Limits.DATA));
            if (batcher.input() != null) {
                json.set("input", batcher.input().value(scope));
            }
        }
        Distribution.Writer writer = distribution.writer();
        if (writer != null) {
            JsonNode config = writer.config().value(scope);
            if (writer.resource().isEmpty()) {
                plan.put("flatten", config.path("Transformation").asText().equals("FLATTEN"));
                return;
            }
            ObjectNode json = plan.putObject("writer").put("resource", writer.resource());
            json.set("parameters", writer.parameters().value(scope));
            json.set("config", config);
        }
    }
}
