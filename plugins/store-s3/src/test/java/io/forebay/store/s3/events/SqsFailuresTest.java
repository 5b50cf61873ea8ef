package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFailuresTest {
    private static final URI QUEUE = URI.create("https://sqs.eu-west-1.amazonaws.com/123456789012/q");

    @Test
    void namesTheRightsThatAreMissing() {
        assertThat(check(answer(403, "AccessDenied"), StoreError.ACCESS_DENIED).hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("sqs:ChangeMessageVisibility"));
        check(answer(400, "AccessDeniedException"), StoreError.ACCESS_DENIED);
    }

    @Test
    void tellsWhatIsOverSoonFromWhatIsNot() {
        check(answer(503, "ServiceUnavailable"), StoreError.STORE_AWAY);
        check(answer(400, "RequestThrottled"), StoreError.STORE_AWAY);
        check(answer(400, "ThrottlingException"), StoreError.STORE_AWAY);
        check(answer(400, "OverLimit"), StoreError.STORE_AWAY);
        check(answer(400, "InvalidParameterValue"), CommonError.INVALID_PARAMETER);
        check(SdkClientException.create("Connection refused\nand more"), StoreError.STORE_AWAY);
        check(AbortedException.create("interrupted"), CommonError.CANCELLED);
    }

    @Test
    void saysWhatToSet() {
        assertThat(check(
                                QueueDoesNotExistException.builder()
                                        .message("no queue")
                                        .statusCode(400)
                                        .build(),
                                CommonError.UNDEFINED_OBJECT)
                        .hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("store.s3.events.queue"));
        assertThat(check(
                                SdkClientException.create("Unable to load region from any of the providers"),
                                CommonError.INVALID_PARAMETER)
                        .hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("store.s3.events.region"));
        check(SdkClientException.create("Unable to load credentials from any"), StoreError.ACCESS_DENIED);
    }

    private static SdkException answer(int status, String code) {
        return SqsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("as scripted")
                        .build())
                .build();
    }

    private static ForebayException check(SdkException thrown, ErrorCode expected) {
        ForebayException failure = SqsFailures.of(thrown, QUEUE);
        assertThat(failure.code().name()).isEqualTo(expected.name());
        assertThat(failure).hasMessageContaining(QUEUE.toString());
        assertThat(String.valueOf(failure.getMessage())).doesNotContain("\n");
        return failure;
    }
}
