package io.forebay.engine.flow.run;

import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.definition.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may happen in an execution. Those with an empty list of details and no name in the API are in the journal only: they
 * are no part of the history that users see. Names are stable: journals hold them. Source: HistoryEventType of the Step
 * Functions API.
 */
public enum EventType {
    EXECUTION_STARTED("ExecutionStarted", Effect.START, "executionStarted", "input", "roleArn"),
    EXECUTION_SUCCEEDED("ExecutionSucceeded", Effect.END, "executionSucceeded", "output"),
    EXECUTION_FAILED("ExecutionFailed", Effect.END, "executionFailed", "error", "cause"),
    EXECUTION_TIMED_OUT("ExecutionTimedOut", Effect.END, "executionTimedOut", "error", "cause"),
    EXECUTION_ABORTED("ExecutionAborted", Effect.END, "executionAborted", "error", "cause"),
    EXECUTION_REDRIVEN("ExecutionRedriven", Effect.REDRIVEN, "executionRedriven", "redriveCount"),

    PASS_STATE_ENTERED("PassStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    TASK_STATE_ENTERED("TaskStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    CHOICE_STATE_ENTERED("ChoiceStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    WAIT_STATE_ENTERED("WaitStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    SUCCEED_STATE_ENTERED("SucceedStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    FAIL_STATE_ENTERED("FailStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    PARALLEL_STATE_ENTERED("ParallelStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),
    MAP_STATE_ENTERED("MapStateEntered", Effect.ENTERED, "stateEntered", "name", "input"),

    PASS_STATE_EXITED("PassStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    TASK_STATE_EXITED("TaskStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    CHOICE_STATE_EXITED("ChoiceStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    WAIT_STATE_EXITED("WaitStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    SUCCEED_STATE_EXITED("SucceedStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    PARALLEL_STATE_EXITED("ParallelStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),
    MAP_STATE_EXITED("MapStateExited", Effect.EXITED, "stateExited", "name", "output", "assignedVariables"),

    TASK_SCHEDULED(
            "TaskScheduled",
            Effect.SCHEDULED,
            "taskScheduled",
            "resourceType",
            "resource",
            "region",
            "parameters",
            "timeoutInSeconds",
            "heartbeatInSeconds"),
    TASK_STARTED("TaskStarted", Effect.STARTED, "taskStarted", "resourceType", "resource"),
    TASK_SUBMITTED("TaskSubmitted", Effect.SUBMITTED, "taskSubmitted", "resourceType", "resource", "output"),
    TASK_SUCCEEDED("TaskSucceeded", Effect.SUCCEEDED, "taskSucceeded", "resourceType", "resource", "output"),
    TASK_FAILED("TaskFailed", Effect.FAILED, "taskFailed", "resourceType", "resource", "error", "cause"),
    TASK_TIMED_OUT("TaskTimedOut", Effect.FAILED, "taskTimedOut", "resourceType", "resource", "error", "cause"),

    LAMBDA_FUNCTION_SCHEDULED(
            "LambdaFunctionScheduled",
            Effect.SCHEDULED,
            "lambdaFunctionScheduled",
            "resource",
            "input",
            "timeoutInSeconds"),
    LAMBDA_FUNCTION_STARTED("LambdaFunctionStarted", Effect.STARTED, null),
    LAMBDA_FUNCTION_SUCCEEDED("LambdaFunctionSucceeded", Effect.SUCCEEDED, "lambdaFunctionSucceeded", "output"),
    LAMBDA_FUNCTION_FAILED("LambdaFunctionFailed", Effect.FAILED, "lambdaFunctionFailed", "error", "cause"),
    LAMBDA_FUNCTION_TIMED_OUT("LambdaFunctionTimedOut", Effect.FAILED, "lambdaFunctionTimedOut", "error", "cause"),

    ACTIVITY_SCHEDULED(
            "ActivityScheduled",
            Effect.SCHEDULED,
            "activityScheduled",
            "resource",
            "input",
            "timeoutInSeconds",
            "heartbeatInSeconds"),
    ACTIVITY_STARTED("ActivityStarted", Effect.STARTED, "activityStarted", "workerName"),
    ACTIVITY_SUCCEEDED("ActivitySucceeded", Effect.SUCCEEDED, "activitySucceeded", "output"),
    ACTIVITY_FAILED("ActivityFailed", Effect.FAILED, "activityFailed", "error", "cause"),
    ACTIVITY_TIMED_OUT("ActivityTimedOut", Effect.FAILED, "activityTimedOut", "error", "cause"),

    EVALUATION_FAILED("EvaluationFailed", Effect.FAILED, "evaluationFailed", "error", "cause", "location", "state"),

    PARALLEL_STATE_STARTED("ParallelStateStarted", Effect.BRANCHES, null),
    PARALLEL_STATE_SUCCEEDED("ParallelStateSucceeded", Effect.GATHERED, null),
    PARALLEL_STATE_FAILED("ParallelStateFailed", Effect.FAILED, null),
    MAP_STATE_STARTED("MapStateStarted", Effect.ITEMS, "mapStateStarted", "length"),
    MAP_ITERATION_STARTED("MapIterationStarted", Effect.ITERATION, "mapIterationStarted", "name", "index"),
    MAP_ITERATION_SUCCEEDED("MapIterationSucceeded", Effect.JOINED, "mapIterationSucceeded", "name", "index"),
    MAP_ITERATION_FAILED("MapIterationFailed", Effect.LOST, "mapIterationFailed", "name", "index"),
    MAP_ITERATION_ABORTED("MapIterationAborted", Effect.CUT, "mapIterationAborted", "name", "index"),
    MAP_STATE_SUCCEEDED("MapStateSucceeded", Effect.GATHERED, null),
    MAP_STATE_FAILED("MapStateFailed", Effect.FAILED, null),
    MAP_RUN_STARTED("MapRunStarted", Effect.RUN, "mapRunStarted", "mapRunArn"),
    MAP_RUN_SUCCEEDED("MapRunSucceeded", Effect.RUN, null),
    MAP_RUN_FAILED("MapRunFailed", Effect.RUN, "mapRunFailed", "error", "cause"),
    MAP_RUN_ABORTED("MapRunAborted", Effect.RUN, null),
    MAP_RUN_REDRIVEN("MapRunRedriven", Effect.RUN, "mapRunRedriven", "mapRunArn", "redriveCount"),

    TASK_STATE_ABORTED("TaskStateAborted", Effect.ABORTED, null),
    WAIT_STATE_ABORTED("WaitStateAborted", Effect.ABORTED, null),
    PARALLEL_STATE_ABORTED("ParallelStateAborted", Effect.ABORTED, null),
    MAP_STATE_ABORTED("MapStateAborted", Effect.ABORTED, null),

    STATE_FAILED(Effect.FAILED),
    BRANCH_FAILED(Effect.LOST),
    WAIT_SCHEDULED(Effect.TIMER),
    WAIT_OVER(Effect.SUCCEEDED),
    RETRY_SCHEDULED(Effect.RETRY),
    RETRY_STARTED(Effect.AGAIN),
    TASK_HEARTBEAT(Effect.BEAT),
    ITEMS_READ(Effect.RUN),
    CHILDREN_PLANNED(Effect.RUN),
    CHILD_SUCCEEDED(Effect.RUN),
    CHILD_FAILED(Effect.RUN),
    RESULTS_WRITTEN(Effect.RUN);

    /** What an event does to the execution. */
    public enum Effect {
        START,
        END,
        REDRIVEN,
        ENTERED,
        EXITED,
        SCHEDULED,
        STARTED,
        SUBMITTED,
        BEAT,
        SUCCEEDED,
        FAILED,
        TIMER,
        RETRY,
        AGAIN,
        BRANCHES,
        ITEMS,
        ITERATION,
        JOINED,
        LOST,
        ABORTED,
        CUT,
        GATHERED,
        /** Of the run of a distributed Map. */
        RUN
    }

    private static final Map<String, EventType> BY_LABEL = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_LABEL.put(type.label, type);
        }
    }

    private final String label;
    private final boolean shown;
    private final Effect effect;
    private final @Nullable String details;
    private final List<String> fields;

    EventType(String label, Effect effect, @Nullable String details, String... fields) {
        this.label = label;
        this.shown = true;
        this.effect = effect;
        this.details = details == null ? null : details + "EventDetails";
        this.fields = List.of(fields);
    }

    EventType(Effect effect) {
        this.label = name();
        this.shown = false;
        this.effect = effect;
        this.details = null;
        this.fields = List.of();
    }

    static EventType of(String label) {
        EventType type = BY_LABEL.get(label);
        if (type == null) {
            throw new IllegalArgumentException("No type of event: " + label);
        }
        return type;
    }

    /** As the API and the journal write it. */
    public String label() {
        return label;
    }

    /** Whether it is part of the history that users see. */
    public boolean shown() {
        return shown;
    }

    public Effect effect() {
        return effect;
    }

    @Nullable
    String details() {
        return details;
    }

    List<String> fields() {
        return fields;
    }

    static EventType entered(State state) {
        return of(state.common().type() + "StateEntered");
    }

    /** STATE_FAILED for a Fail state. */
    static EventType exited(State state) {
        return BY_LABEL.getOrDefault(state.common().type() + "StateExited", STATE_FAILED);
    }

    /** STATE_FAILED for one that is never under way. */
    static EventType aborted(State state) {
        return BY_LABEL.getOrDefault(state.common().type() + "StateAborted", STATE_FAILED);
    }

    static EventType of(Resource.Kind kind, EventType service, EventType lambda, EventType activity) {
        return switch (kind) {
            case SERVICE -> service;
            case LAMBDA -> lambda;
            case ACTIVITY -> activity;
        };
    }
}
