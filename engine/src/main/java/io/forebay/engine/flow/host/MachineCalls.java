package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.definition.InvalidDefinition;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The operations on state machines. Thread-safe. */
final class MachineCalls {
    private final Host host;
    private final Clock clock;

    MachineCalls(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    MachineRecord machine(JsonNode request) {
        String given = Requests.required(request, "stateMachineArn");
        String arn = Arns.here(given, "stateMachine");
        return host.machine(arn)
                .orElseThrow(() -> new StatesException(
                        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + given + "'"));
    }

    private static Definition read(String definition, boolean express) {
        try {
            return express ? Definition.readExpress(definition) : Definition.read(definition);
        } catch (InvalidDefinition e) {
            throw new StatesException("InvalidDefinition", String.valueOf(e.getMessage()));
        }
    }

    JsonNode create(JsonNode request) {
        String name = Requests.name(Requests.required(request, "name"));
        String definition = Requests.required(request, "definition");
        boolean express = express(request);
        read(definition, express);
        String role = Requests.text(request, "roleArn");
        long now = clock.millis();
        MachineRecord machine =
                new MachineRecord(Arns.machine(name), name, definition, role == null ? "" : role, express, now, now);
        Optional<MachineRecord> before = host.machine(machine.arn());
        if (before.isEmpty()) {
            host.keep(machine);
        } else if (!before.get().definition().equals(definition) || before.get().express() != express) {
            throw new StatesException(
                    "StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
        }
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put(
                        "creationDate",
                        Requests.time(before.map(MachineRecord::created).orElse(now)));
    }

    private static boolean express(JsonNode request) {
        String type = Requests.text(request, "type");
        if (type != null && !type.equals("STANDARD") && !type.equals("EXPRESS")) {
            throw StatesException.validation("type must be STANDARD or EXPRESS.");
        }
        return "EXPRESS".equals(type);
    }

    /** Makes a machine, or gives it another definition. @throws StatesException InvalidDefinition */
    void put(String name, String definition) {
        read(definition, false);
        long now = clock.millis();
        Optional<MachineRecord> before = host.machine(Arns.machine(Requests.name(name)));
        if (before.filter(machine -> machine.definition().equals(definition)).isEmpty()) {
            host.keep(new MachineRecord(
                    Arns.machine(name),
                    name,
                    definition,
                    before.map(MachineRecord::roleArn).orElse(""),
                    false,
                    before.map(MachineRecord::created).orElse(now),
                    now));
        }
    }

    JsonNode update(JsonNode request) {
        MachineRecord machine = machine(request);
        String definition = Requests.text(request, "definition");
        String role = Requests.text(request, "roleArn");
        if (definition == null && role == null) {
            throw new StatesException(
                    "MissingRequiredParameter", "Either the definition, the role ARN, or both must be specified");
        }
        if (definition != null) {
            read(definition, machine.express());
        }
        long now = clock.millis();
        host.keep(new MachineRecord(
                machine.arn(),
                machine.name(),
                definition == null ? machine.definition() : definition,
                role == null ? machine.roleArn() : role,
                machine.express(),
                machine.created(),
                now));
        return Json.object().put("updateDate", Requests.time(now));
    }

    JsonNode delete(JsonNode request) {
        String arn = Arns.here(Requests.required(request, "stateMachineArn"), "stateMachine");
        if (host.machine(arn).isPresent()) {
            host.drop(arn);
        }
        return Json.object();
    }

    static ObjectNode describe(MachineRecord machine) {
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn())
                .put("type", machine.type())
                .put("creationDate", Requests.time(machine.created()));
    }

    JsonNode list(JsonNode request) {
        List<MachineRecord> all = new ArrayList<>(host.machines());
        all.sort(Comparator.comparing(MachineRecord::name));
        return Requests.page(request, "stateMachines", all, machine -> Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.type())
                .put("creationDate", Requests.time(machine.created())));
    }

    static JsonNode validate(JsonNode request) {
        List<Problem> problems = Definition.check(Requests.required(request, "definition"), express(request));
        ObjectNode answer = Json.object().put("result", problems.isEmpty() ? "OK" : "FAIL");
        ArrayNode diagnostics = answer.putArray("diagnostics");
        problems.forEach(problem -> diagnostics
                .addObject()
                .put("severity", "ERROR")
                .put("code", problem.code())
                .put("message", problem.message())
                .put("location", problem.pointer()));
        return answer.put("truncated", false);
    }
}
