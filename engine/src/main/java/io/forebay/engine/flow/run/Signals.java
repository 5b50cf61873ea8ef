package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.definition.Resource;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.util.Optional;

/** The event that a signal from outside is. */
final class Signals {
    private final Frames frames;

    Signals(Frames frames) {
        this.frames = frames;
    }

    /** Empty for what changes nothing. */
    Optional<Draft> first(Signal signal) {
        if (signal instanceof Signal.TimerOver timer) {
            return owner(timer.work()).map(frame -> timer(frame, timer.work()));
        }
        if (signal instanceof Signal.ItemsRead read) {
            return owner(read.work()).map(frame -> new Draft(EventType.ITEMS_READ, frame, Items.event(read.items())));
        }
        if (signal instanceof Signal.ChildSucceeded child) {
            return child(child.work(), EventType.CHILD_SUCCEEDED, with(child.output()));
        }
        if (signal instanceof Signal.ChildFailed child) {
            return child(
                    child.work(),
                    EventType.CHILD_FAILED,
                    Failure.of(child.error(), child.cause()).into(Json.object()));
        }
        if (signal instanceof Signal.ResultsWritten written) {
            return owner(written.work())
                    .map(frame -> new Draft(EventType.RESULTS_WRITTEN, frame, with(written.output())));
        }
        if (signal instanceof Signal.MapFailed failed) {
            return owner(failed.work()).map(frame -> {
                boolean reading = frames.pending().find(failed.work()) instanceof Work.Items;
                String error = reading ? ErrorName.ITEM_READER : ErrorName.RESULT_WRITER;
                ObjectNode data = Failure.of(error, failed.cause()).into(Json.object());
                return new Draft(EventType.STATE_FAILED, frame, data);
            });
        }
        return task(signal);
    }

    private Optional<Draft> task(Signal signal) {
        if (signal instanceof Signal.TaskStarted started) {
            return underway(started.work())
                    .filter(frame -> frame.task != null && !frame.task.started())
                    .map(frame -> new Draft(
                            EventType.ACTIVITY_STARTED, frame, Json.object().put("workerName", started.workerName())));
        }
        if (signal instanceof Signal.TaskSubmitted submitted) {
            return underway(submitted.work())
                    .map(frame -> draft(frame, EventType.TASK_SUBMITTED, with(submitted.output())));
        }
        if (signal instanceof Signal.TaskSucceeded succeeded) {
            return underway(succeeded.work()).map(frame -> succeeded(frame, succeeded.output()));
        }
        if (signal instanceof Signal.TaskFailed failed) {
            return underway(failed.work()).map(frame -> failed(frame, Failure.of(failed.error(), failed.cause())));
        }
        if (signal instanceof Signal.TaskHeartbeat beat) {
            return underway(beat.work()).map(frame -> new Draft(EventType.TASK_HEARTBEAT, frame, Json.object()));
        }
        return Optional.empty();
    }

    private static ObjectNode with(JsonNode output) {
        return Json.object().set("output", output);
    }

    private Optional<Frame> owner(String work) {
        return Optional.ofNullable(frames.pending().owner(work));
    }

    private Optional<Frame> underway(String work) {
        return owner(work)
                .filter(frame -> frame.task != null && frame.task.workId().equals(work));
    }

    private Optional<Draft> child(String work, EventType type, ObjectNode data) {
        Frame frame = frames.pending().owner(work);
        if (frame == null || !(frames.pending().find(work) instanceof Work.Child child)) {
            return Optional.empty();
        }
        return Optional.of(new Draft(type, frame, data.put("index", child.index())));
    }

    private static Draft timer(Frame frame, String work) {
        if (frame.task != null) {
            boolean heartbeat = work.equals(frame.task.heartbeatId());
            return failed(frame, new Failure(ErrorName.TIMEOUT, null, heartbeat, false));
        }
        return new Draft(
                frame.phase == Phase.RETRY ? EventType.RETRY_STARTED : EventType.WAIT_OVER,
                frame,
                frame.phase == Phase.RETRY ? Json.object() : with(frame.input));
    }

    private static Draft succeeded(Frame frame, JsonNode output) {
        Resource resource = resource(frame);
        try {
            String owner = resource.kind() == Resource.Kind.SERVICE ? resource.call() : resource.arn();
            Limits.check(output, owner);
        } catch (StateFailure e) {
            return failed(frame, Failure.of(e.error(), e.failureCause()));
        }
        EventType type = EventType.of(
                resource.kind(),
                EventType.TASK_SUCCEEDED,
                EventType.LAMBDA_FUNCTION_SUCCEEDED,
                EventType.ACTIVITY_SUCCEEDED);
        return draft(frame, type, with(output));
    }

    private static Draft failed(Frame frame, Failure failure) {
        Resource.Kind kind = resource(frame).kind();
        boolean late = ErrorName.TIMEOUT.equals(failure.error());
        EventType type = late
                ? EventType.of(
                        kind,
                        EventType.TASK_TIMED_OUT,
                        EventType.LAMBDA_FUNCTION_TIMED_OUT,
                        EventType.ACTIVITY_TIMED_OUT)
                : EventType.of(
                        kind, EventType.TASK_FAILED, EventType.LAMBDA_FUNCTION_FAILED, EventType.ACTIVITY_FAILED);
        return draft(frame, type, failure.into(Json.object()));
    }

    private static Draft draft(Frame frame, EventType type, ObjectNode data) {
        return new Draft(type, frame, named(resource(frame), data));
    }

    static ObjectNode named(Resource resource, ObjectNode data) {
        return resource.kind() == Resource.Kind.SERVICE
                ? data.put("resourceType", resource.type()).put("resource", resource.action())
                : data;
    }

    private static Resource resource(Frame frame) {
        return Frames.underway(frame).resource();
    }
}
