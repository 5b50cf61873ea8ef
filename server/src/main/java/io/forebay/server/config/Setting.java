package io.forebay.server.config;

import org.jspecify.annotations.Nullable;

/**
 * One key of {@code forebay.yaml}, and the flag of the same name.
 *
 * @param fallback the value, as text, when none is given; null when there is none then
 * @param unit what the value counts, or empty
 * @param sentence what it is for
 * @param nature whether it may be shown
 */
public record Setting<T>(
        String key, Kind<T> kind, @Nullable String fallback, String unit, String sentence, Nature nature) {
    /** How a setting is treated. */
    public enum Nature {
        /** What most users set; listed first. */
        COMMON,
        PLAIN,
        /** Never printed. */
        SECRET
    }

    /** Without the parser: what the reference and {@code --help} show. */
    public String type() {
        return kind.name();
    }

    public String example() {
        return kind.example();
    }

    public boolean secret() {
        return nature == Nature.SECRET;
    }
}
