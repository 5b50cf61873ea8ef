package io.forebay.engine.flow.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.host.TaskCall;
import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.host.TaskService;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;

/**
 * {@code aws-sdk:sqs:…} and {@code sqs:sendMessage}. A message may be JSON: its text is sent. SOURCE: the Step Functions
 * Developer Guide, "Send messages to an Amazon SQS queue".
 */
public final class SqsTasks implements TaskService {
    private static final String BODY = "MessageBody";

    private final MessageQueues queues;

    public SqsTasks(MessageQueues queues) {
        this.queues = queues;
    }

    @Override
    public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
        boolean optimised = call.task().resource().type().equals("sqs");
        if (optimised && !call.action().equals("sendMessage")) {
            throw TaskFailure.runtime("The resource " + call.task().resource().arn() + " is not supported here.");
        }
        JsonNode request = call.parameters().deepCopy();
        body(request);
        for (JsonNode entry : request.path("Entries")) {
            body(entry);
        }
        try {
            return Json.parseOwn(queues.call(call.action(), Json.text(request)));
        } catch (QueueException e) {
            throw new TaskFailure((optimised ? "SQS." : "Sqs.") + e.type(), e.getMessage());
        }
    }

    private static void body(JsonNode message) {
        JsonNode body = message.path(BODY);
        if (message instanceof ObjectNode object && (body instanceof ObjectNode || body instanceof ArrayNode)) {
            object.put(BODY, Json.text(body));
        }
    }
}
