package io.forebay.engine.session;

/**
 * A message that is no error.
 *
 * @param severity INFO, NOTICE or WARNING; also DEBUG or LOG where a warehouse says so
 */
public record Notice(String severity, String sqlState, String message) {
    public static Notice info(String message) {
        return new Notice("INFO", "00000", message);
    }

    public static Notice notice(String message) {
        return new Notice("NOTICE", "00000", message);
    }

    public static Notice warning(String message) {
        return new Notice("WARNING", "01000", message);
    }
}
