package io.forebay.server.config;

import java.nio.file.Path;

/**
 * A value as somebody wrote it.
 *
 * @param origin the file and line; empty for a flag
 * @param folder where its relative paths start
 */
record Given(String key, String text, String origin, Path folder) {
    /** The key for an error's first words: {@code forebay.yaml line 3: sql-port} or {@code --sql-port}. */
    String label() {
        return origin.isEmpty() ? "--" + key : origin + ": " + key;
    }

    /** How the same place would say something else. */
    String suggestion(String otherKey, String value) {
        return origin.isEmpty() ? "--" + otherKey + " " + value : otherKey + ": " + value;
    }
}
