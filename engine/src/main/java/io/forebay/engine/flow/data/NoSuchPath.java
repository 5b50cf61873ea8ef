package io.forebay.engine.flow.data;

/** A path leads nowhere. Its message is that of the JSONPath library, which is the service's own. */
public final class NoSuchPath extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String path;

    NoSuchPath(String path, String message) {
        super(message, null, false, false);
        this.path = path;
    }

    public String path() {
        return path;
    }

    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
