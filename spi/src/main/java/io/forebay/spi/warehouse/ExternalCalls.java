package io.forebay.spi.warehouse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What this process does for the calls that {@link FunctionDdl#call} writes. Thread-safe. */
public interface ExternalCalls {
    /**
     * Works out the values of some rows.
     *
     * @return one for each row, in order
     * @throws io.forebay.spi.ForebayException fails the statement
     */
    List<@Nullable String> values(Call call);

    /**
     * @param definition as it was written
     * @param rows the arguments of each, as texts; there is at least one row
     */
    record Call(String definition, List<List<@Nullable String>> rows, Caller caller) {}

    /**
     * The statement that calls.
     *
     * @param user whose session it is; empty when not known
     * @param query its number, 0 when not known
     * @param cancelled is completed when the statement is to end
     */
    record Caller(String user, long query, CompletableFuture<Void> cancelled) {}
}
