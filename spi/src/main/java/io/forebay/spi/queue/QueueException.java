package io.forebay.spi.queue;

/** Why an operation on queues has failed. */
public final class QueueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** @param type as the service names it, such as {@code QueueDoesNotExistException} */
    public QueueException(String type, String message) {
        super(message);
        this.type = type;
    }

    public String type() {
        return type;
    }
}
