package io.forebay.engine.load;

/**
 * What a REPLAY did.
 *
 * @param table the table of REJECTS INTO
 * @param loaded records that are rows now, and not kept any more
 * @param rows rows that they gave
 * @param refused records that are still no rows, with the new error
 * @param withoutText records that are kept without a text, or not whole: nothing was tried with them
 */
public record Replayed(String table, long loaded, long rows, long refused, long withoutText) {
    /** Records that stay. */
    public long stays() {
        return refused + withoutText;
    }
}
