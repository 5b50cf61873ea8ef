package io.forebay.engine.flow.value;

/** A path, template or expression of a definition that can't be compiled. */
public final class BadSyntax extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadSyntax(String message) {
        super(message, null, false, false);
    }

    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
