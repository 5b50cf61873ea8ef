package io.forebay.format.kit.time;

/** A way to write moments. Stateless and thread-safe. */
@FunctionalInterface
public interface MomentSyntax {
    /**
     * Reads the whole of {@code [from, to)}, which is not empty and neither starts nor ends with a blank.
     *
     * @return false when the text is no moment in this syntax; the moment's content is then undefined
     */
    boolean read(byte[] bytes, int from, int to, Moment moment);
}
