package io.forebay.format.orc.file;

/**
 * How a file's streams are cut.
 *
 * @param most the bytes that the largest chunk expands to
 */
public record Chunks(Codec codec, int most) {
    boolean compressed() {
        return codec != Codec.NONE;
    }
}
