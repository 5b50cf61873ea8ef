package io.forebay.spi.format;

import java.util.Set;

/**
 * What becomes of a record's fields that no column takes, in formats that find fields by name. An extension of Redshift's
 * COPY, which ignores them.
 *
 * @param rescued whether they, and the values that do not fit their columns, go as one JSON object into the column behind
 *     the last of {@code ReadRequest.columns()}, a SUPER; NULL when there are none
 * @param unfilled the names of the table's columns that no field fills, so that a new column cannot have them either
 */
public record ExtraFields(Policy policy, boolean rescued, Set<String> unfilled) {
    public static final ExtraFields IGNORED = new ExtraFields(Policy.IGNORE, false);

    public ExtraFields {
        unfilled = Set.copyOf(unfilled);
    }

    public ExtraFields(Policy policy, boolean rescued) {
        this(policy, rescued, Set.of());
    }

    /** What a field that no column takes means. */
    public enum Policy {
        IGNORE,
        /** The record is no row. */
        ERROR,
        /** {@code RecordReaders.newColumns()} tells of it. */
        ADD
    }
}
