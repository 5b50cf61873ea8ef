package io.forebay.engine.merge;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a merge.
 *
 * @param refusal what is said when the statement, a query, gives a row; null for a statement that changes something
 */
public record MergeStep(String sql, @Nullable String refusal) {
    static MergeStep change(String sql) {
        return new MergeStep(sql, null);
    }

    static MergeStep refuseIfAny(String query, String refusal) {
        return new MergeStep(query, refusal);
    }

    /** The error of a query that has given a row. */
    public ForebayException refused() {
        return new ForebayException(CommonError.CARDINALITY_VIOLATION, String.valueOf(refusal));
    }
}
