package io.forebay.engine.load;

/**
 * What a REPLAY did.
 *
 * @param table the table of REJECTS INTO
 * @param loaded records that are rows now, and not kept any more
 * @param rows rows that they gave
 * @param refused records that are still no rows, with the new error
 * @param withoutText records that are kept without a text, or not whole: nothing was tried with them
 * @param gone records of loads whose rows REMOVE or ON CHANGE REPLACE has taken out, while the job kept records elsewhere:
 *     their rows may have come again with their file
 */
public record Replayed(String table, long loaded, long rows, long refused, long withoutText, long gone) {
    /** Records that stay. */
    public long stays() {
        return refused + withoutText + gone;
    }
}
