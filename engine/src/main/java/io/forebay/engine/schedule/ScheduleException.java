package io.forebay.engine.schedule;

/** Why an operation is refused, in the words of the EventBridge Scheduler API. */
public final class ScheduleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    private ScheduleException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static ScheduleException validation(String message) {
        return new ScheduleException(400, "ValidationException", message);
    }

    static ScheduleException conflict(String message) {
        return new ScheduleException(409, "ConflictException", message);
    }

    static ScheduleException notFound(String message) {
        return new ScheduleException(404, "ResourceNotFoundException", message);
    }

    /** The exception's name in the API's model. */
    public String type() {
        return type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
