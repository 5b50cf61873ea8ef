package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.watch.ExecutionView;
import io.forebay.engine.flow.watch.Executions;
import io.forebay.engine.flow.watch.FlowListener;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The operations of the Step Functions API. Thread-safe. SOURCE: AWS Step Functions API Reference. */
public final class StateMachines implements AutoCloseable {
    private final Host host;
    private final MachineCalls machines;
    private final ExecutionCalls executions;
    private final WorkerCalls workers;
    private final Views views;

    private StateMachines(Host host, Activities activities, Clock clock) {
        this.host = host;
        this.machines = new MachineCalls(host, clock);
        this.executions = new ExecutionCalls(host, machines, clock);
        this.workers = new WorkerCalls(host, activities, clock);
        this.views = new Views(host);
    }

    /** @param own services of this server's, by the type of their resources; they come before what there is otherwise */
    public record Services(
            DataApi dataApi,
            String caller,
            Stores stores,
            Formats formats,
            Endpoints lambdas,
            Map<String, TaskService> own) {}

    /**
     * Goes on with what the last server has left.
     *
     * @param folder this server's own
     */
    public static StateMachines open(Path folder, Services services, Clock clock) {
        return open(folder, services, clock, FlowListener.NONE);
    }

    /** @param listener is told what executions do */
    public static StateMachines open(Path folder, Services services, Clock clock, FlowListener listener) {
        Map<String, TaskService> all = new HashMap<>();
        all.put("aws-sdk:redshiftdata", new RedshiftDataTasks(services.dataApi(), services.caller()));
        all.put("aws-sdk:s3", new S3Tasks(services.stores()));
        all.put("lambda", new LambdaTasks(services.lambdas(), Map.of()));
        all.putAll(services.own());
        Tasks tasks = new Tasks(all, new MapFiles(services.stores(), services.formats()));
        return new StateMachines(new Host(folder, clock, tasks, listener), tasks.activities(), clock);
    }

    /**
     * Answers one operation.
     *
     * @param operation as the API names it, such as {@code StartExecution}
     * @throws StatesException for what the API answers with an error
     */
    public JsonNode call(String operation, JsonNode request) {
        return switch (operation) {
            case "CreateStateMachine" -> machines.create(request);
            case "UpdateStateMachine" -> machines.update(request);
            case "DeleteStateMachine" -> machines.delete(request);
            case "DescribeStateMachine" -> MachineCalls.describe(machines.machine(request));
            case "DescribeStateMachineForExecution" -> executions.describeFor(request);
            case "ListStateMachines" -> machines.list(request);
            case "ValidateStateMachineDefinition" -> MachineCalls.validate(request);
            case "StartExecution" -> executions.start(request);
            case "StartSyncExecution" -> executions.startSync(request);
            case "StopExecution" -> executions.stop(request);
            case "RedriveExecution" -> executions.redrive(request);
            case "DescribeExecution" -> executions.describe(request);
            case "ListExecutions" -> executions.list(request);
            case "GetExecutionHistory" -> executions.history(request);
            case "SendTaskSuccess" -> workers.succeed(request);
            case "SendTaskFailure" -> workers.fail(request);
            case "SendTaskHeartbeat" -> workers.beat(request);
            case "CreateActivity" -> workers.createActivity(request);
            case "GetActivityTask" -> workers.activityTask(request);
            default -> throw StatesException.validation("Operation " + operation + " is not supported here.");
        };
    }

    /** How many executions are running, those of distributed Maps among them. */
    int underWay() {
        return host.underWay();
    }

    /** What there is to see of the executions. */
    public Executions executions() {
        return views;
    }

    /** How many executions run, without the children of distributed Maps. */
    public long running() {
        return views.running();
    }

    /** Makes a machine, or gives it another definition. @throws StatesException InvalidDefinition */
    public void put(String name, String definition) {
        machines.put(name, definition);
    }

    /** Starts a machine, or finds the execution of that name. @return its ARN */
    public String start(String machine, String name, JsonNode input) {
        return executions.start(machine, name, input);
    }

    /**
     * Is told of each execution that ends, but for the children of distributed Maps, on a thread that must not wait. What
     * a crash keeps from being told is found by {@link #ended}.
     */
    public void listen(Consumer<ExecutionView> listener) {
        host.listen(summary -> {
            if (!summary.child()) {
                listener.accept(Views.over(summary));
            }
        });
    }

    /** Those that have ended since then and not been redriven. */
    public List<ExecutionView> ended(Instant since) {
        return host.executions().stream()
                .filter(each -> each.over() && each.stopped() >= since.toEpochMilli() && !each.child())
                .map(Views::over)
                .toList();
    }

    @Override
    public void close() {
        host.close();
    }
}
