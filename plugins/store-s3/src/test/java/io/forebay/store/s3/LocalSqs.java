package io.forebay.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A real server of SQS's protocol in this process, on the loopback address, and a client to look into its queues. */
public final class LocalSqs implements AutoCloseable {
    private final SQSRestServer server;
    private final int port;
    private final SqsClient client;

    public LocalSqs() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        port = server.waitUntilStarted().localAddress().getPort();
        client = client(URI.create("http://127.0.0.1:" + port));
    }

    public int port() {
        return port;
    }

    /** A client that nothing stands in the way of. */
    public static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .httpClient(new JdkHttpClient(Duration.ofSeconds(10), Duration.ofSeconds(40)))
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.KEY, LocalS3.SECRET)))
                .build();
    }

    /** @return the URL of a new queue */
    public URI makeQueue(String name, Map<QueueAttributeName, String> attributes) {
        client.createQueue(create -> create.queueName(name).attributes(attributes));
        return URI.create("http://127.0.0.1:" + port + "/000000000000/" + name);
    }

    /** A queue's attribute that moves messages elsewhere that were received so often. */
    public Map<QueueAttributeName, String> redrive(URI deadLetters, int receives) {
        String arn = attribute(deadLetters, QueueAttributeName.QUEUE_ARN);
        return Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + receives + "\"}");
    }

    public void send(URI queue, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += 10) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String body : bodies.subList(from, Math.min(bodies.size(), from + 10))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id("" + entries.size())
                        .messageBody(body)
                        .build());
            }
            client.sendMessageBatch(send -> send.queueUrl(queue.toString()).entries(entries));
        }
    }

    public void send(URI queue, String... bodies) {
        send(queue, List.of(bodies));
    }

    /** How many messages the queue has, hidden ones and others. */
    public int size(URI queue) {
        return visible(queue) + hidden(queue);
    }

    public int visible(URI queue) {
        return Integer.parseInt(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    public int hidden(URI queue) {
        return Integer.parseInt(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    private String attribute(URI queue, QueueAttributeName name) {
        return client.getQueueAttributes(get -> get.queueUrl(queue.toString()).attributeNames(name))
                .attributes()
                .getOrDefault(name, "");
    }

    /** What becomes visible within so many seconds, at most ten; it stays in the queue, hidden for a minute. */
    public List<Message> receive(URI queue, int seconds) {
        return client.receiveMessage(receive -> receive.queueUrl(queue.toString())
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(seconds)
                        .visibilityTimeout(60)
                        .messageAttributeNames("All"))
                .messages();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
