package io.forebay.store.s3.events;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Says in Forebay's words what the SDK throws. SOURCE: the Amazon SQS API Reference, "Common Errors". */
final class SqsFailures {
    private static final String RIGHTS =
            "sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and sqs:GetQueueAttributes";

    private SqsFailures() {}

    static ForebayException of(SdkException e, URI queue) {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new ForebayException(CommonError.CANCELLED, "Interrupted while asking the queue " + queue, e);
        }
        if (e instanceof QueueDoesNotExistException) {
            return new ForebayException(CommonError.UNDEFINED_OBJECT, "There is no queue " + queue, e)
                    .withHint("Set store.s3.events.queue to the queue's URL, or make the queue.");
        }
        if (e instanceof AwsServiceException answer) {
            return answered(answer, queue);
        }
        String text = String.valueOf(e.getMessage());
        if (text.contains("Unable to load region")) {
            return new ForebayException(CommonError.INVALID_PARAMETER, "No region is known for the queue " + queue, e)
                    .withHint("Set store.s3.events.region.");
        }
        if (text.contains("Unable to load credentials")) {
            return new ForebayException(
                            StoreError.ACCESS_DENIED, "No AWS credentials were found for the queue " + queue, e)
                    .withHint("Give Forebay credentials as for the AWS command line.");
        }
        return new ForebayException(
                StoreError.STORE_AWAY, "The queue " + queue + " did not answer: " + firstLine(text), e);
    }

    private static ForebayException answered(AwsServiceException e, URI queue) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        String said = details.map(AwsErrorDetails::errorMessage)
                .map(SqsFailures::firstLine)
                .orElse("");
        ForebayException failure = new ForebayException(
                error(e.statusCode(), code),
                "The queue " + queue + " refused (status " + e.statusCode() + " " + code + ", " + said + ")",
                e);
        return failure.is(StoreError.ACCESS_DENIED)
                ? failure.withHint("Give Forebay's user or role the rights " + RIGHTS + " on the queue.")
                : failure;
    }

    private static ErrorCode error(int status, String code) {
        if (status >= 500 || status == 429 || code.contains("Throttl") || code.equals("OverLimit")) {
            return StoreError.STORE_AWAY;
        }
        return status == 401 || status == 403 || code.startsWith("AccessDenied")
                ? StoreError.ACCESS_DENIED
                : CommonError.INVALID_PARAMETER;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
