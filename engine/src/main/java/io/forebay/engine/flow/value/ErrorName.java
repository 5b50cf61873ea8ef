package io.forebay.engine.flow.value;

/**
 * Reserved names of errors. Source: Amazon States Language, "Error Names", and the Step Functions Developer Guide,
 * "Handling errors in Step Functions workflows".
 */
public final class ErrorName {
    public static final String ALL = "States.ALL";
    public static final String TIMEOUT = "States.Timeout";
    public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
    public static final String TASK_FAILED = "States.TaskFailed";
    public static final String RUNTIME = "States.Runtime";
    public static final String DATA_LIMIT = "States.DataLimitExceeded";
    public static final String BRANCH_FAILED = "States.BranchFailed";
    public static final String QUERY = "States.QueryEvaluationError";
    public static final String ITEM_READER = "States.ItemReaderFailed";
    public static final String RESULT_WRITER = "States.ResultWriterFailed";
    public static final String TOO_MANY_FAILED = "States.ExceedToleratedFailureThreshold";

    private ErrorName() {}
}
