package io.forebay.engine.flow.host;

/** Why an operation is refused, in the API's words. */
public final class StatesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    StatesException(String type, String message) {
        super(message);
        this.type = type;
    }

    static StatesException validation(String message) {
        return new StatesException("ValidationException", message);
    }

    /** The exception's name in the API's model, such as {@code ExecutionDoesNotExist}. */
    public String type() {
        return type;
    }
}
