package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Limits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operations on executions. Thread-safe. */
final class ExecutionCalls {
    private static final long SYNC_MILLIS = 1000 * (Host.EXPRESS_SECONDS + 5);

    private final Host host;
    private final MachineCalls machines;
    private final Clock clock;

    ExecutionCalls(Host host, MachineCalls machines, Clock clock) {
        this.host = host;
        this.machines = machines;
        this.clock = clock;
    }

    private Summary summary(JsonNode request) {
        String given = Requests.required(request, "executionArn");
        if (Arns.isExpress(given)) {
            throw new StatesException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + given + "'");
        }
        return host.summary(Arns.here(given, "execution"))
                .orElseThrow(() ->
                        new StatesException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + given + "'"));
    }

    private static JsonNode input(JsonNode request) {
        String text = Requests.text(request, "input");
        if (text == null) {
            return Json.object();
        }
        try {
            JsonNode input = Json.parse(text);
            if (JsonSize.of(input) > Limits.DATA) {
                throw StatesException.validation("The input has more than " + Limits.DATA + " bytes.");
            }
            return input;
        } catch (JsonProcessingException e) {
            throw new StatesException(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getOriginalMessage() + "'");
        }
    }

    private Optional<Hosted> begin(MachineRecord machine, String arn, String name, JsonNode input) {
        Start start = new Start(arn, name, machine.arn(), machine.name(), machine.roleArn(), input);
        return host.start(machine, host.definition(machine.definition()), machine.definition(), start, null);
    }

    JsonNode start(JsonNode request) {
        MachineRecord machine = machines.machine(request);
        JsonNode input = input(request);
        String name = name(request);
        if (machine.express()) {
            return started(each(machine, name, input).started());
        }
        String arn = Arns.execution(machine.name(), name);
        Optional<Hosted> begun = begin(machine, arn, name, input);
        if (begun.isPresent()) {
            return started(begun.get().started());
        }
        return started(host.summary(arn)
                .filter(before -> !before.over() && before.input().equals(Json.text(input)))
                .orElseThrow(() ->
                        new StatesException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'")));
    }

    /** Of a machine of type EXPRESS: each call is another execution. */
    private Hosted each(MachineRecord machine, String name, JsonNode input) {
        String arn = Arns.express(machine.name(), name, UUID.randomUUID().toString());
        return begin(machine, arn, name, input).orElseThrow();
    }

    private static String name(JsonNode request) {
        String given = Requests.text(request, "name");
        return given == null ? UUID.randomUUID().toString() : Requests.name(given);
    }

    /** Starts a machine, or finds the execution of that name. @return its ARN */
    String start(String machine, String name, JsonNode input) {
        ObjectNode request =
                Json.object().put("stateMachineArn", Arns.machine(machine)).put("name", name);
        return start(request.put("input", Json.text(input)))
                .path("executionArn")
                .asText();
    }

    private static JsonNode started(Summary execution) {
        return Json.object().put("executionArn", execution.arn()).put("startDate", Requests.time(execution.started()));
    }

    JsonNode startSync(JsonNode request) {
        MachineRecord machine = machines.machine(request);
        if (!machine.express()) {
            throw new StatesException(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        Hosted hosted = each(machine, name(request), input(request));
        try {
            if (!hosted.await(SYNC_MILLIS)) {
                hosted.signal(new Signal.Stop("States.Timeout", null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return execution(hosted.summary());
    }

    JsonNode stop(JsonNode request) {
        Summary execution = summary(request);
        Hosted hosted = host.running(execution.arn()).orElse(null);
        if (hosted != null) {
            hosted.signal(new Signal.Stop(Requests.text(request, "error"), Requests.text(request, "cause")));
        }
        long stopped = summary(request).stopped();
        return Json.object().put("stopDate", Requests.time(stopped == 0 ? clock.millis() : stopped));
    }

    JsonNode redrive(JsonNode request) {
        Summary execution = summary(request);
        if (!execution.over() || execution.status() == Status.SUCCEEDED || !host.redrive(execution)) {
            throw new StatesException(
                    "ExecutionNotRedrivable",
                    "Execution " + execution.arn() + " is " + execution.status() + " and cannot be redriven");
        }
        return Json.object().put("redriveDate", Requests.time(clock.millis()));
    }

    JsonNode describe(JsonNode request) {
        return execution(summary(request));
    }

    private static ObjectNode execution(Summary execution) {
        ObjectNode node = Json.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machineArn())
                .put("name", execution.name())
                .put("status", execution.status().name())
                .put("startDate", Requests.time(execution.started()))
                .put("input", execution.input())
                .put("redriveCount", execution.redrives());
        node.putObject("inputDetails").put("included", true);
        if (execution.stopped() > 0) {
            node.put("stopDate", Requests.time(execution.stopped()));
        }
        if (execution.output() != null && execution.status() == Status.SUCCEEDED) {
            node.put("output", execution.output());
            node.putObject("outputDetails").put("included", true);
        }
        if (execution.error() != null) {
            node.put("error", execution.error());
        }
        if (execution.cause() != null) {
            node.put("cause", execution.cause());
        }
        boolean may = execution.over() && execution.status() != Status.SUCCEEDED;
        return node.put("redriveStatus", may ? "REDRIVABLE" : "NOT_REDRIVABLE");
    }

    JsonNode list(JsonNode request) {
        MachineRecord machine = machines.machine(request);
        if (machine.express()) {
            throw new StatesException(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        String arn = machine.arn();
        String status = Requests.text(request, "statusFilter");
        List<Summary> found = new ArrayList<>(host.executions());
        found.removeIf(each -> !each.machineArn().equals(arn)
                || each.parent() != null && each.definition().startsWith(Tasks.PROCESSOR)
                || status != null && !each.status().name().equals(status));
        found.sort(Comparator.comparingLong(Summary::started).reversed().thenComparing(Summary::arn));
        return Requests.page(request, "executions", found, each -> {
            ObjectNode node = Json.object()
                    .put("executionArn", each.arn())
                    .put("stateMachineArn", each.machineArn())
                    .put("name", each.name())
                    .put("status", each.status().name())
                    .put("startDate", Requests.time(each.started()));
            return each.stopped() > 0 ? node.put("stopDate", Requests.time(each.stopped())) : node;
        });
    }

    JsonNode history(JsonNode request) {
        Summary execution = summary(request);
        List<Event> events = new ArrayList<>(host.history(execution.arn()));
        events.removeIf(event -> event.id() == 0);
        if (request.path("reverseOrder").asBoolean()) {
            Collections.reverse(events);
        }
        return Requests.page(request, "events", events, event -> {
            ObjectNode shown = event.toHistory();
            return shown.put("timestamp", Requests.time(event.timestamp().toEpochMilli()));
        });
    }

    JsonNode describeFor(JsonNode request) {
        Summary execution = summary(request);
        String definition = execution.definition();
        while (definition.startsWith(Tasks.PROCESSOR)) {
            definition = definition.substring(definition.indexOf('\n') + 1);
        }
        return Json.object()
                .put("stateMachineArn", execution.machineArn())
                .put("name", execution.machineArn().replaceFirst(".*:", ""))
                .put("definition", definition)
                .put("roleArn", "")
                .put("updateDate", Requests.time(execution.started()));
    }
}
