package io.forebay.format.orc.file;

import java.util.List;
import org.apache.orc.OrcFile;

/**
 * What a file says of itself at its end. Nothing of it was believed before it was checked: all stripes lie in the file,
 * one behind the other, and their rows add up to those of the file.
 *
 * @param chunks how its streams are cut and compressed
 * @param proleptic whether its dates are of the Gregorian calendar throughout, else of the Julian one before 1582-10-15
 */
public record FileTail(
        Chunks chunks, OrcFile.Version version, TypeTree types, List<Stripe> stripes, long rows, boolean proleptic) {
    public FileTail {
        stripes = List.copyOf(stripes);
    }
}
