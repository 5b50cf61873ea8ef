package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ExternalCalls.Call;
import io.forebay.spi.warehouse.ExternalCalls.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What runs on one connection, as external functions need to know it: DuckDB calls them from threads of its own, and a
 * variable of the connection leads back. {@link #cancel} and what the functions do come from any thread.
 */
public final class CallingStatement {
    private static final String VARIABLE = "forebay_session";
    private static final int MOST_KEPT = 100;

    /** What leads a call back to its statement. */
    public static final String TOKEN = "coalesce(CAST(getvariable('" + VARIABLE + "') AS VARCHAR), '')";

    private final String token;
    private volatile String user = "";
    private volatile long query;
    private volatile CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final Map<Asked, CompletableFuture<List<@Nullable String>>> single = new ConcurrentHashMap<>();
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable ForebayException> failure = new AtomicReference<>();

    /** What makes two calls the same one. */
    private record Asked(String definition, List<List<@Nullable String>> rows) {}

    CallingStatement(String token) {
        this.token = token;
    }

    /** What its connection runs first. */
    public String setting() {
        return "SET VARIABLE " + VARIABLE + " = '" + token + "'";
    }

    String token() {
        return token;
    }

    public void user(String name) {
        user = name;
    }

    public void query(long number) {
        query = number;
    }

    /** Another statement runs. */
    public void begin() {
        single.clear();
        resume();
    }

    /** The statement goes on. */
    public void resume() {
        failure.set(null);
        if (cancelled.isDone()) {
            cancelled = new CompletableFuture<>();
        }
    }

    /** What a call gives, or fails with; asked for once a statement. */
    List<@Nullable String> once(Call call, Function<Call, List<@Nullable String>> answering) {
        CompletableFuture<List<@Nullable String>> mine = new CompletableFuture<>();
        Asked key = new Asked(call.definition(), call.rows());
        CompletableFuture<List<@Nullable String>> first = single.putIfAbsent(key, mine);
        if (first == null) {
            try {
                mine.complete(answering.apply(call));
            } catch (RuntimeException e) {
                mine.completeExceptionally(e);
            }
            if (single.size() > MOST_KEPT) {
                single.remove(key);
            }
            first = mine;
        }
        try {
            return first.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ForebayException own ? own : e;
        }
    }

    public void cancel() {
        cancelled.complete(null);
        ends.forEach(Runnable::run);
    }

    /** What {@link #cancel} runs too, until {@link #ended}; at once when the statement was cancelled. */
    public void beganOutside(Runnable end) {
        ends.add(end);
        if (cancelled.isDone()) {
            end.run();
        }
    }

    /** What has begun is over. */
    public void ended(Runnable end) {
        ends.remove(end);
    }

    /** The statement that runs now. */
    public Caller caller() {
        return new Caller(user, query, cancelled);
    }

    /** A function fails what runs. */
    public void fail(ForebayException cause) {
        failure.compareAndSet(null, cause);
    }

    /** Why a function has failed what ran last. */
    public Optional<ForebayException> failure() {
        return Optional.ofNullable(failure.get());
    }
}
