package io.forebay.store.s3.events;

import io.forebay.spi.ForebayException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The requests to one queue. Each throws what {@link SqsFailures} makes of the SDK's exception. A thread that waits in
 * one is freed by an interrupt. Thread-safe.
 */
final class SqsQueue implements AutoCloseable {
    private final URI url;
    private final Function<URI, SqsClient> clients;
    private @Nullable SqsClient client;

    /** @param clients makes the client when it is first asked, and is asked again when that fails */
    SqsQueue(URI url, Function<URI, SqsClient> clients) {
        this.url = url;
        this.clients = clients;
    }

    URI url() {
        return url;
    }

    /** Up to ten messages, hidden from others; waits for the first of them. */
    List<Message> receive(int waitSeconds, int hiddenSeconds) {
        return ask(sqs -> sqs.receiveMessage(receive -> receive.queueUrl(url.toString())
                        .maxNumberOfMessages(HeldMessages.BATCH)
                        .waitTimeSeconds(waitSeconds)
                        .visibilityTimeout(hiddenSeconds)))
                .messages();
    }

    /** @param batch at most ten; @return the places of those that failed, and why */
    Map<Integer, BatchResultErrorEntry> delete(List<HeldMessages.Work> batch) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (HeldMessages.Work work : batch) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id("" + entries.size())
                    .receiptHandle(work.receipt())
                    .build());
        }
        return byPlace(ask(sqs -> sqs.deleteMessageBatch(
                        delete -> delete.queueUrl(url.toString()).entries(entries)))
                .failed());
    }

    /** As {@link #delete}: hides messages or gives them back. */
    Map<Integer, BatchResultErrorEntry> hide(List<HeldMessages.Work> batch) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (HeldMessages.Work work : batch) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id("" + entries.size())
                    .receiptHandle(work.receipt())
                    .visibilityTimeout(work.hide())
                    .build());
        }
        return byPlace(ask(sqs -> sqs.changeMessageVisibilityBatch(
                        hide -> hide.queueUrl(url.toString()).entries(entries)))
                .failed());
    }

    /** Puts a message into the queue as it came, with a reason beside it. */
    void send(String id, String body, String reason) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        if (body.length() < EventParser.MOST_BYTES / 4) {
            attributes.put("forebay-reason", text(reason));
            attributes.put("forebay-message-id", text(id));
        }
        ask(sqs -> sqs.sendMessage(send -> {
            send.queueUrl(url.toString()).messageBody(body).messageAttributes(attributes);
            if (url.getPath().endsWith(".fifo")) {
                send.messageGroupId("forebay").messageDeduplicationId(id);
            }
        }));
    }

    Map<QueueAttributeName, String> attributes(QueueAttributeName... names) {
        return ask(sqs -> sqs.getQueueAttributes(
                        attributes -> attributes.queueUrl(url.toString()).attributeNames(names)))
                .attributes();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static Map<Integer, BatchResultErrorEntry> byPlace(List<BatchResultErrorEntry> failed) {
        Map<Integer, BatchResultErrorEntry> places = new HashMap<>();
        failed.forEach(entry -> places.put(Integer.valueOf(entry.id()), entry));
        return places;
    }

    /** @throws ForebayException what {@link SqsFailures} makes of the SDK's exception */
    private <T> T ask(Function<SqsClient, T> question) {
        try {
            return question.apply(client());
        } catch (SdkException e) {
            throw SqsFailures.of(e, url);
        }
    }

    private synchronized SqsClient client() {
        SqsClient made = client;
        if (made == null) {
            made = clients.apply(url);
            client = made;
        }
        return made;
    }
}
