package io.forebay.engine.dataapi;

import java.util.Map;

/** Why a request is refused, in the API's words. A statement that fails is no such error: its description tells. */
public final class DataApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;
    private final int status;
    private final transient Map<String, String> members;

    private DataApiException(int status, String type, String message, Map<String, String> members) {
        super(message);
        this.status = status;
        this.type = type;
        this.members = members;
    }

    static DataApiException validation(String message) {
        return new DataApiException(400, "ValidationException", message, Map.of());
    }

    static DataApiException notFound(String id, String message) {
        return new DataApiException(404, "ResourceNotFoundException", message, Map.of("ResourceId", id));
    }

    static DataApiException tooMany(String type, String message) {
        return new DataApiException(400, type, message, Map.of());
    }

    static DataApiException connection(String message) {
        return new DataApiException(500, "DatabaseConnectionException", message, Map.of());
    }

    static DataApiException internal(String message) {
        return new DataApiException(500, "InternalServerException", message, Map.of());
    }

    /** The exception's name in the API's model, such as {@code ValidationException}. */
    public String type() {
        return type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What its body holds besides its type and message. */
    public Map<String, String> members() {
        return members == null ? Map.of() : members;
    }
}
