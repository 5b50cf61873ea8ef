package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.data.Batches;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.definition.Distribution;
import io.forebay.engine.flow.definition.State;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import java.util.ArrayList;
import java.util.List;

/** The next event of a distributed Map. */
final class MapRunSteps {
    private MapRunSteps() {}

    static Draft next(Frame frame, MapRun run, DataFlow flow, Scope scope) {
        State.Map state = (State.Map) frame.current();
        if (!run.begun()) {
            return new Draft(EventType.MAP_RUN_STARTED, frame, Json.object().put("mapRunArn", arn(state, flow, scope)));
        }
        if (run.again) {
            ObjectNode data = Json.object().put("mapRunArn", run.arn).put("redriveCount", run.redrives);
            return new Draft(EventType.MAP_RUN_REDRIVEN, frame, data);
        }
        Failure failure = run.failure;
        if (failure != null) {
            EventType type = run.over ? EventType.MAP_STATE_FAILED : EventType.MAP_RUN_FAILED;
            return new Draft(type, frame, failure.into(Json.object()));
        }
        if (!run.planned()) {
            return new Draft(EventType.CHILDREN_PLANNED, frame, plan(state, frame, run, flow, scope));
        }
        if (!run.over) {
            return new Draft(EventType.MAP_RUN_SUCCEEDED, frame, Json.object());
        }
        Limits.check(run.result(), frame.state);
        return new Draft(EventType.MAP_STATE_SUCCEEDED, frame, Json.object());
    }

    private static String arn(State.Map state, DataFlow flow, Scope scope) {
        String machine = flow.machineId().replace(":stateMachine:", ":mapRun:");
        String label = state.findDistribution().map(Distribution::label).orElse(null);
        String name = label == null ? state.name().replaceAll("[^A-Za-z0-9-_]", "") : label;
        return machine + "/" + name + ":" + scope.chance().uuid();
    }

    private static ObjectNode plan(State.Map state, Frame frame, MapRun run, DataFlow flow, Scope scope) {
        List<Item> items = run.items == null ? List.of() : run.items;
        JsonNode effective = run.plan.path("effective");
        List<JsonNode> inputs = new ArrayList<>(items.size());
        for (Item item : items) {
            inputs.add(Gathering.input(state, frame, effective, item, flow, scope));
        }
        JsonNode batcher = run.plan.get("batcher");
        if (batcher != null) {
            Batches batches = new Batches(
                    batcher.path("items").asLong(), batcher.path("bytes").asLong(), batcher.get("input"));
            inputs = batches.of(inputs);
        }
        return Json.object().set("inputs", Json.array().addAll(inputs));
    }
}
