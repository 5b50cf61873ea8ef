package io.forebay.format.kit.columnar;

/** Turns what a file's column holds into what the table's column takes. Used by one thread. */
public interface Conversion {
    /** Converts rows 0 to {@code values.count - 1} in place; those that cannot be have failed afterwards. */
    void convert(Values values);

    /**
     * Converts numbers that are {@link Values#narrow} and stay so.
     *
     * @return whether that was possible; if not, nothing was done, and they are to be made wide and converted
     */
    default boolean convertNarrow(Values values) {
        return false;
    }
}
