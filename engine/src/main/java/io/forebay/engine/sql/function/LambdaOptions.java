package io.forebay.engine.sql.function;

import io.forebay.engine.sql.ScalarFunction;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import org.jspecify.annotations.Nullable;

/** What CREATE EXTERNAL FUNCTION says of the endpoint. SOURCE of the limits: the guide's page of the same name. */
final class LambdaOptions {
    private static final int RETRY_MILLIS = 20_000;
    private static final int MOST_RETRY_MILLIS = 900_000;
    private static final int KILOBYTE = 1024;
    private static final int MOST_BYTES = 5 * KILOBYTE * KILOBYTE;

    private final TokenStream in;

    private @Nullable String function;
    private @Nullable String role;
    private int retryMillis = RETRY_MILLIS;
    private int batchRows = Integer.MAX_VALUE;
    private int batchBytes = MOST_BYTES;

    LambdaOptions(TokenStream in) {
        this.in = in;
    }

    void read() {
        if (in.accept("lambda")) {
            function = in.string("the name of the Lambda function");
        } else if (in.accept("iam_role")) {
            role = in.accept("default") ? "default" : in.string("the role");
        } else if (in.accept("retry_timeout")) {
            retryMillis = (int) in.integer("RETRY_TIMEOUT", 0, MOST_RETRY_MILLIS);
        } else if (in.accept("max_batch_rows")) {
            batchRows = (int) in.integer("MAX_BATCH_ROWS", 1, Integer.MAX_VALUE);
        } else if (in.accept("max_batch_size")) {
            size();
        } else if (in.at("sagemaker")) {
            throw Mistake.notSupported(
                    in.peek().start(), "SAGEMAKER is not supported; serve the model over HTTP and name it by LAMBDA");
        } else {
            throw in.expected("VOLATILE, STABLE, LAMBDA, IAM_ROLE, RETRY_TIMEOUT, MAX_BATCH_ROWS or MAX_BATCH_SIZE");
        }
    }

    private void size() {
        Token number = in.peek();
        long size = in.integer("MAX_BATCH_SIZE", 1, MOST_BYTES / KILOBYTE);
        long bytes =
                size * KILOBYTE * (in.acceptAny("kb", "mb") && in.previous().is("mb") ? KILOBYTE : 1);
        if (bytes > MOST_BYTES) {
            throw Mistake.syntax(number.start(), "MAX_BATCH_SIZE is at most 5 MB");
        }
        batchBytes = (int) bytes;
    }

    ScalarFunction.Lambda lambda() {
        if (function == null) {
            throw in.expected("LAMBDA and the name of the function that the settings map to an address");
        }
        if (role == null) {
            throw in.expected("IAM_ROLE default, or IAM_ROLE and the role");
        }
        return new ScalarFunction.Lambda(function, role, retryMillis, batchRows, batchBytes);
    }
}
