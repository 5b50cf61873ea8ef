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
    record Operation(Supplier<SdkPojo> request, BiFunction<SqsClient, SdkPojo, SdkPojo> call) {
        @SuppressWarnings("unchecked") // it is the builder that this operation has made
        private static <B extends SdkPojo> Operation of(Supplier<B> request, BiFunction<SqsClient, B, SdkPojo> call) {
            return new Operation(request::get, (sqs, builder) -> call.apply(sqs, (B) builder));
        }
    }

    static final Map<String, Operation> ALL = Map.ofEntries(
            Map.entry(
                    "sendMessage", Operation.of(SendMessageRequest::builder, (sqs, it) -> sqs.sendMessage(it.build()))),
            Map.entry(
                    "sendMessageBatch",
                    Operation.of(SendMessageBatchRequest::builder, (sqs, it) -> sqs.sendMessageBatch(it.build()))),
            Map.entry(
                    "receiveMessage",
                    Operation.of(ReceiveMessageRequest::builder, (sqs, it) -> sqs.receiveMessage(it.build()))),
            Map.entry(
                    "deleteMessage",
                    Operation.of(DeleteMessageRequest::builder, (sqs, it) -> sqs.deleteMessage(it.build()))),
            Map.entry(
                    "deleteMessageBatch",
                    Operation.of(DeleteMessageBatchRequest::builder, (sqs, it) -> sqs.deleteMessageBatch(it.build()))),
            Map.entry(
                    "changeMessageVisibility",
                    Operation.of(
                            ChangeMessageVisibilityRequest::builder,
                            (sqs, it) -> sqs.changeMessageVisibility(it.build()))),
            Map.entry(
                    "changeMessageVisibilityBatch",
                    Operation.of(
                            ChangeMessageVisibilityBatchRequest::builder,
                            (sqs, it) -> sqs.changeMessageVisibilityBatch(it.build()))),
            Map.entry("purgeQueue", Operation.of(PurgeQueueRequest::builder, (sqs, it) -> sqs.purgeQueue(it.build()))),
            Map.entry(
                    "getQueueUrl", Operation.of(GetQueueUrlRequest::builder, (sqs, it) -> sqs.getQueueUrl(it.build()))),
            Map.entry(
                    "getQueueAttributes",
                    Operation.of(GetQueueAttributesRequest::builder, (sqs, it) -> sqs.getQueueAttributes(it.build()))),
            Map.entry("listQueues", Operation.of(ListQueuesRequest::builder, (sqs, it) -> sqs.listQueues(it.build()))));

    private SqsOperations() {}
}
