package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Signal;
import io.forebay.engine.flow.run.Work;
import io.forebay.engine.flow.value.Json;
import java.time.Clock;
import java.util.Optional;

/** The operations of those who work on tasks: with tokens, and for activities. Thread-safe. */
final class WorkerCalls {
    private static final long POLL_MILLIS = 50_000;

    private final Host host;
    private final Activities activities;
    private final Clock clock;

    WorkerCalls(Host host, Activities activities, Clock clock) {
        this.host = host;
        this.activities = activities;
        this.clock = clock;
    }

    private interface OfTask {
        Signal signal(String work);
    }

    private JsonNode tell(JsonNode request, OfTask told) {
        String token = Requests.required(request, "taskToken");
        Hosted hosted = host.waiting(token)
                .orElseThrow(() ->
                        new StatesException("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
        Work.Task task =
                hosted.findTask(token).orElseThrow(() -> new StatesException("TaskTimedOut", "Task Timed Out"));
        hosted.signal(told.signal(task.id()));
        return Json.object();
    }

    JsonNode succeed(JsonNode request) {
        JsonNode output;
        try {
            output = Json.parse(Requests.required(request, "output"));
        } catch (JsonProcessingException e) {
            throw new StatesException("InvalidOutput", "Invalid Output: '" + e.getOriginalMessage() + "'");
        }
        return tell(request, work -> new Signal.TaskSucceeded(work, output));
    }

    JsonNode fail(JsonNode request) {
        return tell(
                request,
                work -> new Signal.TaskFailed(work, Requests.text(request, "error"), Requests.text(request, "cause")));
    }

    JsonNode beat(JsonNode request) {
        return tell(request, Signal.TaskHeartbeat::new);
    }

    JsonNode createActivity(JsonNode request) {
        return Json.object()
                .put("activityArn", Arns.activity(Requests.name(Requests.required(request, "name"))))
                .put("creationDate", Requests.time(clock.millis()));
    }

    JsonNode activityTask(JsonNode request) {
        String activity = Arns.here(Requests.required(request, "activityArn"), "activity");
        String worker = Requests.text(request, "workerName");
        try {
            Optional<Work.Task> task = activities.take(activity, worker == null ? "" : worker, POLL_MILLIS);
            ObjectNode answer = Json.object();
            task.ifPresent(each ->
                    answer.put("taskToken", String.valueOf(each.token())).put("input", Json.text(each.parameters())));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.object();
        }
    }
}
