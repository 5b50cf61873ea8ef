package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.dataapi.PageToken;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.definition.InvalidDefinition;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.Problem;
import io.forebay.engine.load.Stores;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations of the Step Functions API. Thread-safe. SOURCE: AWS Step Functions API Reference. */
public final class StateMachines implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");
    private static final long SYNC_MILLIS = 300_000;
    private static final long POLL_MILLIS = 50_000;
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1000;

    private final Host host;
    private final Tasks tasks;
    private final Clock clock;

    private StateMachines(Host host, Tasks tasks, Clock clock) {
        this.host = host;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** @param own services of this server's, by the type of their resources */
    public record Services(
            DataApi dataApi, String caller, Stores stores, Endpoints lambdas, Map<String, TaskService> own) {}

    /**
     * Goes on with what the last server has left.
     *
     * @param folder this server's own
     */
    public static StateMachines open(Path folder, Services services, Clock clock) {
        Map<String, TaskService> all = new HashMap<>(services.own());
        all.put("aws-sdk:redshiftdata", new RedshiftDataTasks(services.dataApi(), services.caller()));
        all.put("aws-sdk:s3", new S3Tasks(services.stores()));
        all.put("lambda", new LambdaTasks(services.lambdas()));
        Tasks tasks = new Tasks(all, new MapFiles(services.stores()));
        return new StateMachines(new Host(folder, clock, tasks), tasks, clock);
    }

    /**
     * Answers one operation.
     *
     * @param operation as the API names it, such as {@code StartExecution}
     * @throws StatesException for what the API answers with an error
     */
    public JsonNode call(String operation, JsonNode request) {
        return switch (operation) {
            case "CreateStateMachine" -> create(request);
            case "UpdateStateMachine" -> update(request);
            case "DeleteStateMachine" -> delete(request);
            case "DescribeStateMachine" -> describe(machine(request));
            case "DescribeStateMachineForExecution" -> describeFor(request);
            case "ListStateMachines" -> list(request);
            case "ValidateStateMachineDefinition" -> validate(request);
            case "StartExecution" -> start(request);
            case "StartSyncExecution" -> startSync(request);
            case "StopExecution" -> stop(request);
            case "RedriveExecution" -> redrive(request);
            case "DescribeExecution" -> execution(summary(request));
            case "ListExecutions" -> executions(request);
            case "GetExecutionHistory" -> history(request);
            case "SendTaskSuccess" -> succeed(request);
            case "SendTaskFailure" -> fail(request);
            case "SendTaskHeartbeat" -> beat(request);
            case "CreateActivity" -> createActivity(request);
            case "GetActivityTask" -> activityTask(request);
            default -> throw StatesException.validation("Operation " + operation + " is not supported here.");
        };
    }

    /** How many executions are running, those of distributed Maps among them. */
    int underWay() {
        return host.underWay();
    }

    // ---- what requests hold

    private static @Nullable String text(JsonNode request, String name) {
        JsonNode value = request.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw StatesException.validation(name + " must be a string.");
        }
        return value.textValue();
    }

    private static String required(JsonNode request, String name) {
        String value = text(request, name);
        if (value == null || value.isEmpty()) {
            throw StatesException.validation(name + " is required.");
        }
        return value;
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new StatesException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }

    private MachineRecord machine(JsonNode request) {
        String given = required(request, "stateMachineArn");
        String arn = Arns.here(given, "stateMachine");
        return host.machine(arn)
                .orElseThrow(() -> new StatesException(
                        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + given + "'"));
    }

    private Summary summary(JsonNode request) {
        String given = required(request, "executionArn");
        return host.summary(Arns.here(given, "execution"))
                .orElseThrow(() ->
                        new StatesException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + given + "'"));
    }

    private static BigDecimal time(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    // ---- machines

    private static Definition read(String definition) {
        try {
            return Definition.read(definition);
        } catch (InvalidDefinition e) {
            throw new StatesException("InvalidDefinition", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode create(JsonNode request) {
        String name = name(required(request, "name"));
        String definition = required(request, "definition");
        read(definition);
        String type = text(request, "type");
        boolean express = "EXPRESS".equals(type);
        String role = text(request, "roleArn");
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
                .put("creationDate", time(before.map(MachineRecord::created).orElse(now)));
    }

    /** Makes a machine, or gives it another definition. @throws StatesException InvalidDefinition */
    public void put(String name, String definition) {
        read(definition);
        long now = clock.millis();
        Optional<MachineRecord> before = host.machine(Arns.machine(name(name)));
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

    private JsonNode update(JsonNode request) {
        MachineRecord machine = machine(request);
        String definition = text(request, "definition");
        String role = text(request, "roleArn");
        if (definition == null && role == null) {
            throw new StatesException(
                    "MissingRequiredParameter", "Either the definition, the role ARN, or both must be specified");
        }
        if (definition != null) {
            read(definition);
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
        return Json.object().put("updateDate", time(now));
    }

    private JsonNode delete(JsonNode request) {
        String arn = Arns.here(required(request, "stateMachineArn"), "stateMachine");
        if (host.machine(arn).isPresent()) {
            host.drop(arn);
        }
        return Json.object();
    }

    private static ObjectNode describe(MachineRecord machine) {
        return Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("status", "ACTIVE")
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn())
                .put("type", machine.type())
                .put("creationDate", time(machine.created()));
    }

    private JsonNode describeFor(JsonNode request) {
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
                .put("updateDate", time(execution.started()));
    }

    private JsonNode list(JsonNode request) {
        List<MachineRecord> all = new ArrayList<>(host.machines());
        all.sort(Comparator.comparing(MachineRecord::name));
        return page(request, "stateMachines", all, machine -> Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.type())
                .put("creationDate", time(machine.created())));
    }

    private static JsonNode validate(JsonNode request) {
        List<Problem> problems = Definition.check(required(request, "definition"));
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

    // ---- executions

    private static JsonNode input(JsonNode request) {
        String text = text(request, "input");
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

    private Hosted begin(MachineRecord machine, String name, JsonNode input) {
        Start start = new Start(
                Arns.execution(machine.name(), name), name, machine.arn(), machine.name(), machine.roleArn(), input);
        return host.start(machine, host.definition(machine.definition()), machine.definition(), start, null);
    }

    private JsonNode start(JsonNode request) {
        MachineRecord machine = machine(request);
        JsonNode input = input(request);
        String given = text(request, "name");
        String name = given == null ? UUID.randomUUID().toString() : name(given);
        String arn = Arns.execution(machine.name(), name);
        Optional<Summary> before = host.summary(arn);
        if (before.isPresent()) {
            if (before.get().over() || !before.get().input().equals(Json.text(input))) {
                throw new StatesException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
            }
            return started(before.get());
        }
        return started(begin(machine, name, input).started());
    }

    /** Starts a machine, or finds the execution of that name. @return its ARN */
    public String start(String machine, String name, JsonNode input) {
        ObjectNode request =
                Json.object().put("stateMachineArn", Arns.machine(machine)).put("name", name);
        return start(request.put("input", Json.text(input)))
                .path("executionArn")
                .asText();
    }

    private static JsonNode started(Summary execution) {
        return Json.object().put("executionArn", execution.arn()).put("startDate", time(execution.started()));
    }

    private JsonNode startSync(JsonNode request) {
        MachineRecord machine = machine(request);
        if (!machine.express()) {
            throw new StatesException(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        String given = text(request, "name");
        Hosted hosted = begin(machine, given == null ? UUID.randomUUID().toString() : name(given), input(request));
        try {
            if (!hosted.await(SYNC_MILLIS)) {
                hosted.signal(new Signal.Stop("States.Timeout", null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return execution(hosted.summary());
    }

    private JsonNode stop(JsonNode request) {
        Summary execution = summary(request);
        Hosted hosted = host.running(execution.arn()).orElse(null);
        if (hosted != null) {
            hosted.signal(new Signal.Stop(text(request, "error"), text(request, "cause")));
        }
        long stopped = summary(request).stopped();
        return Json.object().put("stopDate", time(stopped == 0 ? clock.millis() : stopped));
    }

    private JsonNode redrive(JsonNode request) {
        Summary execution = summary(request);
        if (!execution.over() || execution.status() == Status.SUCCEEDED || !host.redrive(execution)) {
            throw new StatesException(
                    "ExecutionNotRedrivable",
                    "Execution " + execution.arn() + " is " + execution.status() + " and cannot be redriven");
        }
        return Json.object().put("redriveDate", time(clock.millis()));
    }

    private static ObjectNode execution(Summary execution) {
        ObjectNode node = Json.object()
                .put("executionArn", execution.arn())
                .put("stateMachineArn", execution.machineArn())
                .put("name", execution.name())
                .put("status", execution.status().name())
                .put("startDate", time(execution.started()))
                .put("input", execution.input())
                .put("redriveCount", execution.redrives());
        node.putObject("inputDetails").put("included", true);
        if (execution.stopped() > 0) {
            node.put("stopDate", time(execution.stopped()));
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

    private JsonNode executions(JsonNode request) {
        String arn = machine(request).arn();
        String status = text(request, "statusFilter");
        List<Summary> found = new ArrayList<>(host.executions());
        found.removeIf(each -> !each.machineArn().equals(arn)
                || each.parent() != null && each.definition().startsWith(Tasks.PROCESSOR)
                || status != null && !each.status().name().equals(status));
        found.sort(Comparator.comparingLong(Summary::started).reversed().thenComparing(Summary::arn));
        return page(request, "executions", found, each -> {
            ObjectNode node = Json.object()
                    .put("executionArn", each.arn())
                    .put("stateMachineArn", each.machineArn())
                    .put("name", each.name())
                    .put("status", each.status().name())
                    .put("startDate", time(each.started()));
            return each.stopped() > 0 ? node.put("stopDate", time(each.stopped())) : node;
        });
    }

    private JsonNode history(JsonNode request) {
        Summary execution = summary(request);
        List<Event> events = new ArrayList<>(host.history(execution.arn()));
        events.removeIf(event -> event.id() == 0);
        if (request.path("reverseOrder").asBoolean()) {
            Collections.reverse(events);
        }
        return page(request, "events", events, event -> {
            ObjectNode shown = event.toHistory();
            return shown.put("timestamp", time(event.timestamp().toEpochMilli()));
        });
    }

    private static <T> JsonNode page(JsonNode request, String name, List<T> all, Function<T, JsonNode> shown) {
        int most = request.path("maxResults").asInt(0);
        if (most < 0 || most > LONGEST_PAGE) {
            throw StatesException.validation("maxResults must be from 0 to " + LONGEST_PAGE + ".");
        }
        String token = text(request, "nextToken");
        int from = PageToken.find(token, name)
                .orElseThrow(() -> new StatesException("InvalidToken", "Invalid Token: '" + token + "'"));
        int to = Math.min(all.size(), from + (most == 0 ? PAGE : most));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(name);
        all.subList(Math.min(from, to), to).forEach(each -> list.add(shown.apply(each)));
        return to < all.size() ? answer.put("nextToken", PageToken.write(to, name)) : answer;
    }

    // ---- tokens and activities

    private interface OfTask {
        Signal signal(String work);
    }

    private JsonNode tell(JsonNode request, OfTask told) {
        String token = required(request, "taskToken");
        Hosted hosted = host.waiting(token)
                .orElseThrow(() ->
                        new StatesException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
        Work.Task task =
                hosted.findTask(token).orElseThrow(() -> new StatesException("TaskTimedOut", "Task Timed Out"));
        hosted.signal(told.signal(task.id()));
        return Json.object();
    }

    private JsonNode succeed(JsonNode request) {
        JsonNode output;
        try {
            output = Json.parse(required(request, "output"));
        } catch (JsonProcessingException e) {
            throw new StatesException("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
        }
        return tell(request, work -> new Signal.TaskSucceeded(work, output));
    }

    private JsonNode fail(JsonNode request) {
        return tell(request, work -> new Signal.TaskFailed(work, text(request, "error"), text(request, "cause")));
    }

    private JsonNode beat(JsonNode request) {
        return tell(request, Signal.TaskHeartbeat::new);
    }

    private JsonNode createActivity(JsonNode request) {
        return Json.object()
                .put("activityArn", Arns.activity(name(required(request, "name"))))
                .put("creationDate", time(clock.millis()));
    }

    private JsonNode activityTask(JsonNode request) {
        String activity = Arns.here(required(request, "activityArn"), "activity");
        String worker = text(request, "workerName");
        try {
            Optional<Work.Task> task = tasks.activities().take(activity, worker == null ? "" : worker, POLL_MILLIS);
            ObjectNode answer = Json.object();
            task.ifPresent(each ->
                    answer.put("taskToken", String.valueOf(each.token())).put("input", Json.text(each.parameters())));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.object();
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
