package io.forebay.store.s3;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** The operations on messages and queues that there are; none makes, changes or deletes a queue. */
final class SqsOperations {
    /**
     * One of them.
     *
     * @param request an empty builder of its request
     * @param call takes the builder
     */
    record Operation(Supplier<SdkPojo> request, BiFunction<SqsClient, SdkPojo, SdkPojo> call) {}

    static final Map<String, Operation> ALL = Map.ofEntries(
            Map.entry(
                    "sendMessage",
                    new Operation(
                            SendMessageRequest::builder,
                            (sqs, request) -> sqs.sendMessage(((SendMessageRequest.Builder) request).build()))),
            Map.entry(
                    "sendMessageBatch",
                    new Operation(
                            SendMessageBatchRequest::builder,
                            (sqs, request) ->
                                    sqs.sendMessageBatch(((SendMessageBatchRequest.Builder) request).build()))),
            Map.entry(
                    "receiveMessage",
                    new Operation(
                            ReceiveMessageRequest::builder,
                            (sqs, request) -> sqs.receiveMessage(((ReceiveMessageRequest.Builder) request).build()))),
            Map.entry(
                    "deleteMessage",
                    new Operation(
                            DeleteMessageRequest::builder,
                            (sqs, request) -> sqs.deleteMessage(((DeleteMessageRequest.Builder) request).build()))),
            Map.entry(
                    "deleteMessageBatch",
                    new Operation(
                            DeleteMessageBatchRequest::builder,
                            (sqs, request) ->
                                    sqs.deleteMessageBatch(((DeleteMessageBatchRequest.Builder) request).build()))),
            Map.entry(
                    "changeMessageVisibility",
                    new Operation(
                            ChangeMessageVisibilityRequest::builder,
                            (sqs, request) -> sqs.changeMessageVisibility(
                                    ((ChangeMessageVisibilityRequest.Builder) request).build()))),
            Map.entry(
                    "changeMessageVisibilityBatch",
                    new Operation(
                            ChangeMessageVisibilityBatchRequest::builder,
                            (sqs, request) -> sqs.changeMessageVisibilityBatch(
                                    ((ChangeMessageVisibilityBatchRequest.Builder) request).build()))),
            Map.entry(
                    "purgeQueue",
                    new Operation(
                            PurgeQueueRequest::builder,
                            (sqs, request) -> sqs.purgeQueue(((PurgeQueueRequest.Builder) request).build()))),
            Map.entry(
                    "getQueueUrl",
                    new Operation(
                            GetQueueUrlRequest::builder,
                            (sqs, request) -> sqs.getQueueUrl(((GetQueueUrlRequest.Builder) request).build()))),
            Map.entry(
                    "getQueueAttributes",
                    new Operation(
                            GetQueueAttributesRequest::builder,
                            (sqs, request) ->
                                    sqs.getQueueAttributes(((GetQueueAttributesRequest.Builder) request).build()))),
            Map.entry(
                    "listQueues",
                    new Operation(
                            ListQueuesRequest::builder,
                            (sqs, request) -> sqs.listQueues(((ListQueuesRequest.Builder) request).build()))));

    private SqsOperations() {}
}
