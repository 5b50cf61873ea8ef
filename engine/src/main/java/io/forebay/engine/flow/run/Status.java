package io.forebay.engine.flow.run;

/** Of an execution, as DescribeExecution names it. */
public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
