package io.forebay.spi.format;

/**
 * What becomes of a record's fields that no column takes, in formats that find fields by name. An extension of Redshift's
 * COPY, which ignores them.
 *
 * @param rescued whether they, and the values that do not fit their columns, go as one JSON object into the column behind
 *     the last of {@code ReadRequest.columns()}, a SUPER; NULL when there are none
 */
public record ExtraFields(Policy policy, boolean rescued) {
    public static final ExtraFields IGNORED = new ExtraFields(Policy.IGNORE, false);

    /** What a field that no column takes means. */
    public enum Policy {
        IGNORE,
        /** The record is no row. */
        ERROR,
        /** {@code RecordReaders.newColumns()} tells of it. */
        ADD
    }
}
