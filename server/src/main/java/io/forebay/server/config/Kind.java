package io.forebay.server.config;

import java.nio.file.Path;

/**
 * The type of a setting's value.
 *
 * @param name what the reference calls it, such as {@code duration}
 * @param expected what a value must be, ending the sentence "it must be …"
 * @param example a value that is right
 */
record Kind<T>(String name, String expected, String example, Parser<T> parser) {
    /** Turns text into a value. */
    @FunctionalInterface
    interface Parser<T> {
        /**
         * @param folder where relative paths start
         * @throws IllegalArgumentException when the text is not of this kind
         */
        T parse(String text, Path folder);
    }
}
