package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.event.ExecutionStatusChange;
import io.forebay.engine.event.InputShape;
import io.forebay.engine.event.Reserved;
import io.forebay.engine.flow.host.Arns;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.Set;

/**
 * A definition of a trigger: what EventBridge calls a rule with an event pattern, with one target.
 *
 * @param shape of what the target is given; means nothing for a statement
 */
public record Trigger(String name, boolean enabled, On on, Overlap overlap, Target target, InputShape shape) {
    private static final Set<String> MEMBERS =
            Set.of("Name", "Description", "State", "EventPattern", "On", "Overlap", "Target");
    private static final Set<String> SHAPES = Set.of("InputPath", "InputTransformer");

    /** @throws io.forebay.spi.ForebayException INVALID_PARAMETER that says what is wrong where */
    public static Trigger read(String name, JsonNode given) {
        Schedule.name("trigger", name);
        Members members = Members.of("The trigger", given, MEMBERS);
        if (members.has("On") == members.has("EventPattern")) {
            throw Members.refused("The trigger needs one of On and EventPattern.");
        }
        Target target = Target.read(members.node("Target"), SHAPES);
        if (target.kind() == Target.Kind.STATEMENT) {
            filled(target.request(), Json.object(), false);
        }
        return new Trigger(
                name,
                members.word("State", "ENABLED", "DISABLED").equals("ENABLED"),
                members.has("On") ? On.read(members.node("On")) : On.pattern(members.node("EventPattern")),
                Overlap.valueOf(members.word("Overlap", "ALLOW", "SKIP", "QUEUE")),
                target,
                InputShape.of(members.node("Target")));
    }

    /** Whether the end of what it starts is an event that it waits for. */
    public boolean restless() {
        String machine = Arns.machine(target.machine());
        return target.kind() == Target.Kind.MACHINE
                && on.sources().contains(On.EXECUTIONS)
                && On.ENDS.stream().anyMatch(status -> on.means()
                        .test(new ExecutionStatusChange(
                                        "", machine, "", status, Instant.EPOCH, null, "{}", null, null, null, 0)
                                .event()));
    }

    public String arn() {
        return "arn:aws:events:local:000000000000:rule/" + name;
    }

    /** What the target is given of an event: an input, or a request. */
    public String payload(JsonNode event, Instant time) {
        return target.kind() == Target.Kind.STATEMENT
                ? Json.text(filled(target.request(), event, true))
                : shape.apply(event, new Reserved(arn(), name, time));
    }

    /** A parameter whose whole value is a path gets what the event has there. */
    private static ObjectNode filled(ObjectNode request, JsonNode event, boolean apply) {
        ObjectNode filled = request.deepCopy();
        for (JsonNode each : filled.path("Parameters")) {
            for (String member : new String[] {"value", "Value"}) {
                JsonNode value = each.path(member);
                if (each instanceof ObjectNode parameter
                        && value.isTextual()
                        && value.textValue().startsWith("$.")) {
                    InputShape path = InputShape.of(Json.object().set("InputPath", value));
                    if (apply) {
                        JsonNode found = Json.parseOwn(path.apply(event, new Reserved("", "", Instant.EPOCH)));
                        parameter.put(member, Json.plain(found));
                    }
                }
            }
        }
        return filled;
    }
}
