package io.forebay.format.parquet.page;

import org.apache.parquet.format.Encoding;

/**
 * One page, decompressed. {@code Words.SLACK} bytes behind its end are readable. Good until the reader turns to the next of
 * its kind.
 *
 * @param values how many there are, nulls and empty lists included; the entries of a dictionary
 * @param repetition where the repetition levels are; of a required column of no list, nowhere
 * @param definition where the definition levels are
 * @param from where the values start
 * @param to where they end
 */
public record Page(
        boolean dictionary,
        int values,
        Encoding encoding,
        byte[] bytes,
        Levels repetition,
        Levels definition,
        int from,
        int to) {
    /** The levels of all values, as runs or bits: {@code [from, to)}; the same place when there are none. */
    public record Levels(int from, int to) {
        static final Levels NONE = new Levels(0, 0);
    }
}
