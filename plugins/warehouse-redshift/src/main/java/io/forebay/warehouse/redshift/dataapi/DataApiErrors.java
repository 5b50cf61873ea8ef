package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.redshift.driver.RedshiftErrors;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveSessionsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementException;
import software.amazon.awssdk.services.redshiftdata.model.ResourceNotFoundException;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** The API's errors as ours. A statement that fails is no error of the API: its outcome tells. */
final class DataApiErrors {
    private DataApiErrors() {}

    /** Whether the call may go through a moment later: it got no answer, or one that says so. */
    static boolean mayPass(SdkException e) {
        if (e instanceof SdkServiceException service) {
            return service.isThrottlingException()
                    || e instanceof ActiveStatementsExceededException
                    || (service.statusCode() >= 500 && !(e instanceof ExecuteStatementException));
        }
        return unanswered(e);
    }

    private static boolean unanswered(SdkException e) {
        if (e instanceof ApiCallTimeoutException) {
            return true;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    static ForebayException of(SdkException e) {
        String message = e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : e.getMessage();
        return new ForebayException(code(e, String.valueOf(message)), "the Redshift Data API: " + message, e);
    }

    private static CommonError code(SdkException e, String message) {
        if (!(e instanceof SdkServiceException service)) {
            return unanswered(e) ? CommonError.CONNECTION_LOST : CommonError.NOT_ALLOWED;
        }
        boolean many = e instanceof ActiveStatementsExceededException || e instanceof ActiveSessionsExceededException;
        if (many || service.isThrottlingException()) {
            return CommonError.TOO_MANY_CONNECTIONS;
        }
        if (service.statusCode() == 401 || service.statusCode() == 403 || message.contains("not authorized")) {
            return CommonError.NOT_ALLOWED;
        }
        boolean gone = service.statusCode() >= 500
                || e instanceof ResourceNotFoundException
                || message.toLowerCase(Locale.ROOT).contains("session");
        return gone ? CommonError.CONNECTION_LOST : CommonError.INVALID_PARAMETER;
    }

    /** Of a statement that is over and did not finish. */
    static ForebayException of(DescribeStatementResponse told) {
        String error = text(told);
        if (told.status() == StatusString.ABORTED) {
            return new ForebayException(CommonError.CANCELLED, error.isEmpty() ? "the statement was ended" : error);
        }
        return RedshiftErrors.translate(error.isEmpty() ? "the statement failed, without a reason" : error);
    }

    /** Whether it was Redshift that refused the statement, so that nothing of it was done. */
    static boolean refused(DescribeStatementResponse told) {
        return told.status() == StatusString.FAILED && text(told).startsWith("ERROR");
    }

    private static String text(DescribeStatementResponse told) {
        @Nullable String error = told.error();
        return error == null ? "" : error;
    }
}
