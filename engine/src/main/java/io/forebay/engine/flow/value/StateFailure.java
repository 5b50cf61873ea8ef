package io.forebay.engine.flow.value;

import org.jspecify.annotations.Nullable;

/** A state can't go on: a value of the language, caught by Retry and Catch, no fault of this program. */
public final class StateFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;
    private final @Nullable String location;

    public StateFailure(String error, String cause) {
        this(error, cause, null);
    }

    /** @param location the field whose expression failed, as in {@code Arguments/Sql} */
    public StateFailure(String error, String cause, @Nullable String location) {
        super(cause, null, false, false);
        this.error = error;
        this.location = location;
    }

    public static StateFailure runtime(String cause) {
        return new StateFailure(ErrorName.RUNTIME, cause);
    }

    /** A runtime error whose text is all there is to say. */
    public static StateFailure told(String cause) {
        return new StateFailure(ErrorName.RUNTIME, cause, "");
    }

    public static StateFailure query(String cause, String location) {
        return new StateFailure(ErrorName.QUERY, cause, location);
    }

    public String error() {
        return error;
    }

    public String failureCause() {
        String cause = getMessage();
        return cause == null ? "" : cause;
    }

    public @Nullable String location() {
        return location;
    }

    /** Whether the text does without the name of the state. */
    public boolean told() {
        return location != null;
    }
}
