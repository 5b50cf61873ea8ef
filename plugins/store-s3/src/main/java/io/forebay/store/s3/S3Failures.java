package io.forebay.store.s3;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in Forebay's words what the SDK throws. SOURCE: the list of error codes in the Amazon S3 API reference, "Error
 * responses".
 */
final class S3Failures {
    private static final Set<String> ELSEWHERE = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");
    private static final Set<String> BUSY =
            Set.of("SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "Throttling");
    private static final Set<String> DENIED = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    /** In bytes. SOURCE: Amazon S3 User Guide, "Naming Amazon S3 objects". */
    private static final int LONGEST_KEY = 1024;

    private S3Failures() {}

    static ForebayException of(SdkException e, ObjectUri uri) {
        if (e instanceof AwsServiceException answer) {
            return answered(answer, uri);
        }
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new ForebayException(CommonError.CANCELLED, "Interrupted while asking for '" + uri + "'", e);
        }
        String text = String.valueOf(e.getMessage());
        if (text.contains("Unable to load region")) {
            return new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "Bucket '" + uri.bucket() + "' is no folder that is mounted, and no region is set in which"
                                    + " S3 could be asked for it",
                            e)
                    .withHint("Mount a folder with --bucket " + uri.bucket() + "=DIR; for a bucket in S3 set"
                            + " store.s3.region, or AWS_REGION in Forebay's environment.");
        }
        if (text.contains("Unable to load credentials")) {
            return new ForebayException(StoreError.ACCESS_DENIED, "No AWS credentials were found for '" + uri + "'", e)
                    .withHint("Give Forebay credentials as for the AWS command line, such as AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, a profile, or a role.");
        }
        return new ForebayException(StoreError.STORE_AWAY, "The store did not answer for '" + uri + "': " + text, e);
    }

    private static ForebayException answered(AwsServiceException e, ObjectUri uri) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        int status = e.statusCode();
        if (status == 301 || status == 307 || ELSEWHERE.contains(code)) {
            return elsewhere(e, details, uri);
        }
        String said = details.map(AwsErrorDetails::errorMessage).orElse("");
        String reason = "status " + status + (code.isEmpty() ? "" : " " + code) + (said.isEmpty() ? "" : ", " + said);
        ErrorCode error = error(status, code, uri);
        return new ForebayException(error, what(error, uri) + " (" + reason + ")", e);
    }

    private static ErrorCode error(int status, String code, ObjectUri uri) {
        if (code.equals("NoSuchBucket")) {
            return StoreError.BUCKET_NOT_FOUND;
        }
        if (BUSY.contains(code)) {
            return StoreError.STORE_AWAY;
        }
        if (DENIED.contains(code)) {
            return StoreError.ACCESS_DENIED;
        }
        if (code.equals("KeyTooLongError") || code.equals("InvalidURI")) {
            return StoreError.INVALID_KEY;
        }
        if (status == 400 && code.isEmpty()) {
            return unexplained(uri);
        }
        return switch (status) {
            case 404 -> StoreError.OBJECT_NOT_FOUND;
            case 401, 403 -> StoreError.ACCESS_DENIED;
            case 409, 412, 416 -> StoreError.OBJECT_CHANGED;
            case 400, 405 -> CommonError.INVALID_PARAMETER;
            case 501 -> CommonError.NOT_SUPPORTED;
            default -> StoreError.STORE_AWAY;
        };
    }

    /**
     * The answer to a HEAD has no body that could say why: mostly credentials have expired, or the bucket is in another
     * region. What may pass is never put down to the object.
     */
    private static ErrorCode unexplained(ObjectUri uri) {
        return uri.key().getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY
                ? StoreError.INVALID_KEY
                : StoreError.ACCESS_DENIED;
    }

    private static String what(ErrorCode error, ObjectUri uri) {
        if (error == StoreError.BUCKET_NOT_FOUND) {
            return "There is no bucket '" + uri.bucket() + "'";
        }
        if (error == StoreError.OBJECT_NOT_FOUND) {
            return "'" + uri + "' is gone";
        }
        if (error == StoreError.ACCESS_DENIED) {
            return "No permission for '" + uri + "'";
        }
        if (error == StoreError.OBJECT_CHANGED) {
            return "'" + uri + "' has changed";
        }
        return "The store refused '" + uri + "'";
    }

    private static ForebayException elsewhere(AwsServiceException e, Optional<AwsErrorDetails> details, ObjectUri uri) {
        String region = details.map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .orElse("the bucket's region");
        return new ForebayException(
                        CommonError.INVALID_PARAMETER, "Bucket '" + uri.bucket() + "' is in another region", e)
                .withHint("Set store.s3.region to " + region + ".");
    }
}
