package io.forebay.store.s3;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.AddPermissionRequest;
import software.amazon.awssdk.services.sqs.model.CancelMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.StartMessageMoveTaskRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;

/** All operations of SQS. SOURCE: the Amazon SQS API Reference, "Actions". */
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
            Map.entry(
                    "createQueue", Operation.of(CreateQueueRequest::builder, (sqs, it) -> sqs.createQueue(it.build()))),
            Map.entry(
                    "deleteQueue", Operation.of(DeleteQueueRequest::builder, (sqs, it) -> sqs.deleteQueue(it.build()))),
            Map.entry("purgeQueue", Operation.of(PurgeQueueRequest::builder, (sqs, it) -> sqs.purgeQueue(it.build()))),
            Map.entry(
                    "getQueueUrl", Operation.of(GetQueueUrlRequest::builder, (sqs, it) -> sqs.getQueueUrl(it.build()))),
            Map.entry("listQueues", Operation.of(ListQueuesRequest::builder, (sqs, it) -> sqs.listQueues(it.build()))),
            Map.entry(
                    "getQueueAttributes",
                    Operation.of(GetQueueAttributesRequest::builder, (sqs, it) -> sqs.getQueueAttributes(it.build()))),
            Map.entry(
                    "setQueueAttributes",
                    Operation.of(SetQueueAttributesRequest::builder, (sqs, it) -> sqs.setQueueAttributes(it.build()))),
            Map.entry("tagQueue", Operation.of(TagQueueRequest::builder, (sqs, it) -> sqs.tagQueue(it.build()))),
            Map.entry("untagQueue", Operation.of(UntagQueueRequest::builder, (sqs, it) -> sqs.untagQueue(it.build()))),
            Map.entry(
                    "listQueueTags",
                    Operation.of(ListQueueTagsRequest::builder, (sqs, it) -> sqs.listQueueTags(it.build()))),
            Map.entry(
                    "addPermission",
                    Operation.of(AddPermissionRequest::builder, (sqs, it) -> sqs.addPermission(it.build()))),
            Map.entry(
                    "removePermission",
                    Operation.of(RemovePermissionRequest::builder, (sqs, it) -> sqs.removePermission(it.build()))),
            Map.entry(
                    "listDeadLetterSourceQueues",
                    Operation.of(
                            ListDeadLetterSourceQueuesRequest::builder,
                            (sqs, it) -> sqs.listDeadLetterSourceQueues(it.build()))),
            Map.entry(
                    "startMessageMoveTask",
                    Operation.of(
                            StartMessageMoveTaskRequest::builder, (sqs, it) -> sqs.startMessageMoveTask(it.build()))),
            Map.entry(
                    "cancelMessageMoveTask",
                    Operation.of(
                            CancelMessageMoveTaskRequest::builder, (sqs, it) -> sqs.cancelMessageMoveTask(it.build()))),
            Map.entry(
                    "listMessageMoveTasks",
                    Operation.of(
                            ListMessageMoveTasksRequest::builder, (sqs, it) -> sqs.listMessageMoveTasks(it.build()))));

    private SqsOperations() {}
}
