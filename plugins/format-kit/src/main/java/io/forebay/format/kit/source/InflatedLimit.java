package io.forebay.format.kit.source;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;

/**
 * How far a compressed file may inflate: to so many bytes, or to 200 times what is stored if that is more. A file that
 * inflates no further than that is no bomb, however large it becomes.
 *
 * @param bytes as {@code ReadRequest.inflatedLimit} says
 */
public record InflatedLimit(long bytes) {
    private static final int COMMON_RATIO = 200;

    /**
     * Looks at how far a file has come.
     *
     * @param how the compression's name
     * @throws ForebayException INFLATES_TOO_FAR
     */
    public void check(ObjectUri object, String how, long stored, long inflated) {
        if (inflated > bytes && inflated / COMMON_RATIO > stored) {
            throw new ForebayException(
                    FormatError.INFLATES_TOO_FAR,
                    object + " inflates too far (" + how + "): " + stored + " bytes became more than " + bytes
                            + ", the limit of load.inflated-limit; raise it in forebay.yaml if the file is right");
        }
    }
}
