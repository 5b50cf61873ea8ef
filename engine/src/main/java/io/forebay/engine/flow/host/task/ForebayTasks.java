package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.host.TaskService;
import org.jspecify.annotations.Nullable;

/** {@code arn:aws:states:::forebay:…}: what only Forebay has. */
public final class ForebayTasks implements TaskService {
    private final CopyJobTasks copyJobs;
    private final ShellTasks shell;

    /**
     * @param caller whose statements they are
     * @param commands null when the settings allow none
     */
    public ForebayTasks(DataApi dataApi, String caller, @Nullable Commands commands) {
        this.copyJobs = new CopyJobTasks(dataApi, caller);
        this.shell = new ShellTasks(commands);
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
        return switch (call.task().resource().action()) {
            case "copyJobRun.sync" -> copyJobs.run(call);
            case "shell.sync" -> shell.run(call.parameters());
            default ->
                throw TaskFailure.runtime(
                        "The resource " + call.task().resource().arn()
                                + " is not supported here. There are forebay:copyJobRun.sync and forebay:shell.sync.");
        };
    }
}
