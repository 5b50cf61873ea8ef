package io.forebay.engine.flow.choice;

import io.forebay.engine.flow.data.Scope;
import java.util.List;

/** What a choice rule asks. Thread-safe. */
@FunctionalInterface
public interface Condition {
    /** @throws io.forebay.engine.flow.value.StateFailure when what it asks about is not there */
    boolean holds(Scope scope);

    /** Stops at the first that does not hold. */
    static Condition and(List<Condition> all) {
        return scope -> all.stream().allMatch(condition -> condition.holds(scope));
    }

    /** Stops at the first that holds. */
    static Condition or(List<Condition> any) {
        return scope -> any.stream().anyMatch(condition -> condition.holds(scope));
    }
}
