package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.value.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which errors are tried again, and when. Durations in seconds. */
public record Retrier(
        List<String> errors, int interval, int attempts, double backoff, @Nullable Integer longest, boolean jitter) {
    public Retrier {
        errors = List.copyOf(errors);
    }

    /** Before retry {@code attempt}, from 1: milliseconds, without jitter. */
    public long delay(int attempt) {
        double seconds = interval * Math.pow(backoff, attempt - 1);
        double most = longest == null ? Limits.SECONDS : longest;
        return Math.round(Math.min(seconds, most) * 1000);
    }
}
