package io.forebay.engine.flow.host.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.QueueException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tasks ask of queues. */
class SqsTasksTest {
    private final List<String> asked = new ArrayList<>();

    private final SqsTasks tasks = new SqsTasks(new MessageQueues() {
        @Override
        public String call(String operation, String request) throws QueueException {
            asked.add(operation + " " + request);
            if (request.contains("none")) {
                throw new QueueException("QueueDoesNotExistException", "There is none.");
            }
            return "{\"MessageId\":\"m\"}";
        }

        @Override
        public String url(String arn) {
            throw new AssertionError(arn);
        }

        @Override
        public void close() {}
    });

    @Test
    void sendsJsonAsText() throws Exception {
        assertThat(tasks.call(
                        Calls.of("sqs:sendMessage.waitForTaskToken", "{'QueueUrl': 'q', 'MessageBody': {'t': 1.10}}")))
                .hasToString("{\"MessageId\":\"m\"}");
        tasks.call(Calls.of(
                "aws-sdk:sqs:sendMessageBatch", "{'QueueUrl': 'q', 'Entries': [{'Id': 'a', 'MessageBody': [1]}]}"));
        tasks.call(Calls.of("aws-sdk:sqs:sendMessage", "{'QueueUrl': 'q', 'MessageBody': 'as it is'}"));
        assertThat(asked)
                .containsExactly(
                        "sendMessage {\"QueueUrl\":\"q\",\"MessageBody\":\"{\\\"t\\\":1.10}\"}",
                        "sendMessageBatch {\"QueueUrl\":\"q\",\"Entries\":[{\"Id\":\"a\",\"MessageBody\":\"[1]\"}]}",
                        "sendMessage {\"QueueUrl\":\"q\",\"MessageBody\":\"as it is\"}");
    }

    @Test
    void failsWithTheNameThatEachWayHasForIt() {
        Calls.fails(
                () -> tasks.call(Calls.of("sqs:sendMessage", "{'QueueUrl': 'none'}")),
                "SQS.QueueDoesNotExistException",
                "There is none.");
        Calls.fails(
                () -> tasks.call(Calls.of("aws-sdk:sqs:purgeQueue", "{'QueueUrl': 'none'}")),
                "Sqs.QueueDoesNotExistException",
                "There is none.");
        Calls.fails(() -> tasks.call(Calls.of("sqs:purgeQueue", "{}")), "States.Runtime", "sqs:purgeQueue");
    }
}
