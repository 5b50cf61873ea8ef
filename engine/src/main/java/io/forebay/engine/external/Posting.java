package io.forebay.engine.external;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts to endpoints, and waits for what they answer. What certainly was not worked on (no connection,
 * status 429 or 503) is sent again for as long as the function says. Thread-safe.
 */
final class Posting {
    /** What a Lambda function's answer may have. */
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Duration timeout;
    private final EndpointClient client;

    Posting(Duration timeout) {
        this.timeout = timeout;
        this.client = new EndpointClient(timeout);
    }

    /** Where a function's rows go. */
    record Target(ExternalFunction function, URI address) {}

    /** It was not worked on: the same may be sent again. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * The body that comes back.
     *
     * @param cancelled ends the wait
     * @throws ForebayException EXTERNAL_FUNCTION, EXTERNAL_FUNCTION_AWAY, CANCELLED
     */
    byte[] post(Target target, String json, CompletableFuture<Void> cancelled) {
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(target.function().lambda().retryMillis());
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return body(target, exchange(target, json, cancelled));
            } catch (Refused e) {
                if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > end) {
                    throw away(target, String.valueOf(e.getMessage()), e);
                }
            }
            pause(pause, cancelled);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private HttpResponse<byte[]> exchange(Target target, String json, CompletableFuture<Void> cancelled)
            throws Refused {
        try {
            return client.post(target.address(), json, MOST_BYTES, cancelled);
        } catch (TimeoutException e) {
            throw away(target, "it did not answer within " + timeout.toSeconds() + " s", e);
        } catch (CancellationException e) {
            throw ForebayException.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForebayException.cancelled();
        } catch (IOException e) {
            throw failure(target, e);
        }
    }

    private static ForebayException failure(Target target, IOException cause) throws Refused {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            throw new Refused("it takes no connection");
        }
        if (cause instanceof EndpointClient.TooLarge) {
            return new ForebayException(
                            CommonError.EXTERNAL_FUNCTION,
                            "external function " + target.function().name() + ": its reply is larger than "
                                    + MOST_BYTES / 1024 / 1024 + " MB",
                            cause)
                    .withHint("Make its batches smaller: MAX_BATCH_ROWS.");
        }
        return away(target, "the connection broke (" + cause.getClass().getSimpleName() + ")", null);
    }

    private static byte[] body(Target target, HttpResponse<byte[]> response) throws Refused {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response.body();
        }
        if (status == 429 || status == 503) {
            throw new Refused("it answered with status " + status);
        }
        if (status / 100 == 5) {
            throw away(target, "it answered with status " + status, null);
        }
        throw new ForebayException(
                CommonError.EXTERNAL_FUNCTION,
                "external function " + target.function().name() + ": it answered with status " + status
                        + (status / 100 == 3 ? "; redirects are not followed" : ""));
    }

    private static ForebayException away(Target target, String reason, @Nullable Throwable cause) {
        return new ForebayException(
                        CommonError.EXTERNAL_FUNCTION_AWAY,
                        "external function " + target.function().name() + ": " + reason,
                        cause)
                .withHint("The setting lambda." + target.function().lambda().function() + " says where it is.");
    }

    private static void pause(long millis, CompletableFuture<Void> cancelled) {
        try {
            cancelled.get(millis, TimeUnit.MILLISECONDS);
            throw ForebayException.cancelled();
        } catch (TimeoutException e) {
            // the pause is over
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForebayException.cancelled();
        } catch (ExecutionException e) {
            throw ForebayException.cancelled();
        }
    }
}
