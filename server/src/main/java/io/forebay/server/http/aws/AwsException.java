package io.forebay.server.http.aws;

import java.util.Map;

/** An error as AWS names it. */
final class AwsException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final transient Map<String, String> members;

    AwsException(int status, String type, String message) {
        this(status, type, message, Map.of());
    }

    AwsException(int status, String type, String message, Map<String, String> members) {
        super(message);
        this.status = status;
        this.type = type;
        this.members = members;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Map<String, String> members() {
        return members == null ? Map.of() : members;
    }
}
