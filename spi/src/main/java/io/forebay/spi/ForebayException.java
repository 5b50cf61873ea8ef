package io.forebay.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Forebay. Its message says what happened, to which value, and is shown to users as it stands: it
 * never holds a secret.
 */
public final class ForebayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final @Nullable String hint;
    private final int position;
    private final @Nullable String context;

    public ForebayException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ForebayException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, null, 0, null);
    }

    private ForebayException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            @Nullable String hint,
            int position,
            @Nullable String context) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.hint = hint;
        this.position = position;
        this.context = context;
    }

    /** CANCELLED in PostgreSQL's words: somebody has asked to end what was running. */
    public static ForebayException cancelled() {
        return new ForebayException(CommonError.CANCELLED, "canceling statement due to user request");
    }

    public ErrorCode code() {
        return code;
    }

    public boolean is(ErrorCode other) {
        return code.name().equals(other.name());
    }

    /** Whether the same operation may be tried again without looking first. */
    public boolean retryable() {
        return (code.blame() == Blame.REMOTE || code.blame() == Blame.RESOURCE) && code.effect() == Effect.NOT_APPLIED;
    }

    /** What to do next, in one sentence. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** The character in the statement's text that the error is at, from 1. */
    public OptionalInt position() {
        return position > 0 ? OptionalInt.of(position) : OptionalInt.empty();
    }

    public ForebayException withHint(String text) {
        return copy(text, position, context);
    }

    /** The same error at a character of the statement's text, from 1; 0 takes the position away. */
    public ForebayException withPosition(int character) {
        return copy(hint, character, context);
    }

    /** Where it happened inside what the statement called: one line a level, the innermost first. */
    public Optional<String> context() {
        return Optional.ofNullable(context);
    }

    public ForebayException withContext(String text) {
        return copy(hint, position, text);
    }

    private ForebayException copy(@Nullable String newHint, int newPosition, @Nullable String newContext) {
        ForebayException copy =
                new ForebayException(code, String.valueOf(getMessage()), getCause(), newHint, newPosition, newContext);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
