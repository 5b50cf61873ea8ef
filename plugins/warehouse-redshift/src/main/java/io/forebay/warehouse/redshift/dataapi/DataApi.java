package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.redshift.text.NamedText;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/**
 * The calls. One that gets no answer is made again until patience ends; a statement is started once however often it was
 * sent, by its client token. Thread-safe. All throw what {@link DataApiErrors} makes of the SDK's exceptions.
 */
final class DataApi implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataApi.class);
    private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LAST_CALL = Duration.ofSeconds(2);

    private final RedshiftDataClient client;
    private final DataTarget target;
    private final Duration patience;
    private final ExecutorService ending = Executors.newSingleThreadExecutor(DataApi::thread);

    /** @param patience for an API that does not answer */
    DataApi(RedshiftDataClient client, DataTarget target, Duration patience) {
        this.client = client;
        this.target = target;
        this.patience = patience;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "redshift-data-ending");
        thread.setDaemon(true);
        return thread;
    }

    int keepAlive() {
        return target.keepAlive();
    }

    /**
     * Starts a statement.
     *
     * @param session null for one that opens a session
     */
    ExecuteStatementResponse submit(NamedText text, @Nullable String session) {
        ExecuteStatementRequest.Builder request = ExecuteStatementRequest.builder()
                .sql(text.sql())
                .clientToken(UUID.randomUUID().toString())
                .sessionKeepAliveSeconds(target.keepAlive());
        if (session == null) {
            target.name(request);
        } else {
            request.sessionId(session);
        }
        if (!text.values().isEmpty()) {
            request.parameters(parameters(text));
        }
        ExecuteStatementRequest whole = request.build();
        return ask(() -> client.executeStatement(whole));
    }

    private static List<SqlParameter> parameters(NamedText text) {
        return text.values().entrySet().stream()
                .map(value -> SqlParameter.builder()
                        .name(value.getKey())
                        .value(value.getValue())
                        .build())
                .toList();
    }

    /** What became of a statement: FINISHED, FAILED or ABORTED. */
    DescribeStatementResponse outcome(String id) {
        long wait = FIRST_WAIT;
        while (true) {
            DescribeStatementResponse told = ask(() -> client.describeStatement(describe -> describe.id(id)));
            if (over(told.status())) {
                return told;
            }
            wait = pause(wait);
        }
    }

    private static boolean over(StatusString status) {
        return status == StatusString.FINISHED || status == StatusString.FAILED || status == StatusString.ABORTED;
    }

    /** @param token of the page; null for the first */
    GetStatementResultResponse page(String id, @Nullable String token) {
        return ask(() -> client.getStatementResult(page -> page.id(id).nextToken(token)));
    }

    /** Asks for the end of a statement that runs. */
    void cancel(String id) {
        client.cancelStatement(cancel -> cancel.id(id));
    }

    /** Ends a session, and with it the transaction that is open in it; nobody waits for it. */
    void end(String session) {
        try {
            ending.execute(() -> tryToEnd(session));
        } catch (RejectedExecutionException e) {
            log.debug("a session is left for the API to end", e);
        }
    }

    private void tryToEnd(String session) {
        try {
            client.executeStatement(last -> last.sql("ROLLBACK")
                    .sessionId(session)
                    .sessionKeepAliveSeconds(0)
                    .overrideConfiguration(once -> once.apiCallTimeout(LAST_CALL)));
        } catch (SdkException e) {
            log.debug("a session is left for the API to end", e);
        }
    }

    private <T> T ask(Supplier<T> call) {
        long began = System.nanoTime();
        long wait = FIRST_WAIT;
        while (true) {
            try {
                return call.get();
            } catch (SdkException e) {
                if (!DataApiErrors.mayPass(e) || System.nanoTime() - began > patience.toNanos()) {
                    throw DataApiErrors.of(e);
                }
            }
            wait = pause(wait);
        }
    }

    /** Gives the next wait. */
    private static long pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForebayException(
                    CommonError.CONNECTION_LOST, "interrupted while the Redshift Data API was asked", e);
        }
        return Math.min(LONGEST_WAIT, nanos + nanos / 2);
    }

    @Override
    public void close() {
        ending.shutdown();
        try {
            if (!ending.awaitTermination(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
