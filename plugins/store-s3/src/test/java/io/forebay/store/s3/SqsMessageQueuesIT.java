package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.MessageQueuesFactory;
import io.forebay.spi.queue.QueueException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsResponse;

/** Operations on queues that a server of SQS's protocol has. */
class SqsMessageQueuesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LocalSqs sqs;
    private static MessageQueues queues;

    @BeforeAll
    static void open() {
        sqs = new LocalSqs();
        queues = open(Map.of(
                "access-key-id",
                LocalS3.KEY,
                "secret-access-key",
                LocalS3.SECRET,
                "events.endpoint",
                "http://127.0.0.1:" + sqs.port(),
                "events.region",
                "us-east-1"));
    }

    private static MessageQueues open(Map<String, String> settings) {
        return ServiceLoader.load(MessageQueuesFactory.class)
                .findFirst()
                .orElseThrow()
                .open(settings);
    }

    @AfterAll
    static void close() {
        queues.close();
        sqs.close();
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static JsonNode call(String operation, String request, Object... values) throws Exception {
        return JSON.readTree(queues.call(operation, request.replace('\'', '"').formatted(values)));
    }

    private static void fails(ThrowingCallable call, String type, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.type()).isEqualTo(type))
                .hasMessageContaining(message);
    }

    @Test
    void sendsReceivesAndDeletesMessages() throws Exception {
        URI queue = sqs.makeQueue("plain", Map.of());
        JsonNode sent = call(
                "sendMessage",
                "{'QueueUrl': '%s', 'MessageBody': 'hello', 'MessageAttributes': {'a': {'DataType': 'String', 'StringValue':"
                        + " 'v'}}}",
                queue);
        assertThat(sent.path("MessageId").asText()).isNotEmpty();
        assertThat(sent.path("MD5OfMessageBody").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        JsonNode message = call(
                        "receiveMessage",
                        "{'QueueUrl': '%s', 'WaitTimeSeconds': 5, 'MessageAttributeNames': ['All']}",
                        queue)
                .path("Messages")
                .path(0);
        assertThat(message.path("Body").asText()).isEqualTo("hello");
        assertThat(message.path("MessageAttributes")
                        .path("a")
                        .path("StringValue")
                        .asText())
                .isEqualTo("v");
        String receipt = message.path("ReceiptHandle").asText();
        call("deleteMessage", "{'QueueUrl': '%s', 'ReceiptHandle': '%s'}", queue, receipt);
        assertThat(sqs.size(queue)).isZero();
    }

    @Test
    void worksOnManyMessagesAtOnce() throws Exception {
        URI queue = sqs.makeQueue("many", Map.of());
        JsonNode sent = call(
                "sendMessageBatch",
                "{'QueueUrl': '%s', 'Entries': [{'Id': '1', 'MessageBody': 'a'}, {'Id': '2', 'MessageBody': 'b'}]}",
                queue);
        assertThat(sent.path("Successful")).hasSize(2);
        JsonNode messages = call(
                        "receiveMessage",
                        "{'QueueUrl': '%s', 'MaxNumberOfMessages': 10, 'VisibilityTimeout': 60}",
                        queue)
                .path("Messages");
        assertThat(sqs.hidden(queue)).isEqualTo(messages.size()).isPositive();
        call(
                "changeMessageVisibilityBatch",
                "{'QueueUrl': '%s', 'Entries': [{'Id': '1', 'ReceiptHandle': '%s', 'VisibilityTimeout': 0}]}",
                queue,
                messages.path(0).path("ReceiptHandle").asText());
        assertThat(sqs.visible(queue)).isPositive();
        assertThat(call("getQueueAttributes", "{'QueueUrl': '%s', 'AttributeNames': ['All']}", queue)
                        .path("Attributes")
                        .has("QueueArn"))
                .isTrue();
        call("purgeQueue", "{'QueueUrl': '%s'}", queue);
        assertThat(sqs.size(queue)).isZero();
        assertThat(call("getQueueUrl", "{'QueueName': 'many'}").path("QueueUrl").asText())
                .endsWith("/many");
    }

    @Test
    void sendsOnceToAQueueThatKnowsWhatCameBefore() throws Exception {
        URI queue = sqs.makeQueue("one.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
        for (int i = 0; i < 2; i++) {
            call(
                    "sendMessage",
                    "{'QueueUrl': '%s', 'MessageBody': 'x', 'MessageGroupId': 'g', 'MessageDeduplicationId': 'd'}",
                    queue);
        }
        assertThat(sqs.size(queue)).isEqualTo(1);
    }

    @Test
    void makesChangesAndDeletesQueues() throws Exception {
        String queue = call(
                        "createQueue",
                        "{'QueueName': 'made', 'Attributes': {'VisibilityTimeout': '7'}, 'Tags': {'team': 'sales'}}")
                .path("QueueUrl")
                .asText();
        assertThat(queue).endsWith("/made");
        assertThat(call("listQueueTags", "{'QueueUrl': '%s'}", queue)).isEqualTo(json("{'Tags': {'team': 'sales'}}"));
        call("tagQueue", "{'QueueUrl': '%s', 'Tags': {'stage': 'test'}}", queue);
        call("untagQueue", "{'QueueUrl': '%s', 'TagKeys': ['team']}", queue);
        assertThat(call("listQueueTags", "{'QueueUrl': '%s'}", queue)).isEqualTo(json("{'Tags': {'stage': 'test'}}"));
        assertThat(attribute(queue, "VisibilityTimeout")).isEqualTo("7");
        call("setQueueAttributes", "{'QueueUrl': '%s', 'Attributes': {'VisibilityTimeout': '9'}}", queue);
        assertThat(attribute(queue, "VisibilityTimeout")).isEqualTo("9");
        call(
                "addPermission",
                "{'QueueUrl': '%s', 'Label': 'l', 'AWSAccountIds': ['123456789012'], 'Actions': ['SendMessage']}",
                queue);
        call("removePermission", "{'QueueUrl': '%s', 'Label': 'l'}", queue);
        assertThat(call("deleteQueue", "{'QueueUrl': '%s'}", queue)).isEmpty();
        fails(() -> call("getQueueUrl", "{'QueueName': 'made'}"), "QueueDoesNotExistException", "Service: Sqs");
    }

    private static String attribute(String queue, String name) throws Exception {
        return call("getQueueAttributes", "{'QueueUrl': '%s', 'AttributeNames': ['%s']}", queue, name)
                .path("Attributes")
                .path(name)
                .asText();
    }

    @Test
    void movesDeadLettersBack() throws Exception {
        URI dead = sqs.makeQueue("dead", Map.of());
        URI source = sqs.makeQueue("source", sqs.redrive(dead, 1));
        assertThat(call("listDeadLetterSourceQueues", "{'QueueUrl': '%s'}", dead)
                        .path("QueueUrls")
                        .path(0)
                        .asText())
                .endsWith("/source");
        sqs.send(source, "a");
        call("receiveMessage", "{'QueueUrl': '%s', 'VisibilityTimeout': 0, 'WaitTimeSeconds': 1}", source);
        call("receiveMessage", "{'QueueUrl': '%s', 'VisibilityTimeout': 0, 'WaitTimeSeconds': 1}", source);
        assertThat(sqs.size(dead)).isEqualTo(1);
        String arn = attribute(dead.toString(), "QueueArn");
        String task = call("startMessageMoveTask", "{'SourceArn': '%s', 'MaxNumberOfMessagesPerSecond': 10}", arn)
                .path("TaskHandle")
                .asText();
        assertThat(task).isNotEmpty();
        assertThat(sqs.receive(source, 5)).hasSize(1);
        JsonNode tasks =
                call("listMessageMoveTasks", "{'SourceArn': '%s'}", arn).path("Results");
        assertThat(tasks.path(0).path("StartedTimestamp").isIntegralNumber()).isTrue();
        fails(() -> call("cancelMessageMoveTask", "{'TaskHandle': 'none'}"), "ResourceNotFoundException", "");
    }

    @Test
    void endsAMoveOfDeadLetters() throws Exception {
        URI dead = sqs.makeQueue("dead-again", Map.of());
        sqs.makeQueue("source-again", sqs.redrive(dead, 1));
        sqs.send(dead, "a", "b", "c", "d", "e");
        String arn = attribute(dead.toString(), "QueueArn");
        String task = call("startMessageMoveTask", "{'SourceArn': '%s', 'MaxNumberOfMessagesPerSecond': 1}", arn)
                .path("TaskHandle")
                .asText();
        assertThat(call("cancelMessageMoveTask", "{'TaskHandle': '%s'}", task)
                        .path("ApproximateNumberOfMessagesMoved")
                        .isIntegralNumber())
                .isTrue();
        assertThat(sqs.size(dead)).isPositive();
    }

    @Test
    void knowsAllOperationsOfTheSdk() {
        assertThat(Stream.of(SqsClient.class.getMethods())
                        .filter(method -> SqsResponse.class.isAssignableFrom(method.getReturnType()))
                        .map(Method::getName)
                        .collect(Collectors.toSet()))
                .isEqualTo(SqsOperations.ALL.keySet());
    }

    @Test
    void asksTheRegionInTheNameOfAQueue() throws Exception {
        SqsPlace aws = new SqsPlace(Optional.empty(), Optional.empty());
        assertThat(aws.of("", "arn:aws:sqs:eu-west-1:123456789012:q").region()).hasValue("eu-west-1");
        assertThat(aws.of("", "arn:aws:sqs:eu/west:123456789012:q")).isEqualTo(aws);
        SqsPlace told = new SqsPlace(Optional.empty(), Optional.of("us-east-1"));
        assertThat(told.of("", "arn:aws:sqs:eu-west-1:123456789012:q")).isEqualTo(told);
    }

    @Test
    void tellsTheUrlOfAQueue() throws Exception {
        URI queue = sqs.makeQueue("told", Map.of());
        assertThat(queues.url("arn:aws:sqs:us-east-1:000000000000:told")).endsWith(queue.getPath());
        fails(() -> queues.url("arn:aws:sqs:us-east-1:000000000000:none"), "QueueDoesNotExistException", "");
    }

    @Test
    void saysWhatIsWrong() {
        fails(
                () -> call("sendMessage", "{'QueueUrl': 'http://127.0.0.1/000000000000/none', 'MessageBody': 'x'}"),
                "QueueDoesNotExistException",
                "Service: Sqs");
        fails(() -> call("emptyQueue", "{}"), "UnsupportedOperationException", "sendMessage");
        fails(() -> call("sendMessage", "{'Queue': 'q'}"), "SqsException", "no member Queue; there are [QueueUrl");
        fails(() -> call("receiveMessage", "{'WaitTimeSeconds': 'x'}"), "SqsException", "WaitTimeSeconds");
        fails(() -> call("sendMessage", "{'MessageAttributes': []}"), "SqsException", "MessageAttributes");
    }

    /** Requests are signed with the user's keys. */
    @Test
    void asksNobodyWhoIsNotKnownToHaveQueues() {
        try (MessageQueues aws = open(Map.of("access-key-id", "k", "secret-access-key", "s"))) {
            for (String url :
                    new String[] {"http://127.0.0.1:1/1/q", "http://sqs.eu-west-1.amazonaws.com/1/q", "q", "a b"}) {
                fails(
                        () -> aws.call("purgeQueue", "{\"QueueUrl\": \"" + url + "\"}"),
                        "InvalidAddressException",
                        url.contains("/") ? "store.s3.events.endpoint" : "QueueUrl");
            }
        }
    }

    @Test
    void endsAWaitThatIsInterrupted() throws Exception {
        URI queue = sqs.makeQueue("empty", Map.of());
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<JsonNode> call = new FutureTask<>(() -> {
            begun.countDown();
            return call("receiveMessage", "{'QueueUrl': '%s', 'WaitTimeSeconds': 20}", queue);
        });
        Thread thread = new Thread(call);
        thread.start();
        begun.await();
        thread.interrupt();
        assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
    }
}
