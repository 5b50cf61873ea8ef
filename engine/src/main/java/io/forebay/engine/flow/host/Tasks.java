package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.definition.Definition;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Start;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What executions call: services, other executions, activities. Thread-safe. */
final class Tasks {
    private static final Logger log = LoggerFactory.getLogger(Tasks.class);

    /** How the text of a child's definition begins: the Map state's name and, on the next line, the definition it is in. */
    static final String PROCESSOR = "processor of ";

    private final Map<String, TaskService> services;
    private final MapFiles files;
    private final Activities activities = new Activities();
    private final Map<String, List<Consumer<Summary>>> ends = new ConcurrentHashMap<>();
    private @Nullable Host host;

    /** @param services by the type of a resource, such as {@code aws-sdk:s3} */
    Tasks(Map<String, TaskService> services, MapFiles files) {
        this.services = Map.copyOf(services);
        this.files = files;
    }

    void by(Host given) {
        host = given;
    }

    private Host host() {
        return Objects.requireNonNull(host, "tasks have a host before they run");
    }

    Activities activities() {
        return activities;
    }

    /** Puts a task where its activity's workers find it. */
    Runnable offer(Hosted hosted, Work.Task task) {
        return activities.offer(hosted, task);
    }

    /** Does a work, and has another thread tell how it ended: this one is interrupted when nobody waits for it any more. */
    void run(Hosted hosted, Work work) {
        try {
            if (work instanceof Work.Task task) {
                task(hosted, task);
            } else if (work instanceof Work.Child child) {
                child(hosted, child);
            } else if (work instanceof Work.Items items) {
                host().later(hosted, new Signal.ItemsRead(items.id(), files.read(items)));
            } else if (work instanceof Work.Results results) {
                host().later(hosted, new Signal.ResultsWritten(results.id(), files.write(results)));
            }
        } catch (TaskFailure e) {
            host().later(hosted, failed(work, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("a task failed execution={} work={}", hosted.arn(), work.id(), e);
            host().later(hosted, failed(work, new TaskFailure("States.TaskFailed", e.toString())));
        }
    }

    private static Signal failed(Work work, TaskFailure e) {
        if (work instanceof Work.Items || work instanceof Work.Results) {
            return new Signal.MapFailed(work.id(), String.valueOf(e.getMessage()));
        }
        return work instanceof Work.Child
                ? new Signal.ChildFailed(work.id(), e.error(), e.getMessage())
                : new Signal.TaskFailed(work.id(), e.error(), e.getMessage());
    }

    private void task(Hosted hosted, Work.Task task) throws TaskFailure, InterruptedException {
        Resource resource = task.resource();
        boolean token = resource.pattern() == Resource.Pattern.TOKEN;
        if (token && task.submitted() != null) {
            return;
        }
        if (startsExecution(task)) {
            startExecution(hosted, task);
            return;
        }
        String type = resource.kind() == Resource.Kind.LAMBDA ? "lambda" : resource.type();
        TaskService service = services.get(type);
        if (service == null) {
            throw TaskFailure.runtime("The resource " + resource.arn() + " is not supported here.");
        }
        JsonNode output = service.call(new TaskCall(hosted.arn(), hosted.roleArn(), task, host()::closing));
        host().later(
                        hosted,
                        token
                                ? new Signal.TaskSubmitted(task.id(), output)
                                : new Signal.TaskSucceeded(task.id(), output));
    }

    // ---- other executions

    private static boolean startsExecution(Work.Task task) {
        Resource resource = task.resource();
        return resource.kind() != Resource.Kind.LAMBDA
                && resource.type().equals("states")
                && resource.call().equals("startExecution");
    }

    private static String name(Work.Task task) {
        return task.parameters().path("Name").asText(task.clientToken());
    }

    private void startExecution(Hosted hosted, Work.Task task) throws TaskFailure {
        JsonNode parameters = task.parameters();
        String arn = Arns.here(parameters.path("StateMachineArn").asText(), "stateMachine");
        MachineRecord machine = host().machine(arn)
                .orElseThrow(() -> new TaskFailure(
                        "StepFunctions.StateMachineDoesNotExistException",
                        "State Machine Does Not Exist: '" + arn + "'"));
        String name = name(task);
        JsonNode input = parameters.has("Input") ? parameters.get("Input") : Json.object();
        Start start = new Start(child(machine, task), name, machine.arn(), machine.name(), machine.roleArn(), input);
        Resource.Pattern pattern = task.resource().pattern();
        CompletableFuture<Summary> over = new CompletableFuture<>();
        if (machine.express() && pattern == Resource.Pattern.SYNC) { // nothing is kept of its end
            onEnd(start.id(), over::complete);
        }
        if (!begins(machine, start, hosted)
                && !machine.express() // there the name is this task's own
                && task.submitted() == null
                && host().summary(start.id())
                        .filter(before -> mine(before, hosted, input))
                        .isEmpty()) {
            throw new TaskFailure(
                    "StepFunctions.ExecutionAlreadyExistsException", "Execution Already Exists: '" + start.id() + "'");
        }
        ObjectNode started = Json.object().put("ExecutionArn", start.id());
        host().summary(start.id()).ifPresent(each -> started.put("StartDate", each.started()));
        if (pattern == Resource.Pattern.RESPONSE) {
            host().later(hosted, new Signal.TaskSucceeded(task.id(), started));
            return;
        }
        if (task.submitted() == null) {
            host().later(hosted, new Signal.TaskSubmitted(task.id(), started));
        }
        if (pattern == Resource.Pattern.SYNC) {
            boolean parsed = task.resource().action().endsWith(":2");
            over.thenAccept(ended -> host().later(hosted, ofChild(task.id(), ended, parsed)));
            if (!machine.express()) {
                onEnd(start.id(), over::complete);
            }
            if (!hosted.awaits(task.id())) {
                giveUp(hosted, task);
            }
        }
    }

    private static String child(MachineRecord machine, Work.Task task) {
        return machine.express()
                ? Arns.express(machine.name(), name(task), task.clientToken())
                : Arns.execution(machine.name(), name(task));
    }

    private boolean begins(MachineRecord machine, Start start, Hosted parent) {
        try {
            Definition definition = host().definition(machine.definition());
            return host().start(machine, definition, machine.definition(), start, parent.arn())
                    .isPresent();
        } catch (RuntimeException e) {
            if (machine.express()) {
                ends.remove(start.id());
            }
            throw e;
        }
    }

    /** Whether it is what this call has started before a crash, or would have started. */
    private static boolean mine(Summary before, Hosted hosted, JsonNode input) {
        boolean same = before.input().equals(Json.text(input));
        return same && (!before.over() || hosted.arn().equals(before.parent()));
    }

    private static Signal ofChild(String work, Summary ended, boolean parsed) {
        ObjectNode told = Json.object()
                .put("ExecutionArn", ended.arn())
                .put("Name", ended.name())
                .put("StateMachineArn", ended.machineArn())
                .put("StartDate", ended.started())
                .put("StopDate", ended.stopped())
                .put("Status", ended.status().name());
        if (parsed) {
            told.set("Input", Json.parseOwn(ended.input()));
        } else {
            told.put("Input", ended.input());
        }
        if (ended.status() == Status.SUCCEEDED) {
            String output = String.valueOf(ended.output());
            if (parsed) {
                told.set("Output", Json.parseOwn(output));
            } else {
                told.put("Output", output);
            }
            return new Signal.TaskSucceeded(work, told);
        }
        if (ended.error() != null) {
            told.put("Error", ended.error());
        }
        if (ended.cause() != null) {
            told.put("Cause", ended.cause());
        }
        return new Signal.TaskFailed(work, "States.TaskFailed", Json.text(told));
    }

    private void child(Hosted hosted, Work.Child child) throws TaskFailure {
        Summary parent = hosted.started();
        String text = PROCESSOR + child.state() + "\n" + parent.definition();
        MachineRecord machine = host().machine(parent.machineArn())
                .orElseGet(() -> new MachineRecord(parent.machineArn(), "", "", hosted.roleArn(), false, 0, 0));
        String name = name(parent, child);
        String arn = arn(parent, child);
        Start start = new Start(arn, name, machine.arn(), machine.name(), hosted.roleArn(), child.input());
        Optional<Summary> before = host().summary(arn);
        if (before.isEmpty()) {
            host().start(machine, host().definition(text), text, start, hosted.arn());
        } else if (child.redrives() > 0 && before.get().over() && before.get().status() != Status.SUCCEEDED) {
            host().redrive(before.get());
        }
        onEnd(arn, ended -> host().later(
                        hosted,
                        ended.status() == Status.SUCCEEDED
                                ? new Signal.ChildSucceeded(child.id(), Json.parseOwn(String.valueOf(ended.output())))
                                : new Signal.ChildFailed(child.id(), ended.error(), ended.cause())));
        if (!hosted.awaits(child.id())) {
            giveUp(hosted, child);
        }
    }

    private String arn(Summary parent, Work.Child child) {
        String machine =
                host().machine(parent.machineArn()).map(MachineRecord::name).orElse("");
        return Arns.execution(machine + "/" + child.state(), name(parent, child));
    }

    private static String name(Summary parent, Work.Child child) {
        return parent.name() + "-" + child.id().replaceFirst("-\\d+$", child.redrives() > 0 ? "" : "$0");
    }

    /**
     * Nobody waits for a task any more: the execution that it waited for is stopped, if the task has started it. SOURCE: the
     * Step Functions Developer Guide, "Discover service integration patterns", "Run a Job (.sync)".
     */
    void giveUp(Hosted hosted, Work.Task task) {
        if (startsExecution(task) && task.resource().pattern() == Resource.Pattern.SYNC) {
            String machine = Arns.here(task.parameters().path("StateMachineArn").asText(), "stateMachine");
            host().machine(machine)
                    .flatMap(found -> host().running(child(found, task)))
                    .filter(each -> hosted.arn().equals(each.started().parent()))
                    .ifPresent(each -> host().later(each, new Signal.Stop(null, null)));
        }
    }

    /** Nobody waits for a child any more: it is stopped, if it runs. */
    void giveUp(Hosted hosted, Work.Child child) {
        host().running(arn(hosted.started(), child)).ifPresent(each -> host().later(each, new Signal.Stop(null, null)));
    }

    /** Tells of an execution's end, which may be over already. */
    void onEnd(String arn, Consumer<Summary> listener) {
        ends.compute(arn, (any, known) -> {
            List<Consumer<Summary>> all = known == null ? new CopyOnWriteArrayList<>() : known;
            all.add(listener);
            return all;
        });
        host().summary(arn).filter(Summary::over).ifPresent(this::ended);
    }

    void ended(Summary summary) {
        List<Consumer<Summary>> listeners = ends.remove(summary.arn());
        if (listeners != null) {
            listeners.forEach(each -> each.accept(summary));
        }
    }
}
